import { type Extension, RangeSet, StateEffect, type StateEffectType, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass } from '@codemirror/view';

const NO_MARKS = RangeSet.of<GutterMarker>([]);

/** One line that is lit up in the program, and its number with it. */
interface LineLight {
  /** Light a line up (counted from 1), or none. */
  readonly light: StateEffectType<number | null>;
  readonly extension: Extension;
}

/** A light of one colour: `name` and `name-number` are its classes. It goes out when its line is typed in. */
function lineLight(name: string): LineLight {
  const light = StateEffect.define<number | null>();
  const lineMark = Decoration.line({ class: name });
  const numberMark = new (class extends GutterMarker {
    override readonly elementClass = `${name}-number`;
  })();
  const extension = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(marks, transaction) {
      for (const effect of transaction.effects) {
        if (!effect.is(light)) continue;
        const { value: number } = effect;
        if (number === null || number < 1 || number > transaction.state.doc.lines) return Decoration.none;
        return Decoration.set(lineMark.range(transaction.state.doc.line(number).from));
      }
      if (!transaction.docChanged) return marks;
      let touched = false;
      const mark = marks.iter();
      if (mark.value !== null) {
        const { from, to } = transaction.startState.doc.lineAt(mark.from);
        touched = transaction.changes.touchesRange(from, to) !== false;
      }
      return touched ? Decoration.none : marks.map(transaction.changes);
    },
    provide: (field) => [
      EditorView.decorations.from(field),
      gutterLineClass.compute([field], (state) => {
        const mark = state.field(field).iter();
        return mark.value === null ? NO_MARKS : RangeSet.of(numberMark.range(mark.from));
      }),
    ],
  });
  return { light, extension };
}

/** The line where a program went wrong. */
export const errorLine = lineLight('error-line');
/** The line of the step that is looked at. */
export const stepLine = lineLight('step-line');
