import * as YAML from 'yaml';
import type { PackProblemCode, Problems } from './problems.ts';

/** What a YAML file says, and where. */
export interface YamlText {
  readonly data: unknown;
  /** The line of what is at a path, such as `['tests', 2, 'points']`; of the nearest thing around it if it is not there. */
  lineOf(path: readonly PropertyKey[]): number;
}

/**
 * Read a YAML file of a pack. Anchors, tags and keys that are no plain words are refused: nobody needs them here, and
 * they are what small hostile files are made of.
 *
 * @returns undefined if it is no YAML; `problems` says why
 */
export function readYaml(file: string, text: string, problems: Problems): YamlText | undefined {
  const lines = new YAML.LineCounter();
  if (!checkTokens(file, text, problems)) return undefined;
  const document = YAML.parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  for (const { code, pos, message } of document.errors.slice(0, MOST_ERRORS)) {
    problems.add(file, lines.linePos(pos[0]).line, 'yaml', { why: WHY[code] ?? 'other', words: message });
  }
  if (document.errors.length > 0) return undefined;
  if (document.contents === null) {
    problems.add(file, null, 'empty');
    return undefined;
  }
  keepAsWritten(document, text);
  const lineOf = (path: readonly PropertyKey[]) => lines.linePos(placeOf(document, path)).line;
  return { data: document.toJS({ maxAliasCount: 0 }) as unknown, lineOf };
}

/** One mistake makes YAML complain of much. */
const MOST_ERRORS = 5;

/** Mistakes that the catalogue has words for (`packs.yaml`). */
const WHY: Partial<Record<YAML.ErrorCode, string>> = {
  BAD_INDENT: 'indent',
  TAB_AS_INDENT: 'tab',
  DUPLICATE_KEY: 'twice',
  MISSING_CHAR: 'sign-missing',
  BLOCK_AS_IMPLICIT_KEY: 'colon-in-text',
  MULTILINE_IMPLICIT_KEY: 'colon-missing',
  BAD_SCALAR_START: 'first-sign',
  MULTIPLE_DOCS: 'documents',
};

/** Before anything is parsed: nested `?` make the parser use up the memory of the whole studio. */
function checkTokens(file: string, text: string, problems: Problems): boolean {
  let line = 1;
  let isScalar = false;
  for (const token of new YAML.Lexer().lex(text)) {
    const code = isScalar ? undefined : REFUSED.get(YAML.CST.tokenType(token));
    isScalar = token === YAML.CST.SCALAR; // the next one is its text
    if (code !== undefined) {
      problems.add(file, line, code, { text: token });
      return false;
    }
    line += token.split('\n').length - 1;
  }
  return true;
}

const REFUSED = new Map<YAML.CST.TokenType | null, PackProblemCode>([
  ['anchor', 'yaml-anchor'],
  ['alias', 'yaml-anchor'],
  ['tag', 'yaml-tag'],
  ['directive-line', 'yaml-tag'],
  ['explicit-key-ind', 'yaml-key'],
]);

/** Keys whose values are texts, whatever they look like: `output: 10` and `returns: True` mean what is written there. */
const WRITTEN: ReadonlySet<unknown> = new Set([
  ...['title', 'about', 'name', 'message', 'hints', 'extra', 'authors'],
  ...['input', 'output', 'call', 'returns', 'values'],
]);

/** In the place of numbers and the like, what is written there. */
function keepAsWritten(document: YAML.Document, text: string): void {
  YAML.visit(document, {
    Pair(_, pair) {
      const { key, value } = pair;
      if (!YAML.isScalar(key) || !WRITTEN.has(key.value)) return undefined;
      if (key.value === 'returns' && YAML.isCollection(value)) {
        const [start = 0, end = 0] = value.range ?? [];
        pair.value = new YAML.Scalar(text.slice(start, end));
      } else if (YAML.isNode(value)) asWritten(value);
      return YAML.visit.SKIP;
    },
  });
}

function asWritten(node: YAML.Node): void {
  YAML.visit(node, {
    Scalar(part, scalar) {
      if (part !== 'key' && scalar.type === 'PLAIN' && scalar.source !== '') scalar.value = scalar.source;
    },
  });
}

function placeOf(document: YAML.Document, path: readonly PropertyKey[]): number {
  let place = 0;
  let node: unknown = document.contents;
  for (const step of path) {
    if (YAML.isMap(node)) {
      const pair = node.items.find(({ key }) => YAML.isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) break;
      place = (pair.key as YAML.Scalar).range?.[0] ?? place;
      node = pair.value;
    } else if (YAML.isSeq(node)) {
      const item = node.items[Number(step)];
      if (!YAML.isNode(item)) break;
      place = item.range?.[0] ?? place;
      node = item;
    } else break;
  }
  return place;
}
