/**
 * The programs of this room, and how they are written down: many to a file of plain text in `programs/`, one file
 * a topic.
 *
 *     === what it shows
 *     print("the first file is main.py, unless it has a name of its own")
 *     --- helper.py
 *     print("another file")
 *     --- main.py escaped
 *     no end of line but the written ones:\r\n\x00
 *     --- stdin
 *     what is typed, followed by the end of input
 *     --- stdin open
 *     what is typed while the input stays open
 *     --- differs
 *     Why it cannot be the same in a warm box. Then the test is that it is not.
 *
 * All that differ are in one file, `known-differences.txt`.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Program {
  readonly topic: string;
  readonly title: string;
  /** Path of the file to run. */
  readonly entry: string;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly stdin: { readonly bytes: Buffer; readonly open: boolean };
  /** Why a warm box cannot do as a cold start does, if it cannot. */
  readonly differs: string | undefined;
}

const FOLDER = join(import.meta.dirname, 'programs');

export function readPrograms(): Program[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((name) => parsePrograms(name.replace(/\.txt$/, ''), readFileSync(join(FOLDER, name), 'utf8')));
}

export function parsePrograms(topic: string, text: string): Program[] {
  const [before, ...programs] = text.split(/^=== /m);
  if (before?.trim() !== '') throw new Error(`${topic}: text before the first program`);
  return programs.map((program) => parseProgram(topic, program));
}

function parseProgram(topic: string, text: string): Program {
  const [title, body] = splitAt(text, '\n');
  const sections = (body.startsWith('--- ') ? body : `--- main.py\n${body}`).split(/^--- /m).slice(1);
  const files = new Map<string, Buffer>();
  let stdin = { bytes: Buffer.alloc(0), open: false };
  let differs: string | undefined;
  for (const section of sections) {
    const [heading, content] = splitAt(section, '\n');
    const [name = '', how] = heading.split(' ');
    if (name === 'stdin') stdin = { bytes: Buffer.from(content), open: how === 'open' };
    else if (name === 'differs') differs = content.trim();
    else files.set(name, how === 'escaped' ? unescape(content) : Buffer.from(content));
  }
  const [entry] = files.keys();
  if (entry === undefined) throw new Error(`${topic}, ${title}: no file`);
  return { topic, title, entry, files, stdin, differs };
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', '\\': '\\' };

/** Bytes of a text in which only what is written as `\n` ends a line. */
function unescape(text: string): Buffer {
  const bytes = text
    .replaceAll('\n', '')
    .replaceAll(/\\(?:x([0-9a-f]{2})|(.))/g, (whole, hex: string | undefined, letter: string) =>
      hex === undefined ? (ESCAPES[letter] ?? whole) : String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, 'latin1');
}
