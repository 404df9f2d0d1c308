import { type EditorState, type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { EditorView, GutterMarker, gutterLineClass, keymap } from '@codemirror/view';
import { words } from '../../app/words/index.ts';

/** Stop at the line that begins here, or do not any more. */
const toggle = StateEffect.define<number>({ map: (from, changes) => changes.mapPos(from) });

const stopMark = new (class extends GutterMarker {
  override readonly elementClass = 'stop-line-number';
})();

/** Lines where the pupil wants to stop. They move with the text. */
const stops = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(marks, transaction) {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(toggle)) continue;
      const { value: from } = effect;
      now = isStop(now, from)
        ? now.update({ filter: (at) => at !== from })
        : now.update({ add: [stopMark.range(from)] });
    }
    return now;
  },
  provide: (field) => gutterLineClass.from(field),
});

function isStop(marks: RangeSet<GutterMarker>, from: number): boolean {
  let found = false;
  marks.between(from, from, () => {
    found = true;
    return false; // no more
  });
  return found;
}

/** Stop at the line that is at a place of the text, or do not any more. It is said aloud. */
export function toggleStop(view: EditorView, at = view.state.selection.main.head): boolean {
  const marks = view.state.field(stops, false);
  if (marks === undefined) return false; // no program
  const { from, number: line } = view.state.doc.lineAt(at);
  const gone = isStop(marks, from);
  const said = gone ? words('steps.editor.stopGone', { line }) : words('steps.editor.stopSet', { line });
  view.dispatch({ effects: [toggle.of(from), EditorView.announce.of(said)] });
  return true;
}

/** Their numbers, counted from 1. */
function linesOf(state: EditorState): number[] {
  const lines = new Set<number>();
  state.field(stops).between(0, state.doc.length, (from) => {
    lines.add(state.doc.lineAt(from).number);
  });
  return [...lines];
}

/** @param whenChanged told the lines each time that they have changed, also by typing above them */
export function stopsExtension(whenChanged: (lines: number[]) => void): Extension {
  return [
    stops,
    keymap.of([{ key: 'Mod-b', run: (view) => toggleStop(view) }]),
    EditorView.updateListener.of(({ startState, state }) => {
      if (startState.field(stops, false) === state.field(stops)) return;
      whenChanged(linesOf(state));
    }),
  ];
}
