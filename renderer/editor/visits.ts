import { type Extension, type EditorState, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { GutterMarker, gutter } from '@codemirror/view';
import { words } from '../../app/words/index.ts';

/** How often each line ran, counted from 1. */
export type Visits = ReadonlyMap<number, number>;

/** Show these beside the lines. */
export const showVisits = StateEffect.define<Visits>();

class VisitMark extends GutterMarker {
  readonly count: number;

  constructor(count: number) {
    super();
    this.count = count;
  }

  override eq(other: VisitMark): boolean {
    return other.count === this.count;
  }

  override toDOM(): Node {
    const mark = document.createElement('span');
    mark.textContent = `${shortly(this.count)}×`;
    mark.title = words('steps.editor.visits', { count: this.count });
    return mark;
  }
}

/** In at most four characters. */
export function shortly(count: number): string {
  if (count < 10_000) return String(count);
  return count < 1_000_000 ? `${Math.floor(count / 1_000)}k` : `${Math.floor(count / 1_000_000)}M`;
}

function marksOf(visits: Visits, { doc }: EditorState): RangeSet<VisitMark> {
  const marks = [...visits]
    .filter(([line]) => line >= 1 && line <= doc.lines)
    .map(([line, count]) => new VisitMark(count).range(doc.line(line).from));
  return RangeSet.of(marks, true);
}

/** They are gone as soon as somebody types: what ran is not what is there any more. */
const visits = StateField.define<RangeSet<VisitMark>>({
  create: () => RangeSet.empty,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(showVisits)) return marksOf(effect.value, transaction.state);
    }
    return transaction.docChanged ? RangeSet.empty : marks;
  },
});

export const visitsExtension: Extension = [
  visits,
  gutter({ class: 'visits', markers: (view) => view.state.field(visits) }),
];
