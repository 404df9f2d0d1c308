import type { Variable } from '../../runner/trace/index.ts';
import { words } from '../../app/words/index.ts';
import { codeWords } from './step-words.ts';
import type { Marks } from './marks.ts';
import { ValueView } from './object-box.tsx';
import type { DrawnFrame, Picture } from './picture.ts';

interface FrameBoxProps {
  readonly drawn: DrawnFrame;
  readonly files: readonly string[];
  readonly picture: Picture;
  readonly marks: Marks;
  readonly asked: Variable | undefined;
  readonly onAsk: (variable: Variable | undefined) => void;
}

/** A call that is going on, with its variables. Each can be asked when it changed. */
export function FrameBox({ drawn, files, picture, marks, asked, onAsk }: FrameBoxProps) {
  const { frame, role, variables, leftOut, file } = drawn;
  const name = frame === undefined ? (files[file] ?? '') : codeWords(frame.code);
  return (
    <section className={`frame ${role}`} aria-label={name}>
      <div className="frame-name">
        <span>{name}</span>
        {frame !== undefined && role !== 'file' && (
          <span className="aside">{words(`steps.role.${role}`, { line: frame.line })}</span>
        )}
      </div>
      {variables.length === 0 && <p className="aside">{words('steps.frame.empty')}</p>}
      <dl className="variables">
        {variables.map(({ variable, value }) => {
          const changed = marks.variable(variable);
          const isAsked = asked !== undefined && isSame(asked, variable);
          return (
            <div key={variable.name} className={changed ? 'variable changed' : 'variable'}>
              <dt>
                <button
                  type="button"
                  aria-pressed={isAsked}
                  title={words('steps.when.of', { name: variable.name })}
                  onClick={() => onAsk(isAsked ? undefined : variable)}
                >
                  {variable.name}
                </button>
              </dt>
              <dd>
                <ValueView value={value} picture={picture} marks={marks} />
                {changed && <span className="sign" role="img" aria-label={words('steps.changed')} />}
              </dd>
            </div>
          );
        })}
      </dl>
      {leftOut > 0 && <p className="aside">{words('steps.frame.hidden', { count: leftOut })}</p>}
    </section>
  );
}

function isSame(one: Variable, other: Variable): boolean {
  if (one.name !== other.name) return false;
  if ('file' in one) return 'file' in other && one.file === other.file;
  return 'frame' in other && one.frame === other.frame;
}
