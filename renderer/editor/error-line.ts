import { type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass } from '@codemirror/view';

/** Light a line up (counted from 1), or none. */
export const markErrorLine = StateEffect.define<number | null>();

const lineMark = Decoration.line({ class: 'error-line' });

class NumberMark extends GutterMarker {
  override readonly elementClass = 'error-line-number';
}
const numberMark = new NumberMark();
const NO_MARKS = RangeSet.of<GutterMarker>([]);

/** The line where a program went wrong. It goes out when the line is typed in. */
const errorLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(markErrorLine)) continue;
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

export const errorLineExtension: Extension = errorLine;
