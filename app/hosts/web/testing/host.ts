/** A small language for tests of the web host: a host with a studio that echoes, and requests byte for byte. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { brotliCompressSync } from 'node:zlib';
import { type ClientOptions, WebSocket } from 'ws';
import type { Port } from '../../../contract/index.ts';
import { Pages } from '../../pages.ts';
import { WebHost, type WebHostOptions } from '../server.ts';

export const PAGE = '<!doctype html><title>Sandlot</title><h1>The studio</h1>';
export const SCRIPT = '/studio-ABCDEFGH.js';

/** Says back whatever a window says. */
const echo = {
  connect(port: Port): void {
    port.onMessage((message) => port.send(message));
    port.onClose(() => undefined);
  },
};

interface HostOptions extends Partial<Omit<WebHostOptions, 'pages'>> {
  /** What its window is made of besides a page and a script, or instead. */
  readonly files?: Readonly<Record<string, string>>;
}

export async function openHost({
  files,
  studio = echo,
  port = 0,
  ...rest
}: HostOptions = {}): Promise<WebHost> {
  const folder = mkdtempSync(join(tmpdir(), 'sandlot-pages-'));
  try {
    const all = { 'index.html': PAGE, [SCRIPT.slice(1)]: 'document.title += "!";', ...files };
    mkdirSync(join(folder, 'inner'));
    for (const [name, content] of Object.entries(all)) writeFileSync(join(folder, name), content);
    writeFileSync(join(folder, `${SCRIPT}.br`), brotliCompressSync(all[SCRIPT.slice(1)] ?? ''));
    return await WebHost.listen({ studio, pages: new Pages(folder), port, ...rest });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface Answer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Partial<Record<string, string>>>;
  readonly body: string;
}

/** Send these bytes, and read until the other end has closed. */
export async function raw(port: number, request: string): Promise<Answer> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined); // what it says until then is the answer
  socket.write(request);
  return readAnswer(await text(socket).catch(() => ''));
}

/** A request as a browser would make it, with these headers more or instead; undefined leaves one out. */
export function ask(
  port: number,
  line: string,
  headers: Readonly<Record<string, string | undefined>> = {},
): Promise<Answer> {
  const all: Readonly<Record<string, string | undefined>> = {
    Host: `127.0.0.1:${port}`,
    'Sec-Fetch-Site': 'none',
    Connection: 'close',
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return raw(port, [`${line} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
}

/** Come in by an address with a token, and keep the cookie as a header has it. */
export async function cookieFrom(address: string): Promise<string> {
  const { port, pathname, search } = new URL(address);
  const { headers } = await ask(Number(port), `GET ${pathname}${search}`);
  return headers['set-cookie']?.split(';')[0] ?? '';
}

/** A window's line, with headers as a browser would send them from a page of ours, or others instead. */
export function openLine(
  port: number,
  cookie: string,
  { path = '/contract', ...headers }: Readonly<Record<string, string>> = {},
  options: ClientOptions = {},
): WebSocket {
  const origin = `http://127.0.0.1:${port}`;
  return new WebSocket(`ws://127.0.0.1:${port}${path}`, {
    ...options,
    headers: { Origin: origin, Cookie: cookie, ...headers },
  });
}

function readAnswer(answer: string): Answer {
  const end = answer.indexOf('\r\n\r\n');
  const [first = '', ...lines] = answer.slice(0, end).split('\r\n');
  const headers = lines.map((line) => {
    const [name = '', ...value] = line.split(': ');
    return [name.toLowerCase(), value.join(': ')] as const;
  });
  return {
    status: Number(first.split(' ')[1] ?? 0),
    headers: Object.fromEntries(headers),
    body: answer.slice(end + 4),
  };
}
