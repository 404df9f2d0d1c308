/**
 * The programs of this room, and how they are written down: many to a file of plain text in `programs/`, one file a
 * topic. What is expected of a program's trace stands in comments, at the line of which they speak.
 *
 *     === what it shows
 *     a, b = 1, [2]
 *     a, b = b, a          #> a = 1; b = [2]
 *     for x in a:          #> a = [2]; b = 1
 *         print(x)         #> x = 2
 *     #2> x = 3
 *     --- helper.py
 *     another file
 *     --- options
 *     steps 50
 *     --- stdin
 *     what is typed, followed by the end of input
 *     --- end
 *     verdict: finished
 *
 * `#>` speaks of the first time that the line is about to run, `#2>` of the second, `#-1>` of the last; `#call>`,
 * `#return 2>`, `#yield>`, `#resume>`, `#raise>` of such steps at the line. A comment that has a line for itself
 * speaks of the line above. `facts.ts` has what can be said, `end.ts` what of the end.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../trace/index.ts';

export interface Program {
  readonly topic: string;
  readonly title: string;
  readonly code: string;
  /** Files beside it: text by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly stdin: string;
  /** Lines of `--- options` and of `--- end`: a word and what is said of it. */
  readonly options: ReadonlyMap<string, string>;
  readonly end: ReadonlyMap<string, string>;
  readonly expected: readonly Expectation[];
}

/** What is expected of one step. */
export interface Expectation {
  readonly file: string;
  readonly line: number;
  readonly kind: Step['kind'];
  /** Which of the steps of this kind at this line, from 1; from −1 backwards. */
  readonly time: number;
  readonly facts: readonly string[];
}

const ENTRY = 'main.py';

const FOLDER = join(import.meta.dirname, 'programs');

export function readPrograms(): Program[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((name) => parsePrograms(name.replace(/\.txt$/, ''), readFileSync(join(FOLDER, name), 'utf8')));
}

function parsePrograms(topic: string, text: string): Program[] {
  const [before, ...programs] = text.split(/^=== /m);
  if (before?.trim() !== '') throw new Error(`${topic}: text before the first program`);
  return programs.map((program) => parseProgram(topic, program));
}

function parseProgram(topic: string, text: string): Program {
  const [title, body] = splitAt(text, '\n');
  const [code = '', ...sections] = body.split(/^--- /m);
  const files: Record<string, string> = {};
  const special = new Map<string, string>();
  for (const section of sections) {
    const [name, content] = splitAt(section, '\n');
    if (name.endsWith('.py')) files[name] = content;
    else special.set(name, content);
  }
  const all = Object.entries({ [ENTRY]: code, ...files });
  return {
    topic,
    title,
    code,
    files,
    stdin: special.get('stdin') ?? '',
    options: entriesOf(special.get('options'), ' '),
    end: entriesOf(special.get('end'), ': '),
    expected: all.flatMap(([file, content]) => expectationsIn(file, content)),
  };
}

const COMMENT = /#(call|return|yield|resume|raise)? ?(-?\d+)?> (.*)$/;

function expectationsIn(file: string, code: string): Expectation[] {
  const expected: Expectation[] = [];
  let spokenOf = 0;
  for (const [index, text] of code.split('\n').entries()) {
    const found = COMMENT.exec(text);
    if (found === null || found.index > text.search(/\S/)) spokenOf = index + 1;
    if (found === null) continue;
    const [, kind = 'line', time = '1', facts = ''] = found;
    expected.push({
      file,
      line: spokenOf,
      kind: kind as Step['kind'],
      time: Number(time),
      facts: facts.split('; '),
    });
  }
  return expected;
}

function entriesOf(text: string | undefined, separator: string): ReadonlyMap<string, string> {
  const lines = (text ?? '').split('\n').filter((line) => line.trim() !== '');
  return new Map(lines.map((line) => splitAt(line, separator)));
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
