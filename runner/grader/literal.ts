import type { Value } from '../model/index.ts';
import { isHashable, keyOf } from './equality.ts';

/**
 * Why a text is no literal:
 *
 * - `syntax`: it is not Python; `name`: it holds a name, an f-string or anything else that has to be computed
 * - `escape`: `\N{…}`, or an escape that Python refuses; `surrogate`: half a character
 * - `unhashable`: a list, a dict or a set in a set or as a key; `depth`: nested too deep
 */
type LiteralProblem = 'syntax' | 'name' | 'escape' | 'surrogate' | 'unhashable' | 'depth';

/** A text that is no literal, and from which of its characters on, counted from 0. */
export class NotALiteral extends Error {
  override readonly name = 'NotALiteral';
  readonly problem: LiteralProblem;
  readonly at: number;

  constructor(problem: LiteralProblem, at: number) {
    super(`${problem} at ${at}`);
    this.problem = problem;
    this.at = at;
  }
}

/** What is called, and with what. */
export interface Call {
  readonly name: string;
  readonly values: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/**
 * The value of a Python literal, as `ast.literal_eval` reads it. Beside that `nan`, `inf`, `float("…")` of those, and
 * `frozenset(…)`, for which Python has no literals.
 *
 * @throws NotALiteral
 */
export function parseLiteral(text: string): Value {
  const reader = new Reader(text, ['nan', 'inf']);
  const value = reader.tupleOr(() => reader.atEnd());
  reader.end();
  return value;
}

/**
 * A call whose arguments are literals: `area(3, height=4)`. The text itself is Python, and means the same there.
 *
 * @throws NotALiteral
 */
export function parseCall(text: string): Call {
  const reader = new Reader(text, []);
  const call = reader.call();
  reader.end();
  return call;
}

/** Deeper than any lesson's, and far from what our stack or Python's parser can take. */
const DEEPEST = 50;

const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/uy;
// Python's lexical analysis, "Numeric literals". The longest alternatives come first.
const NUMBER =
  /(?<based>0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+)|(?:(?<float>(?:\d(?:_?\d)*\.(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?|\d(?:_?\d)*[eE][+-]?\d(?:_?\d)*)|(?<digits>\d(?:_?\d)*))(?<imaginary>[jJ])?/y;
const QUOTE = /(?<prefix>[rR][bB]?|[bB][rR]?|[uU])?(?<quote>'''|"""|'|")/y;

class Reader {
  readonly #text: string;
  readonly #constants: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(text: string, constants: readonly string[]) {
    this.#text = text.trimEnd();
    this.#constants = constants;
    if (text.includes('\0')) this.#fail('syntax', text.indexOf('\0'));
    this.#skipSpace();
  }

  atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  end(): void {
    if (!this.atEnd()) this.#fail('syntax');
  }

  call(): Call {
    const name = this.#name();
    if (name === undefined) return this.#fail('syntax');
    const values: Value[] = [];
    const named = new Map<string, Value>();
    if (!this.#open('(')) return this.#fail('syntax');
    while (!this.#close(')')) {
      const start = this.#at;
      const key = this.#name();
      if (key !== undefined && this.#take('=')) {
        if (named.has(key)) return this.#fail('syntax', start);
        named.set(key, this.#value());
      } else {
        this.#at = start;
        const value = this.#value();
        if (named.size > 0) return this.#fail('syntax', start);
        values.push(value);
      }
      if (!this.#comma(')')) break;
    }
    return { name, values, named };
  }

  /** A value, or several with commas between them, up to where `over` says. */
  tupleOr(over: () => boolean): Value {
    const first = this.#value();
    if (!this.#take(',')) return first;
    const items = [first];
    while (!over()) {
      items.push(this.#value());
      if (!this.#take(',')) break;
    }
    return { type: 'tuple', items };
  }

  #value(): Value {
    if ((this.#depth += 1) > DEEPEST) return this.#fail('depth');
    const value = this.#sum();
    this.#depth -= 1;
    return value;
  }

  /** `1 + 2j` is two literals to the grammar, and one number to everybody. */
  #sum(): Value {
    const start = this.#at;
    const value = this.#signed();
    const sign = this.#text[this.#at];
    if (sign !== '+' && sign !== '-') return value;
    this.#take(sign);
    const second = this.#signed(false);
    const real = value.type === 'int' || value.type === 'float' ? Number(value.value) : undefined;
    if (real === undefined || second.type !== 'complex') return this.#fail('syntax', start);
    // The real part of a sum is that of `real + 0.0`.
    return {
      type: 'complex',
      real: real + 0,
      imaginary: sign === '-' ? -second.imaginary : second.imaginary,
    };
  }

  #signed(maySign = true): Value {
    const sign = this.#text[this.#at];
    if (!maySign || (sign !== '-' && sign !== '+')) return this.#atom();
    const start = this.#at;
    this.#take(sign);
    const value = this.#atom();
    const factor = sign === '-' ? -1 : 1;
    switch (value.type) {
      case 'int':
        return { type: 'int', value: BigInt(factor) * value.value };
      case 'float':
        return { type: 'float', value: factor * value.value };
      case 'complex':
        return { type: 'complex', real: factor * value.real, imaginary: factor * value.imaginary };
      default:
        return this.#fail('syntax', start);
    }
  }

  #atom(): Value {
    if (this.#open('(')) return this.#inParentheses();
    if (this.#open('[')) return { type: 'list', items: this.#items(']') };
    if (this.#open('{')) return this.#inBraces();
    return this.#string() ?? this.#number() ?? this.#named();
  }

  #inParentheses(): Value {
    if (this.#close(')')) return { type: 'tuple', items: [] };
    const value = this.tupleOr(() => this.#text[this.#at] === ')');
    if (!this.#close(')')) return this.#fail('syntax');
    return value;
  }

  #items(end: string): Value[] {
    const items: Value[] = [];
    while (!this.#close(end)) {
      items.push(this.#value());
      if (!this.#comma(end)) break;
    }
    return items;
  }

  #inBraces(): Value {
    if (this.#close('}')) return { type: 'dict', entries: [] };
    const start = this.#at;
    const first = this.#value();
    if (!this.#take(':')) {
      const rest = this.#comma('}') ? this.#items('}') : [];
      return this.#set('set', [first, ...rest], start);
    }
    const entries = new Map<string, readonly [Value, Value]>();
    const add = (key: Value, value: Value) => {
      if (!isHashable(key)) this.#fail('unhashable', start);
      // Of keys that are equal the first stays, and the last value.
      const id = keyOf(key);
      entries.set(id, [entries.get(id)?.[0] ?? key, value]);
    };
    add(first, this.#value());
    while (this.#comma('}') && !this.#close('}')) {
      const key = this.#value();
      if (!this.#take(':')) return this.#fail('syntax');
      add(key, this.#value());
    }
    return { type: 'dict', entries: [...entries.values()] };
  }

  #set(type: 'set' | 'frozenset', items: readonly Value[], start: number): Value {
    const unique = new Map<string, Value>();
    for (const item of items) {
      if (!isHashable(item)) return this.#fail('unhashable', start);
      const id = keyOf(item);
      if (!unique.has(id)) unique.set(id, item);
    }
    return { type, items: [...unique.values()] };
  }

  #named(): Value {
    const start = this.#at;
    const name = this.#word();
    if (name === undefined) return this.#fail('syntax');
    if (name === 'None') return { type: 'None' };
    if (name === 'True' || name === 'False') return { type: 'bool', value: name === 'True' };
    if (this.#constants.includes(name)) return { type: 'float', value: name === 'nan' ? NaN : Infinity };
    if (name !== 'set' && name !== 'frozenset' && name !== 'float') return this.#fail('name', start);
    if (!this.#open('(')) return this.#fail('name', start);
    const [value, ...more] = this.#items(')');
    if (more.length > 0) return this.#fail('name', start);
    if (name === 'float') {
      const words = value?.type === 'str' ? FLOAT_WORDS.get(value.value.toLowerCase()) : undefined;
      return words === undefined ? this.#fail('name', start) : { type: 'float', value: words };
    }
    if (value === undefined) return { type: name, items: [] };
    return 'items' in value ? this.#set(name, value.items, start) : this.#fail('name', start);
  }

  #number(): Value | undefined {
    const start = this.#at;
    const groups = this.#match(NUMBER)?.groups;
    if (groups === undefined) return undefined;
    // It may not go on without a space.
    if (/^[\p{L}\p{N}_.]/u.test(this.#text.slice(this.#at, this.#at + 2))) return this.#fail('syntax', start);
    this.#skipSpace();
    const plain = (digits: string) => digits.replaceAll('_', '');
    const { based, float, digits, imaginary } = groups;
    if (based !== undefined) return { type: 'int', value: BigInt(plain(based).toLowerCase()) };
    const text = plain(float ?? digits ?? '');
    if (imaginary !== undefined) return { type: 'complex', real: 0, imaginary: Number(text) };
    if (float !== undefined) return { type: 'float', value: Number(text) };
    if (/^0+[1-9]/.test(text)) return this.#fail('syntax', start);
    return { type: 'int', value: BigInt(text) };
  }

  /** One string, or several beside each other, which are one. */
  #string(): Value | undefined {
    let kind: 'str' | 'bytes' | undefined;
    let whole = '';
    for (let start = this.#at; ; start = this.#at) {
      const groups = this.#match(QUOTE)?.groups;
      if (groups === undefined) break;
      const prefix = (groups['prefix'] ?? '').toLowerCase();
      const next = prefix.includes('b') ? 'bytes' : 'str';
      if (kind !== undefined && kind !== next) return this.#fail('syntax', start);
      kind = next;
      whole += this.#stringBody(groups['quote'] ?? '', prefix.includes('r'), next, start);
      this.#skipSpace();
    }
    return kind === undefined ? undefined : { type: kind, value: whole };
  }

  #stringBody(quote: string, raw: boolean, kind: 'str' | 'bytes', start: number): string {
    let body = '';
    while (!this.#text.startsWith(quote, this.#at)) {
      const character = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? this.#fail('syntax', start));
      if (quote.length === 1 && (character === '\n' || character === '\r'))
        return this.#fail('syntax', start);
      if (character === '\\' && raw) {
        // It stays, and so does what is behind it, a quote too.
        const behind = this.#text.codePointAt(this.#at + 1);
        if (behind === undefined) return this.#fail('syntax', start);
        body += this.#plain(character, kind) + this.#newline(String.fromCodePoint(behind), kind, 1);
      } else if (character === '\\') {
        body += this.#escape(kind);
      } else {
        body += this.#newline(character, kind, 0);
      }
    }
    this.#at += quote.length;
    return body;
  }

  /** One character as it stands, `offset` further on. Lines end in one way only. */
  #newline(character: string, kind: 'str' | 'bytes', offset: number): string {
    const crlf = character === '\r' && this.#text[this.#at + offset + 1] === '\n';
    const text = this.#plain(character, kind);
    this.#at += offset + character.length + (crlf ? 1 : 0);
    return text === '\r' ? '\n' : text;
  }

  #plain(character: string, kind: 'str' | 'bytes'): string {
    if (kind === 'bytes' && character > '\x7f') return this.#fail('syntax');
    if (!character.isWellFormed()) return this.#fail('surrogate');
    return character;
  }

  #escape(kind: 'str' | 'bytes'): string {
    const rest = this.#text.slice(this.#at, this.#at + 12);
    const simple = SIMPLE_ESCAPES.get(rest[1] ?? '');
    if (simple !== undefined) {
      this.#at += rest.startsWith('\\\r\n') ? 3 : 2;
      return simple;
    }
    const octal = /^\\[0-7]{1,3}/.exec(rest)?.[0];
    if (octal !== undefined) {
      this.#at += octal.length;
      const code = Number.parseInt(octal.slice(1), 8);
      return String.fromCharCode(kind === 'bytes' ? code & 0xff : code);
    }
    const letter = rest[1] ?? '';
    const length = HEX_ESCAPES.get(letter);
    if (length !== undefined && (kind === 'str' || letter === 'x')) {
      const digits = rest.slice(2, 2 + length);
      const code = Number.parseInt(digits, 16);
      if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length < length || code > 0x10ffff)
        return this.#fail('escape');
      if (code >= 0xd800 && code <= 0xdfff) return this.#fail('surrogate');
      this.#at += 2 + length;
      return String.fromCodePoint(code);
    }
    if (letter === 'N' && kind === 'str') return this.#fail('escape');
    this.#at += 1; // one that Python does not know stands for itself
    return '\\';
  }

  /** A name that is no keyword. */
  #name(): string | undefined {
    const start = this.#at;
    const word = this.#word();
    if (word === undefined || !KEYWORDS.has(word)) return word;
    this.#at = start;
    return undefined;
  }

  #word(): string | undefined {
    const word = this.#match(NAME)?.[0];
    if (word !== undefined) this.#skipSpace();
    return word;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at += match[0].length;
    return match;
  }

  /** How many brackets are open: within them lines may end anywhere. */
  #brackets = 0;

  #open(bracket: string): boolean {
    if (this.#text[this.#at] !== bracket) return false;
    this.#brackets += 1;
    this.#take(bracket);
    return true;
  }

  #close(bracket: string): boolean {
    if (this.#text[this.#at] !== bracket) return false;
    this.#brackets -= 1;
    this.#take(bracket);
    return true;
  }

  /** Whether another part may follow. If none does, the bracket is closed. */
  #comma(end: string): boolean {
    if (this.#take(',')) return true;
    if (this.#close(end)) return false;
    return this.#fail('syntax');
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    this.#skipSpace();
    return true;
  }

  #skipSpace(): void {
    // A backslash takes a line's end away.
    const space = this.#brackets > 0 ? /(?:[ \t\f\r\n]|\\\r?\n)*/y : /(?:[ \t\f]|\\\r?\n)*/y;
    this.#match(space);
  }

  #fail(problem: LiteralProblem, at = this.#at): never {
    throw new NotALiteral(problem, at);
  }
}

const SIMPLE_ESCAPES = new Map([
  ['\n', ''],
  ['\r', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);
const HEX_ESCAPES = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);
const FLOAT_WORDS = new Map([
  ['nan', NaN],
  ['inf', Infinity],
  ['-inf', -Infinity],
  ['infinity', Infinity],
  ['-infinity', -Infinity],
]);
