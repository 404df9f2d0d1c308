import type { Value } from '../model/index.ts';

/** A value as Python's `repr` writes it. What is infinite or no number is `inf` and `nan`, as there. */
export function pythonText(value: Value): string {
  switch (value.type) {
    case 'None':
      return 'None';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
      return `${value.value}`;
    case 'float':
      return floatText(value.value);
    case 'complex':
      return complexText(value.real, value.imaginary);
    case 'str':
      return quoted(value.value);
    case 'bytes':
      return `b${quoted(value.value, true)}`;
    case 'list':
      return `[${listed(value.items)}]`;
    case 'tuple':
      return `(${listed(value.items)}${value.items.length === 1 ? ',' : ''})`;
    case 'set':
      return value.items.length === 0 ? 'set()' : `{${listed(value.items)}}`;
    case 'frozenset':
      return value.items.length === 0 ? 'frozenset()' : `frozenset({${listed(value.items)}})`;
    case 'dict':
      return `{${value.entries.map(([key, item]) => `${pythonText(key)}: ${pythonText(item)}`).join(', ')}}`;
  }
}

const listed = (items: readonly Value[]): string => items.map(pythonText).join(', ');

/** A literal that is this text, whatever is in it. */
export const quotedText = (text: string): string => quoted(text.toWellFormed());

// float_repr_style 'short': both have the shortest digits that come back, and differ in when there is an exponent.
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (Object.is(value, -0)) return '-0.0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 16)) {
    return `${digits}e${power < 0 ? '-' : '+'}${`${Math.abs(power)}`.padStart(2, '0')}`;
  }
  const text = power < 0 ? value.toFixed(digits.replace(/[-.]/g, '').length - 1 - power) : `${value}`;
  return text.includes('.') ? text : `${text}.0`;
}

function complexText(real: number, imaginary: number): string {
  const part = (value: number) => floatText(value).replace(/\.0$/, '');
  if (Object.is(real, 0)) return `${part(imaginary)}j`;
  const sign = imaginary < 0 || Object.is(imaginary, -0) ? '' : '+';
  return `(${part(real)}${sign}${part(imaginary)}j)`;
}

function quoted(text: string, bytes = false): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let body = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === quote || character === '\\') body += `\\${character}`;
    else if (character === '\n') body += '\\n';
    else if (character === '\r') body += '\\r';
    else if (character === '\t') body += '\\t';
    else if (code < 0x20 || code === 0x7f || (bytes && code > 0x7f)) body += hex('x', code, 2);
    else if (code < 0x7f || IS_PRINTABLE.test(character)) body += character;
    else body += code < 0x100 ? hex('x', code, 2) : code < 0x10000 ? hex('u', code, 4) : hex('U', code, 8);
  }
  return `${quote}${body}${quote}`;
}

// What `str.isprintable` says: no separators but the space, nothing that controls, nothing that is not assigned.
const IS_PRINTABLE = /^[^\p{Z}\p{C}]$/u;

const hex = (letter: string, code: number, digits: number): string =>
  `\\${letter}${code.toString(16).padStart(digits, '0')}`;
