import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { FileContent } from '../contract/index.ts';

const BOM = '\uFEFF';

/**
 * What a text editor of another system has put around a text. It is kept out of the text that is shown, and put
 * back when that is saved, so that a file keeps its ways whoever edits it.
 */
export interface Dress {
  /** It starts with a UTF-8 byte order mark. */
  readonly bom: boolean;
  /** Every line, and there is one, ends with CR LF. */
  readonly crlf: boolean;
}

const PLAIN: Dress = { bom: false, crlf: false };

/** Which content it is: SHA-256 of its bytes, in hexadecimal. */
export const revisionOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What an editor can show of these bytes. Lines of a text all of whose lines end with CR LF come with LF. */
export function contentOf(bytes: Uint8Array): FileContent {
  const why = unreadable(bytes);
  if (why !== undefined) return { kind: 'unreadable', why };
  const { bom, crlf } = dressOf(bytes);
  const text = Buffer.from(bytes)
    .toString('utf8')
    .slice(bom ? BOM.length : 0);
  return { kind: 'text', text: crlf ? text.replaceAll('\r\n', '\n') : text };
}

/** Why bytes are no text, or undefined if they are. */
export function unreadable(bytes: Uint8Array): 'not-utf8' | 'nul' | undefined {
  if (!isUtf8(bytes)) return 'not-utf8';
  return bytes.includes(0) ? 'nul' : undefined;
}

/** How a text is dressed; plain if these bytes are no text. */
export function dressOf(bytes: Uint8Array): Dress {
  if (unreadable(bytes) !== undefined) return PLAIN;
  const text = Buffer.from(bytes).toString('utf8');
  return { bom: text.startsWith(BOM), crlf: text.includes('\n') && !/\r(?!\n)|(?<!\r)\n/.test(text) };
}

/** The bytes of a text in the dress that its file had before. */
export function bytesOf(text: string, { bom, crlf }: Dress = PLAIN): Buffer {
  const lines = crlf ? text.replaceAll(/\r?\n/g, '\r\n') : text;
  return Buffer.from(bom ? BOM + lines : lines);
}
