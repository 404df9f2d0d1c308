import { SaxesParser } from 'saxes';
import { type Imported, type MadeTest, PackMaker } from './imported.ts';
import { markdownOf } from './html.ts';
import { argumentsAt, looksCall, looksLiteral } from './python.ts';

/** An element of XML: what is in it, as far as it matters here. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/**
 * Questions of Moodle's CodeRunner, as Moodle exports them (https://docs.moodle.org/en/Moodle_XML_format,
 * https://github.com/trampgeek/moodle-qtype_coderunner).
 */
export function importCodeRunner(file: string, xml: string, title: string): Imported {
  const maker = new PackMaker();
  const quiz = parse(xml);
  if (quiz === undefined) maker.leaveOut(file, 'not-xml');
  for (const question of quiz?.children ?? []) {
    if (question.name === 'question') addQuestion(question, maker);
  }
  if (quiz?.children.length === 0) maker.leaveOut(file, 'nothing-found');
  return maker.finish(title);
}

function addQuestion(question: Element, maker: PackMaker): void {
  const type = question.attributes['type'] ?? '';
  if (type === 'category') return;
  const name = textOf(question, 'name').trim() || type;
  const language = textOf(question, 'coderunnertype');
  if (type !== 'coderunner') {
    maker.leaveOut(name, 'not-coderunner', { type });
    return;
  }
  if (!/^python3?(?:_|$)/iu.test(language)) {
    maker.leaveOut(name, 'language', { language });
    return;
  }
  const solution = textOf(question, 'answer');
  if (solution.trim() === '') {
    maker.leaveOut(name, 'no-solution');
    return;
  }
  const cases = childOf(question, 'testcases')?.children.filter((child) => child.name === 'testcase') ?? [];
  const tests = cases.flatMap((testcase) => testOf(testcase, name, maker) ?? []);
  if (tests.length === 0) {
    maker.leaveOut(name, 'no-tests');
    return;
  }
  const marked = withMarks(tests, name, maker);
  const { text: task, lost } = markdownOf(textOf(question, 'questiontext'));
  if (lost) maker.leaveOut(name, 'formatting');
  if (question.children.some((child) => child.name === 'file') || hasFiles(question)) {
    maker.leaveOut(name, 'attachments');
  }
  maker.add({
    title: name,
    kind: tests.some(({ test }) => test.call !== undefined) ? 'function' : 'program',
    task,
    starter: textOf(question, 'answerpreload'),
    solution: `${solution.trimEnd()}\n`,
    ...marked,
  });
}

const hasFiles = (question: Element) =>
  ['questiontext', 'testcases'].some((name) => childOf(question, name)?.children.some((child) => child.name === 'file'));

function testOf(testcase: Element, question: string, maker: PackMaker): { test: MadeTest; mark: number } | undefined {
  const code = textOf(testcase, 'testcode').trim();
  const input = textOf(testcase, 'stdin');
  const expected = textOf(testcase, 'expected');
  const hidden = textOf(testcase, 'display').trim() === 'HIDE' && { hidden: true as const };
  const mark = Number(testcase.attributes['mark'] ?? '1');
  if (textOf(testcase, 'extra').trim() !== '') maker.leaveOut(question, 'test-extra', { code });
  if (code === '') return { test: { ...(input !== '' && { input }), output: expected, ...hidden }, mark };
  const printed = code.startsWith('print(') ? argumentsAt(code, 'print'.length) : undefined;
  const [call] = printed ?? [];
  const isOneCall = printed?.length === 1 && `print(${call ?? ''})`.length === code.replaceAll(/\s+$/gu, '').length;
  if (call !== undefined && isOneCall && looksCall(call)) {
    const said = expected.trim();
    const isText = !looksLiteral(said);
    if (isText) maker.leaveOut(question, 'test-guessed', { code, expected: said });
    const returns = isText ? JSON.stringify(said) : said;
    return { test: { ...(input !== '' && { input }), call, returns, ...hidden }, mark };
  }
  if (looksCall(code)) {
    return { test: { ...(input !== '' && { input }), call: code, output: expected, ...hidden }, mark };
  }
  maker.leaveOut(question, 'test-code', { code });
  return undefined;
}

/** Points as they were, if they are whole numbers; otherwise all tests are worth the same. */
function withMarks(
  found: readonly { test: MadeTest; mark: number }[],
  question: string,
  maker: PackMaker,
): { points: number | undefined; tests: MadeTest[] } {
  const marks = found.map(({ mark }) => mark);
  const same = marks.every((mark) => mark === marks[0]);
  const whole = marks.every((mark) => Number.isInteger(mark) && mark > 0);
  if (!same && !whole) maker.leaveOut(question, 'marks', { marks: marks.join(', ') });
  if (same || !whole) return { points: undefined, tests: found.map(({ test }) => test) };
  const points = marks.reduce((sum, mark) => sum + mark, 0);
  return { points, tests: found.map(({ test, mark }) => ({ ...test, points: mark })) };
}

/** Entities that a file declares are not known here, and make it no XML: nothing grows. */
function parse(xml: string): Element | undefined {
  const parser = new SaxesParser();
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const errors: Error[] = [];
  parser.on('error', (error) => void errors.push(error));
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const add = (text: string) => {
    const top = open.at(-1);
    if (top !== undefined) top.text += text;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return errors.length > 0 ? undefined : root.children.find(({ name }) => name === 'quiz');
}

const childOf = (element: Element, name: string): Element | undefined =>
  element.children.find((child) => child.name === name);

/** What an element says, be it in a `<text>` or not. */
function textOf(element: Element, name: string): string {
  const child = childOf(element, name);
  return (child === undefined ? '' : (childOf(child, 'text')?.text ?? child.text)).replaceAll(/\r\n?/gu, '\n');
}
