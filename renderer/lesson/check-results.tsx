import { CircleCheck, CircleX } from 'lucide-react';
import type { Checked, CheckedLine, CheckedTest } from '../../app/contract/index.ts';
import { words } from '../../app/words/index.ts';
import { textIn } from '../studio/lessons.ts';

interface CheckResultsProps {
  readonly checked: Checked;
  readonly language: string;
}

/** Which tests passed, and of those that did not, where the output first differs. */
export function CheckResults({ checked: { tests }, language }: CheckResultsProps) {
  const firstFailed = tests.find(({ passed, seen }) => !passed && seen !== null)?.id;
  return (
    <ol className="results">
      {tests.map((test, at) => (
        <li key={test.id} className={test.passed ? 'passed' : 'failed'}>
          <details open={test.id === firstFailed}>
            <summary>
              {test.passed ? (
                <CircleCheck role="img" aria-label={words('lessons.testPassed')} />
              ) : (
                <CircleX role="img" aria-label={words('lessons.testFailed')} />
              )}
              {nameOf(test, at + 1, language)}
            </summary>
            {test.seen !== null && <Seen {...{ seen: test.seen, passed: test.passed, language }} />}
          </details>
        </li>
      ))}
    </ol>
  );
}

function nameOf({ name, seen }: CheckedTest, number: number, language: string): string {
  if (seen === null) return words('lessons.hiddenTest');
  return name === null ? words('lessons.test', { number }) : textIn(name, language);
}

interface SeenProps {
  readonly seen: NonNullable<CheckedTest['seen']>;
  readonly passed: boolean;
  readonly language: string;
}

function Seen({ seen, passed, language }: SeenProps) {
  const { verdict, message, words: said, input, call, returned, expected, difference, error } = seen;
  return (
    <div className="seen">
      {!passed && message !== null && <p lang={language}>{textIn(message, language)}</p>}
      {!passed && said !== null && said !== '' && <p>{said}</p>}
      {verdict in ENDED && (
        <p>
          {words(`lessons.ended.${verdict as keyof typeof ENDED}`, {
            error: error === null ? '' : `${error.name}: ${error.message}`,
          })}
        </p>
      )}
      {call !== null && (
        <>
          <h4>{words('lessons.called')}</h4>
          <pre tabIndex={0}>{call}</pre>
        </>
      )}
      {input !== '' && (
        <>
          <h4>{words('lessons.typed')}</h4>
          <pre tabIndex={0}>{input}</pre>
        </>
      )}
      {!passed && returned !== null && expected !== null && (
        <dl className="compared">
          <dt>{words('lessons.shouldReturn')}</dt>
          <dd>
            <code>{expected}</code>
          </dd>
          <dt>{words('lessons.didReturn')}</dt>
          <dd>
            <code>{returned}</code>
          </dd>
        </dl>
      )}
      {difference !== null && <DifferenceView difference={difference} />}
      {!passed && difference === null && seen.printed !== '' && (
        <>
          <h4>{words('lessons.didPrint')}</h4>
          <pre tabIndex={0}>{seen.printed}</pre>
        </>
      )}
      {seen.missing.length > 0 && <p>{words('lessons.uses', { features: seen.missing.join(', ') })}</p>}
      {seen.found.map(({ feature, line }) => (
        <p key={feature}>{words('lessons.avoids', { features: feature, line })}</p>
      ))}
    </div>
  );
}

/** Verdicts that say more than that the output is another. */
const ENDED = {
  'compile error': 0,
  'runtime error': 0,
  'time limit exceeded': 0,
  'memory limit exceeded': 0,
  'output limit exceeded': 0,
  'internal error': 0,
};

function DifferenceView({
  difference,
}: {
  readonly difference: NonNullable<SeenProps['seen']['difference']>;
}) {
  const { kind, line, expected, got } = difference;
  return (
    <>
      <p>{words(`lessons.difference.${kind}`, { line })}</p>
      {kind !== 'not text' && (
        <dl className="compared">
          <dt>{words('lessons.shouldPrint')}</dt>
          <dd>{expected === null ? <NoLine /> : <LineView line={expected} />}</dd>
          <dt>{words('lessons.didPrint')}</dt>
          <dd>{got === null ? <NoLine /> : <LineView line={got} />}</dd>
        </dl>
      )}
    </>
  );
}

const NoLine = () => <span className="aside">{words('lessons.noLine')}</span>;

const SEEN_AS = { space: '·', tab: '→', 'carriage return': '↵', other: '�' } as const;

/** A line with its spaces made visible, and what differs marked. */
function LineView({
  line: { text, cutBefore, cutBehind, differsAt, marks },
}: {
  readonly line: CheckedLine;
}) {
  const kinds = new Map(marks.map(({ at, kind }) => [at, kind]));
  const shown = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, index) => {
      const kind = kinds.get(from + index);
      const letter = text[from + index] ?? '';
      return kind === undefined ? (
        letter
      ) : (
        <span key={from + index} className="unseen" title={words(`lessons.mark.${kind}`)}>
          {SEEN_AS[kind]}
        </span>
      );
    });
  return (
    <code>
      {cutBefore && '…'}
      {shown(0, differsAt)}
      <mark>{differsAt < text.length ? shown(differsAt, text.length) : ' '}</mark>
      {cutBehind && '…'}
    </code>
  );
}
