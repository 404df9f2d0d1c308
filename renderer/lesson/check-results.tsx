import { CircleCheck, CircleX } from 'lucide-react';
import { Children, type ReactNode } from 'react';
import type { Checked, CheckedLine, CheckedTest } from '../../app/contract/index.ts';
import { meaningOfError, words } from '../../app/words/index.ts';
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
          <TestView
            test={test}
            name={nameOf(test, at + 1, language)}
            language={language}
            open={test.id === firstFailed}
          />
        </li>
      ))}
    </ol>
  );
}

function nameOf({ name, seen }: CheckedTest, number: number, language: string): string {
  if (seen === null) return words('lessons.hiddenTest');
  return name === null ? words('lessons.test', { number }) : textIn(name, language);
}

interface TestViewProps {
  readonly test: CheckedTest;
  readonly name: string;
  readonly language: string;
  readonly open: boolean;
}

/** A test that can be opened, if there is something to be seen of it. */
function TestView({ test, name, language, open }: TestViewProps) {
  const Sign = test.passed ? CircleCheck : CircleX;
  const head = (
    <>
      <Sign role="img" aria-label={words(test.passed ? 'lessons.testPassed' : 'lessons.testFailed')} />
      {name}
    </>
  );
  const told = test.seen === null ? [] : toldOf(test.seen, test.passed, language);
  if (told.length === 0) return <p>{head}</p>;
  return (
    <details open={open}>
      <summary>{head}</summary>
      <div className="seen">{told}</div>
    </details>
  );
}

type Seen = NonNullable<CheckedTest['seen']>;

/** What there is to say of a test, one thing below the other. */
function toldOf(seen: Seen, passed: boolean, language: string): ReactNode[] {
  const { verdict, message, words: said, input, call, returned, expected, difference, error } = seen;
  return Children.toArray([
    // What its author asks is about another answer, not about a mistake that ended the program.
    !passed && message !== null && !(verdict in ENDED) && <p lang={language}>{textIn(message, language)}</p>,
    !passed && said !== null && said !== '' && <p>{said}</p>,
    verdict in ENDED && (
      <p>
        {words(`lessons.ended.${verdict as keyof typeof ENDED}`, {
          error: error === null ? '' : `${error.name}: ${error.message}`,
        })}
      </p>
    ),
    error !== null && <ErrorView error={error} />,
    call !== null && <Text title={words('lessons.called')} text={call} />,
    input !== '' && <Text title={words('lessons.typed')} text={input} />,
    !passed && returned !== null && expected !== null && (
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
    ),
    difference !== null && <DifferenceView difference={difference} />,
    !passed && difference === null && seen.printed !== '' && (
      <Text title={words('lessons.didPrint')} text={seen.printed} />
    ),
    seen.missing.length > 0 && <p>{words('lessons.uses', { features: seen.missing.join(', ') })}</p>,
    seen.found.map(({ feature, line }) => (
      <p key={feature}>{words('lessons.avoids', { features: feature, line })}</p>
    )),
  ]);
}

/** What the mistake means, and where it is. */
function ErrorView({ error }: { readonly error: NonNullable<Seen['error']> }) {
  const { place } = error;
  return (
    <>
      <p>{meaningOfError(error)}</p>
      {place !== null && (
        <>
          <p>{words('place.line', { line: place.line, file: place.file })}</p>
          <pre tabIndex={0}>{place.source.trim()}</pre>
        </>
      )}
    </>
  );
}

function Text({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <h4>{title}</h4>
      <pre tabIndex={0}>{text}</pre>
    </>
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

function DifferenceView({ difference }: { readonly difference: NonNullable<Seen['difference']> }) {
  const { kind, line, expected, got } = difference;
  return (
    <>
      <p>{words(`lessons.difference.${kind}`, { line })}</p>
      {kind !== 'not text' && kind !== 'prediction' && (
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
