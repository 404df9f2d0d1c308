import { ChevronDown, ChevronUp, IndentDecrease, IndentIncrease, X } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ExerciseView } from '../../app/contract/index.ts';
import { words } from '../../app/words/index.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';
import { type Placed, boardOf, indented, moved, programOf, usualIndent } from './parsons.ts';

interface ParsonsBoardProps {
  readonly session: Session;
  readonly exercise: ExerciseView;
  readonly pieces: readonly string[];
}

/** What is dragged: a line that is not used yet, by its text, or one of the program, by its place. */
type Dragged = { readonly piece: string } | { readonly place: number };

/**
 * Lines to put in order, in the editor's place. By mouse they are dragged; by touch and keyboard there are buttons and
 * keys for the same. What they make is the program's file, saved like all work.
 */
export default function ParsonsBoard({
  session: { workspace },
  exercise: { entry },
  pieces,
}: ParsonsBoardProps) {
  useStore(workspace.typed);
  useStore(workspace.state);
  const [told, setTold] = useState('');
  const dragged = useRef<Dragged>(undefined);
  const board = useRef<HTMLDivElement>(null);
  const { placed, left } = boardOf(workspace.textOf(entry), pieces);

  const become = (next: readonly Placed[], focus: number) => {
    if (next === placed) return;
    // Drawn at once, so that the next key finds the line where it is now.
    flushSync(() => workspace.rewrite(entry, programOf(next)));
    const lines = board.current?.querySelectorAll<HTMLElement>('.placed') ?? [];
    (lines[focus] ?? board.current?.querySelector<HTMLElement>('.piece'))?.focus();
  };
  const put = (next: readonly Placed[], at: number) => {
    const line = next[at];
    if (line !== undefined && next !== placed) {
      const { indent } = line;
      setTold(words('lessons.parsons.moved', { number: at + 1, of: next.length, indent }));
    }
    become(next, at);
  };
  const add = (text: string, at = placed.length) => {
    put(placed.toSpliced(at, 0, { text, indent: usualIndent(text, placed[at - 1]) }), at);
  };
  const takeBack = (at: number) => {
    setTold(words('lessons.parsons.takenBack'));
    become(placed.toSpliced(at, 1), Math.min(at, placed.length - 2));
  };
  const drop = (event: DragEvent, at: number) => {
    event.preventDefault();
    event.stopPropagation();
    const what = dragged.current;
    dragged.current = undefined;
    if (what === undefined) return;
    if ('piece' in what) add(what.piece, at);
    else put(moved(placed, what.place, Math.min(at, placed.length - 1)), at);
  };
  const allow = (event: DragEvent) => {
    if (dragged.current !== undefined) event.preventDefault();
  };
  const press = (event: KeyboardEvent, at: number) => {
    const act = KEYS[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (act === 'remove') takeBack(at);
    else if (act === 'up' || act === 'down')
      put(moved(placed, at, at + (act === 'up' ? -1 : 1)), at + (act === 'up' ? -1 : 1));
    else put(indented(placed, at, act === 'in' ? 1 : -1), at);
  };

  return (
    <div ref={board} className="parsons">
      <section
        aria-labelledby="parsons-pool"
        onDragOver={allow}
        onDrop={(event) => {
          event.preventDefault();
          const what = dragged.current;
          dragged.current = undefined;
          if (what !== undefined && 'place' in what) takeBack(what.place);
        }}
      >
        <h3 id="parsons-pool">{words('lessons.parsons.pool')}</h3>
        {left.length === 0 && <p className="aside">{words('lessons.parsons.emptyPool')}</p>}
        <ul className="pool">
          {left.map((text, at) => (
            <li key={`${text} ${at}`}>
              <button
                type="button"
                className="piece"
                draggable
                aria-label={words('lessons.parsons.add', { line: text })}
                onDragStart={(event) => {
                  event.dataTransfer.setData('text/plain', text);
                  dragged.current = { piece: text };
                }}
                onClick={() => add(text)}
              >
                <code>{text}</code>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section
        aria-labelledby="parsons-program"
        onDragOver={allow}
        onDrop={(event) => drop(event, placed.length)}
      >
        <h3 id="parsons-program">{words('lessons.parsons.program')}</h3>
        {placed.length === 0 && <p className="aside">{words('lessons.parsons.emptyProgram')}</p>}
        {placed.length > 0 && (
          <p className="aside" id="parsons-keys">
            {words('lessons.parsons.keys')}
          </p>
        )}
        <ol className="program">
          {placed.map(({ text, indent }, at) => (
            <li key={`${text} ${at}`} onDragOver={allow} onDrop={(event) => drop(event, at)}>
              <div
                className="placed"
                role="group"
                tabIndex={0}
                draggable
                aria-label={words('lessons.parsons.placed', {
                  number: at + 1,
                  of: placed.length,
                  indent,
                  line: text,
                })}
                aria-describedby="parsons-keys"
                style={{ marginInlineStart: `${indent * 2}rem` }}
                onKeyDown={(event) => {
                  if (event.target === event.currentTarget) press(event, at);
                }}
                onDragStart={(event) => {
                  event.dataTransfer.setData('text/plain', text);
                  dragged.current = { place: at };
                }}
              >
                <code>{text}</code>
                <span className="tools">
                  <Tool
                    name="up"
                    icon={ChevronUp}
                    disabled={at === 0}
                    onClick={() => put(moved(placed, at, at - 1), at - 1)}
                  />
                  <Tool
                    name="down"
                    icon={ChevronDown}
                    disabled={at === placed.length - 1}
                    onClick={() => put(moved(placed, at, at + 1), at + 1)}
                  />
                  <Tool
                    name="out"
                    icon={IndentDecrease}
                    disabled={indent === 0}
                    onClick={() => put(indented(placed, at, -1), at)}
                  />
                  <Tool
                    name="in"
                    icon={IndentIncrease}
                    disabled={false}
                    onClick={() => put(indented(placed, at, 1), at)}
                  />
                  <Tool name="remove" icon={X} disabled={false} onClick={() => takeBack(at)} />
                </span>
              </div>
            </li>
          ))}
        </ol>
      </section>
      <p className="heard" role="status">
        {told}
      </p>
    </div>
  );
}

type Act = 'up' | 'down' | 'in' | 'out' | 'remove';

const KEYS: Readonly<Record<string, Act | undefined>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
  Delete: 'remove',
  Backspace: 'remove',
};

interface ToolProps {
  readonly name: Act;
  readonly icon: typeof X;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function Tool({ name, icon: Icon, disabled, onClick }: ToolProps) {
  const label = words(`lessons.parsons.tool.${name}`);
  return (
    <button
      type="button"
      className="button plain icon"
      aria-label={label}
      title={label}
      aria-disabled={disabled}
      onClick={() => !disabled && onClick()}
    >
      <Icon aria-hidden />
    </button>
  );
}
