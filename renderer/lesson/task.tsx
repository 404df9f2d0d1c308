import { Play } from 'lucide-react';
import { createElement, useEffect, useState } from 'react';
import type { Block, ExerciseView, Inline } from '../../app/contract/index.ts';
import { words } from '../../app/words/index.ts';
import { isActive } from '../studio/program-run.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';
import type { Workspace } from '../studio/workspace.ts';

interface TaskProps {
  readonly session: Session;
  readonly exercise: ExerciseView;
  /** Run the file that is shown. */
  readonly onRun: () => void;
}

/** The task, drawn from its tree: there is no HTML in it that could be anything else. */
export function Task({ blocks, ...rest }: TaskProps & { readonly blocks: readonly Block[] }) {
  return (
    <div className="task">
      {blocks.map((block, at) => (
        <BlockView key={at} {...rest} block={block} />
      ))}
    </div>
  );
}

/** Headings of a task stand below those of the panel. */
const HEADING_BELOW = 3;

function BlockView({ block, ...rest }: TaskProps & { readonly block: Block }) {
  const inlines = (children: readonly Inline[]) => <Inlines {...rest} inlines={children} />;
  const blocks = (children: readonly Block[]) =>
    children.map((child, at) => <BlockView key={at} {...rest} block={child} />);
  switch (block.kind) {
    case 'heading':
      return createElement(`h${Math.min(6, block.level + HEADING_BELOW)}`, {}, inlines(block.children));
    case 'paragraph':
      return <p>{inlines(block.children)}</p>;
    case 'list': {
      const items = block.items.map((item, at) => <li key={at}>{blocks(item)}</li>);
      return block.start === null ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case 'code':
      return <CodeBlock {...rest} language={block.language} text={block.text} />;
    case 'quote':
      return <blockquote>{blocks(block.children)}</blockquote>;
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {block.header.map((cell, at) => (
                <th key={at}>{inlines(cell)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, column) => (
                  <td key={column}>{inlines(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'rule':
      return <hr />;
  }
}

function Inlines({ inlines, ...rest }: TaskProps & { readonly inlines: readonly Inline[] }) {
  return inlines.map((inline, at) => {
    switch (inline.kind) {
      case 'text':
        return <span key={at}>{inline.text}</span>;
      case 'code':
        return <code key={at}>{inline.text}</code>;
      case 'strong':
        return (
          <strong key={at}>
            <Inlines {...rest} inlines={inline.children} />
          </strong>
        );
      case 'emphasis':
        return (
          <em key={at}>
            <Inlines {...rest} inlines={inline.children} />
          </em>
        );
      case 'picture':
        return <Picture key={at} {...rest} path={inline.path} alternative={inline.alternative} />;
      case 'break':
        return <br key={at} />;
    }
  });
}

/** Code that can be tried: it becomes a file beside the pupil's own, never hers, and runs. */
function CodeBlock({
  session: { workspace, run },
  exercise: { prediction },
  onRun,
  language,
  text,
}: TaskProps & { readonly language: string | null; readonly text: string }) {
  const isRunning = useStore(run.phase, isActive);
  const tryIt = async () => {
    const program = `${text}\n`;
    const name = nameFor(program, workspace);
    if (workspace.hasFile(name)) workspace.select(name);
    else await workspace.createFile(name, program);
    onRun();
  };
  return (
    <figure className="code">
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      {language === 'python' && prediction === null && (
        <button
          type="button"
          className="button plain"
          aria-disabled={isRunning}
          onClick={() => {
            if (!isRunning) void tryIt().catch(() => undefined);
          }}
        >
          <Play aria-hidden />
          {words('lessons.tryCode')}
        </button>
      )}
    </figure>
  );
}

/** The first file that is not there yet or has this very text: in the others there may be work of the pupil's. */
function nameFor(text: string, workspace: Workspace): string {
  for (let number = 1; ; number += 1) {
    const name = `${words('lessons.tryName')}${number === 1 ? '' : number}.py`;
    if (!workspace.hasFile(name) || workspace.textOf(name) === text) return name;
  }
}

interface PictureProps extends Omit<TaskProps, 'onRun'> {
  readonly path: string;
  readonly alternative: string;
}

function Picture({ session, exercise: { pack, id }, path, alternative }: PictureProps) {
  const [shown, setShown] = useState<string>();
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    let wanted = true;
    session.line.call('lesson.picture', { pack, exercise: id, path }).then(
      ({ type, base64 }) => {
        if (wanted) setShown(`data:${type};base64,${base64}`);
      },
      () => {
        if (wanted) setMissing(true);
      },
    );
    return () => {
      wanted = false;
    };
  }, [session, pack, id, path]);
  if (missing) return <span className="aside">{words('lessons.pictureMissing', { alternative })}</span>;
  return <img className="picture" src={shown} alt={alternative} />;
}
