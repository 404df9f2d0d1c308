import { memo, useState } from 'react';
import type { HeapObject, Value } from '../../runner/trace/index.ts';
import { referenceOf } from '../../runner/trace/index.ts';
import { words } from '../../app/words/index.ts';
import type { Marks } from './marks.ts';
import type { Picture } from './picture.ts';
import { lineOf, objectWords, shortWords, valueWords } from './value-words.ts';

interface InPicture {
  readonly picture: Picture;
  readonly marks: Marks;
}

/** Items of a box in a box, and of a box with boxes in it, that are drawn unasked. */
const MOST_INSIDE = 16;
/** … and of one with plain values. A trace has no more of them. */
const MOST = 100;

/** A value where it is held: written, as a box of its own in place, or as the beginning of an arrow. */
export function ValueView({ value, picture, marks }: InPicture & { readonly value: Value }) {
  const id = referenceOf(value);
  if (id === undefined) {
    const text = longTextOf(value, picture);
    const written = valueWords(value, picture.state);
    return text === undefined ? (
      <Plain text={written} kind={kindOf(value)} />
    ) : (
      <LongText written={written} text={text} />
    );
  }
  const object = picture.state.heap.get(id);
  if (object === undefined) return <span className="value">{words('steps.value.unknown')}</span>;
  if (picture.drawnAs(id) === 'inside') {
    return <ObjectBox object={object} picture={picture} marks={marks} inside />;
  }
  const number = picture.numberOf(id);
  if (number === undefined) {
    const written = lineOf(value, picture.state);
    const isWords = picture.drawnAs(id) === 'words';
    return (
      <span className="value" title={written}>
        {isWords ? shortWords(object) : written}
      </span>
    );
  }
  const label = words('steps.value.arrow', { number, what: objectWords(object) });
  return <span className="dot" data-to={id} role="img" aria-label={label} />;
}

/** A text of which only the beginning is written, until somebody wants all of it. */
function LongText({ written, text }: { readonly written: string; readonly text: string }) {
  const [open, setOpen] = useState(false);
  return (
    <button
      type="button"
      className="value text long"
      aria-expanded={open}
      title={open ? undefined : words('steps.value.all')}
      onClick={() => setOpen(!open)}
    >
      {open ? text : written}
    </button>
  );
}

function longTextOf(value: Value, { more }: Picture): string | undefined {
  if (!Array.isArray(value) || value[0] !== 's' || value[3] === undefined) return undefined;
  return more.textOf(value[3]);
}

/** Kept as it is while its text stays the same: most of a list does from step to step. */
const Plain = memo(function Plain({ text, kind }: { readonly text: string; readonly kind: string }) {
  return <span className={`value ${kind}`}>{text}</span>;
});

function kindOf(value: Value): string {
  if (typeof value === 'string') return 'text';
  if (Array.isArray(value)) return value[0] === 's' ? 'text' : '';
  return '';
}

interface ObjectBoxProps extends InPicture {
  readonly object: HeapObject;
  /** It is drawn in the box of another. */
  readonly inside?: boolean;
}

/** An object with what it holds. */
export function ObjectBox({ object, picture, marks, inside = false }: ObjectBoxProps) {
  const [unfolded, setUnfolded] = useState(false);
  const [wholly, setWholly] = useState(false);
  const { id, kind, total } = object;
  const all = total > object.items.length ? picture.more.itemsOf(id) : undefined;
  const items = (wholly ? all : undefined) ?? object.items;
  const holdsBoxes = valuesOf(object).some((value) => isBoxInside(value, picture));
  const most = wholly ? Infinity : inside || holdsBoxes ? MOST_INSIDE : MOST;
  const shown = unfolded ? items : items.slice(0, most);
  const folded = items.length - shown.length;
  const fresh = marks.object(id);
  const what = objectWords(object);
  const number = picture.numberOf(id);
  return (
    <div
      className={`object ${kind}${inside ? ' inside' : ''}${fresh ? ' changed' : ''}`}
      data-box={inside ? undefined : id}
      role="group"
      aria-label={number === undefined ? what : words('steps.value.box', { number, what })}
    >
      {!inside && (
        <div className="object-name">
          {kind === 'class' || kind === 'function' ? what : object.type}
          {fresh && <span className="sign">{words('steps.fresh')}</span>}
        </div>
      )}
      {total === 0 && kind !== 'text' && <span className="aside">{words('steps.object.empty')}</span>}
      {isSequence(object) ? (
        <ol className={holdsBoxes ? 'cells rows' : 'cells'}>
          {(shown as Sequence['items']).map((value, place) => (
            <li key={place} className={marks.item(id, place) ? 'cell changed' : 'cell'}>
              {kind !== 'set' && kind !== 'frozenset' && <span className="place">{place}</span>}
              <ValueView value={value} picture={picture} marks={marks} />
            </li>
          ))}
        </ol>
      ) : (
        <dl className="pairs">
          {(shown as Pairs).map(([name, value], place) => (
            <div key={place} className={marks.item(id, place) ? 'pair changed' : 'pair'}>
              <dt>
                {kind === 'dict' ? <ValueView value={name} picture={picture} marks={marks} /> : String(name)}
              </dt>
              <dd>
                <ValueView value={value} picture={picture} marks={marks} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {folded > 0 && (
        <button type="button" className="button plain more" onClick={() => setUnfolded(true)}>
          {words('steps.object.fold', { count: folded })}
        </button>
      )}
      {folded === 0 && !wholly && all !== undefined && (
        <button type="button" className="button plain more" onClick={() => setWholly(true)}>
          {words('steps.object.all', { count: all.length })}
        </button>
      )}
      {total > items.length && kind !== 'text' && (wholly || all === undefined) && (
        <p className="aside">{words('steps.object.more', { count: total - items.length })}</p>
      )}
    </div>
  );
}

/** Only these never have a text of their own. */
type Sequence = Extract<HeapObject, { text: null }>;
type Pairs = Exclude<HeapObject, Sequence>['items'];

const SEQUENCES: ReadonlySet<HeapObject['kind']> = new Set(['list', 'tuple', 'set', 'frozenset', 'deque']);
const isSequence = (object: HeapObject): object is Sequence => SEQUENCES.has(object.kind);

const valuesOf = (object: HeapObject): readonly Value[] =>
  isSequence(object) ? object.items : object.items.map(([, value]) => value);

function isBoxInside(value: Value, picture: Picture): boolean {
  const id = referenceOf(value);
  return id !== undefined && picture.drawnAs(id) === 'inside';
}
