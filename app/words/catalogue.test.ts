/**
 * Every word that a person reads is in the catalogue, and all that is in it is used. Looks at the sources with
 * the compiler's own parser.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { enTerminal } from './en-terminal.ts';
import { en } from './en.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Everything that a user's studio runs, but for tests, and for the catalogue itself. */
const SOURCES = globSync(['app/**/*.ts', 'renderer/**/*.{ts,tsx}', 'tools/start/**/*.ts'], { cwd: ROOT })
  .filter((path) => !/[.]test[.]tsx?$|\/testing\/|^app\/words\/en[^/]*[.]ts$/.test(path))
  .map((path) => parse(path, readFileSync(join(ROOT, path), 'utf8')));

/** Sources that use words beside those: the runner throws problems. */
const RUNNER = globSync('runner/**/*.ts', { cwd: ROOT })
  .filter((path) => !/[.]test[.]ts$|\/(?:testing|attacks|fidelity|traced)\//.test(path))
  .map((path) => parse(path, readFileSync(join(ROOT, path), 'utf8')));

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** All nodes of a file. */
function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

/** The pieces of a literal: a template has several. */
function piecesOf(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) return [node.text];
  if (!ts.isTemplateExpression(node)) return [];
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
}

/** What a literal says, without HTML; holes of templates are `…`. */
const saidBy = (node: ts.Node): string =>
  piecesOf(node)
    .join('…')
    .replaceAll(/<style>.*?<\/style>|<[^<>]*>/gsu, ' ')
    .trim();

const place = (node: ts.Node) => {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
};

/** Every sentence of the catalogue by its key. */
const sentencesOf = (part: object, prefix = ''): [key: string, sentence: string][] =>
  (Object.entries(part) as [string, string | object][]).flatMap(([name, value]) =>
    typeof value === 'string' ? [[prefix + name, value]] : sentencesOf(value, `${prefix}${name}.`),
  );
const SENTENCES = new Map([...sentencesOf(en), ...sentencesOf(enTerminal)]);

/** Verdicts, reasons and the like: names of the catalogue's own that have several words. */
const CODES: ReadonlySet<string> = new Set(
  [...SENTENCES.keys()].flatMap((key) => key.split('.')).filter((name) => name.includes(' ')),
);

// -- words outside of the catalogue --

/** Attributes whose values a person reads or hears. */
const SPOKEN =
  /^(?:aria-(?:label|description|placeholder|roledescription|valuetext)|title|placeholder|alt|label)$/;

/** Two words side by side or around a hole, or a word that begins or ends as a sentence does. */
const READS_AS_WORDS =
  /\p{L}[,;:]? (?:… )?\(?\p{L}{2}|^\p{Lu}\p{Ll}+ …|^… \p{L}{2,}[.!?]?$|^\p{Lu}\p{Ll}+[.!?…]$/u;

/** Functions whose arguments are for a machine: keys of the catalogue, selectors, SQL, programs. */
const FOR_MACHINES = new Set([
  ...['words', 'hasWords', 'Complaint', 'complain'],
  ...['querySelector', 'querySelectorAll', 'closest', 'matches'],
  ...['exec', 'prepare'],
]);

/** Errors that no pupil sees: a mistake of ours, told to whoever made it. */
const DEVELOPER_ERRORS = new Set(['Error', 'TypeError', 'RangeError', 'AggregateError']);

/** What reads as words and is for no person, each with its reason. */
const EXCEPTIONS: readonly (readonly [RegExp, string])[] = [
  [/^text\/\w+; charset=utf-8$/, 'a media type'],
  [/^(?:public, max-age=|GET, HEAD$|HTTP\/1\.1 …)/, 'a header of HTTP'],
  [/; HttpOnly; SameSite=Strict; /, 'a cookie'],
  [/^\(prefers-[a-z-]+: \w+\)$/, 'a media query'],
  [/^'Atkinson Hyperlegible Mono', /, 'a list of fonts'],
  [/Library\/Application Support\//, 'a folder of macOS'],
  [/^CREATE TABLE /, 'SQL'],
  [/^for \$\{name\} in range/, 'Python, to be typed'],
  [/^command line$/, 'the pupil of the command line, whom nobody calls by name'],
  [/^(?:electron: node |programs: all there)/, 'tools say which command they run, as it is typed'],
];

const nameOf = (node: ts.Expression): string =>
  ts.isPropertyAccessExpression(node) ? node.name.text : node.getText();

/** Whether what a literal says is for a machine, because of where it stands. */
function isForMachines(literal: ts.Node): boolean {
  for (let node = literal; !ts.isSourceFile(node); node = node.parent) {
    const { parent } = node;
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true;
    if (ts.isJsxAttribute(parent) && /^(?:className|style|d|viewBox)$/.test(parent.name.getText()))
      return true;
    if (ts.isPropertyAssignment(parent) && parent.name === node) return true;
    if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) return true;
    if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) continue;
    if (parent.expression === node) continue;
    const name = nameOf(parent.expression);
    if (ts.isNewExpression(parent) && DEVELOPER_ERRORS.has(name)) return true;
    if (FOR_MACHINES.has(name)) return true;
  }
  return false;
}

/** Everything in a file that a person would read, with its place. */
function wordsIn(file: ts.SourceFile): { text: string; at: string }[] {
  const found: { text: string; at: string }[] = [];
  for (const node of nodesOf(file)) {
    const text = saidBy(node);
    const reads = isSpoken(node) ? /\p{L}/u.test(text) : READS_AS_WORDS.test(text);
    if (!reads || CODES.has(text) || EXCEPTIONS.some(([form]) => form.test(text))) continue;
    if (!isForMachines(node)) found.push({ text, at: place(node) });
  }
  return found;
}

/** Whether a literal is what a person reads or hears, whatever it says. */
function isSpoken(node: ts.Node): boolean {
  if (ts.isJsxText(node)) return true;
  if (ts.isSourceFile(node)) return false;
  const { parent } = node;
  if (ts.isJsxExpression(parent)) return isSpokenAttribute(parent.parent) || ts.isJsxElement(parent.parent);
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && isName(node, parent.name);
  if (ts.isBinaryExpression(parent)) return parent.right === node && isName(node, parent.left);
  if (ts.isJsxAttribute(parent) && ONE_WORD.test(saidBy(node))) return true; // whatever a part of ours calls it
  return isSpokenAttribute(parent) || isToldTo(parent, 'console');
}

/** Whether what has this name is read: `title`, `element.textContent`. Of what may be for a machine too, a word is. */
const isName = (literal: ts.Node, name: ts.Node): boolean =>
  /(?:^|[.])(?:title|label|heading|message|textContent|innerText|placeholder|ariaLabel)$/.test(
    name.getText(),
  ) && ONE_WORD.test(saidBy(literal));

const ONE_WORD = /^\p{Lu}\p{Ll}+$/u;

const isToldTo = (node: ts.Node, what: string): boolean =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  node.expression.expression.getText() === what;

const isSpokenAttribute = (node: ts.Node): boolean =>
  ts.isJsxAttribute(node) && SPOKEN.test(node.name.getText());

describe('Words', () => {
  it('are in the catalogue and nowhere else', () => {
    assert.ok(SOURCES.length > 120, `only ${SOURCES.length} files were seen`);
    const found = SOURCES.flatMap(wordsIn).map(({ text, at }) => `${at}  ${text}`);
    assert.deepEqual(found, []);
  });

  it('would be found in all these places', () => {
    const sample = `
      import x from 'not this one';
      const a = <p title="Zoom" className="not this">Run</p>;
      const b = <button aria-label={\`Remove \${name}\`}>{'Stop'}</button>;
      const c = 'Press the button';
      const d = failed ? \`It took \${n} seconds\` : 'Done!';
      throw new Error('not this either');
      complain(words('verdict.runtime error'));
      type T = 'nor this one';
      const e: Problem = { message: 'The disk is full' };
      const f = \`Deleted \${name}\` + \`<h1>Not here</h1>\`;
      if (verdict === 'time limit exceeded') element.querySelector('ul li');
      element.textContent = 'Close';
      const g = { title: 'Save', message: 'Nope', key: 'Escape', code: 'nope' };
      const h = <Card heading="Results" size="narrow" />;
      console.log('closed');
    `;
    assert.deepEqual(
      wordsIn(parse('sample.tsx', sample)).map(({ text }) => text),
      [
        ...['Zoom', 'Run', 'Remove …', 'Stop', 'Press the button', 'It took … seconds', 'Done!'],
        ...['The disk is full', 'Deleted …', 'Not here', 'Close', 'Save', 'Nope', 'Results', 'closed'],
      ],
    );
  });

  it('that are excused are there', () => {
    const said = SOURCES.flatMap((file) => [...nodesOf(file)].map(saidBy));
    for (const [form, reason] of EXCEPTIONS) {
      assert.ok(
        said.some((text) => form.test(text)),
        `${reason}: nobody says it any more`,
      );
    }
  });
});

// -- keys of the catalogue --

const holesOf = (key: string) =>
  [...(SENTENCES.get(key) ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, hole = '']) => hole);

/** All literals and names of properties: what can fill in a template of keys. */
const SAID: ReadonlySet<string> = new Set(
  [...SOURCES, ...RUNNER].flatMap((file) =>
    [...nodesOf(file)].flatMap((node) =>
      ts.isStringLiteralLike(node) || (ts.isIdentifier(node) && ts.isPropertyAssignment(node.parent))
        ? [node.text]
        : [],
    ),
  ),
);

/** Names of Python's exceptions and types are no strings of ours. */
const FILLED_BY_PYTHON = /^(?:exception|kindOfValue)[.]/;

/** The keys that a literal can be: itself, or of a template all that fit and that somebody can mean. */
function keysOf(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return SENTENCES.has(node.text) ? [node.text] : [];
  if (!ts.isTemplateExpression(node)) return [];
  const [head = '', ...rest] = piecesOf(node);
  if (!head.includes('.')) return []; // it could be anything
  const form = new RegExp(
    `^${[head, ...rest].map((piece) => piece.replaceAll(/[$()*+./?[\\\]^{|}]/g, '\\$&')).join('([^.]+)')}$`,
    'u',
  );
  return [...SENTENCES.keys()].filter((key) => {
    const [, ...fillings] = form.exec(key) ?? [];
    return (
      fillings.length > 0 && (FILLED_BY_PYTHON.test(key) || fillings.every((filling) => SAID.has(filling)))
    );
  });
}

/** The names of the values that an object literal gives; undefined if that cannot be told. */
function namesIn(node: ts.Node | undefined): string[] | undefined {
  if (node === undefined) return [];
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const names = node.properties.map(({ name }) => name?.getText());
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** Calls that make words, or a problem that will: which keys, and which values they are given. */
function givenIn(file: ts.SourceFile): { keys: string[]; names: string[]; at: string }[] {
  return [...nodesOf(file)].flatMap((node) => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
    const [first, second] = node.arguments ?? [];
    const names = namesIn(second);
    if (first === undefined || names === undefined) return [];
    const keys = keysOfCall(nameOf(node.expression), first);
    return [{ keys, names, at: place(node) }];
  });
}

function keysOfCall(name: string, first: ts.Expression): string[] {
  if (name === 'words' || name === 'Complaint') return keysOf(first);
  if ((name === 'Problem' || name === 'RunnerError') && ts.isStringLiteral(first)) {
    return [`problem.${first.text}`, `window.problem.${first.text}`].filter((key) => SENTENCES.has(key));
  }
  return [];
}

describe('The keys of the catalogue', () => {
  it('are all used', () => {
    const used = new Set([...SOURCES, ...RUNNER].flatMap((file) => [...nodesOf(file)].flatMap(keysOf)));
    assert.deepEqual(
      [...SENTENCES.keys()].filter((key) => !used.has(key)),
      [],
    );
  });

  it('of a terminal are said in no window, which does not have them', () => {
    const ofTerminal = new Set(sentencesOf(enTerminal).map(([key]) => key));
    const inWindows = SOURCES.filter(({ fileName }) => fileName.startsWith('renderer/'));
    assert.ok(inWindows.length > 80, `only ${inWindows.length} files were seen`);
    const said = inWindows.flatMap((file) => [...nodesOf(file)].flatMap(keysOf));
    assert.deepEqual(
      said.filter((key) => ofTerminal.has(key)),
      [],
    );
    for (const [key] of sentencesOf(en)) assert.ok(!ofTerminal.has(key), `${key} is there twice`);
  });

  it('are given all that their sentences leave open', () => {
    const given = [...SOURCES, ...RUNNER].flatMap(givenIn).filter(({ keys }) => keys.length > 0);
    assert.ok(given.length > 150, `only ${given.length} were seen`);
    const missing = given.flatMap(({ keys, names, at }) =>
      keys.flatMap((key) =>
        holesOf(key)
          .filter((hole) => !names.includes(hole) && !(hole === 'words' && names.includes('why'))) // `why` has a sentence of its own
          .map((hole) => `${at}  ${key} wants ${hole}`),
      ),
    );
    assert.deepEqual(missing, []);
  });
});
