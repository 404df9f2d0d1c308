const CALL = /^[A-Za-z_]\w*\(/u;
const STRING = /(?:[rRuUbB]{0,2})(?:'''[^]*?'''|"""[^]*?"""|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/gu;

/** Whether a text is a value as Python writes it: numbers, texts, and lists and the like of them. */
export function looksLiteral(text: string): boolean {
  const bare = text.replaceAll(STRING, '0').replaceAll(/\b(?:True|False|None)\b/gu, '0');
  return bare.trim() !== '' && /^[\s\d.,:()[\]{}+\-_]*(?:[eE][+-]?\d+[\s\d.,:()[\]{}+\-_]*)*$/u.test(bare);
}

/** Whether a text is a call of a function with such values. */
export function looksCall(text: string): boolean {
  const inside = text.trim();
  if (!CALL.test(inside) || !inside.endsWith(')')) return false;
  const [all, ...rest] = argumentsAt(inside, inside.indexOf('(')) ?? [];
  const ends = endOf(inside, inside.indexOf('(')) === inside.length;
  return ends && (all === undefined || [all, ...rest].every((one) => looksLiteral(one.replace(/^\s*\w+\s*=(?!=)/u, ''))));
}

/** The arguments of a call whose bracket opens at `open`; undefined if it never closes. */
export function argumentsAt(text: string, open: number): string[] | undefined {
  const end = endOf(text, open);
  if (end === undefined) return undefined;
  const inside = text.slice(open + 1, end - 1);
  const parts: string[] = [];
  let begin = 0;
  for (const { at, depth, sign } of signsOf(inside)) {
    if (sign !== ',' || depth !== 0) continue;
    parts.push(inside.slice(begin, at));
    begin = at + 1;
  }
  const last = inside.slice(begin);
  return (last.trim() === '' ? parts : [...parts, last]).map((part) => part.trim());
}

/** The place after the bracket that closes the one at `open`. */
function endOf(text: string, open: number): number | undefined {
  for (const { at, depth, sign } of signsOf(text.slice(open))) {
    if (depth === 0 && ')]}'.includes(sign)) return open + at + 1;
  }
  return undefined;
}

/** Brackets and commas outside of texts and comments, and how deep each is: a bracket that closes counts as outside. */
function* signsOf(text: string): Generator<{ at: number; depth: number; sign: string }> {
  const blank = text.replaceAll(STRING, (found) => ' '.repeat(found.length));
  const plain = blank.replaceAll(/#[^\n]*/gu, (found) => ' '.repeat(found.length));
  let depth = 0;
  for (const { 0: sign, index: at } of plain.matchAll(/[()[\]{},]/gu)) {
    if (')]}'.includes(sign)) depth -= 1;
    yield { at, depth, sign };
    if ('([{'.includes(sign)) depth += 1;
  }
}
