/** What is sent for each ruling of the gate. Everything has the security headers; nothing says more than it must. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { words } from '../../words/terminal.ts';
import { SECURITY_HEADERS } from '../headers.ts';
import type { Page } from '../pages.ts';
import { cookieName } from './gate.ts';

/** The name of such a file changes with its content. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const NEVER = 'no-store';

export function answerRefused(response: ServerResponse, status: 400 | 403 | 405): void {
  // What else such a sender has put on the line is not to be read as a request.
  send(response, status, { Connection: 'close', ...(status === 405 && { Allow: 'GET, HEAD' }) });
}

/** The same whatever was asked for, so that nobody learns what there is. */
export function answerStranger(request: IncomingMessage, response: ServerResponse): void {
  answerWords(request, response, 403, words('webHost.stranger.title'), words('webHost.stranger.text'));
}

/**
 * Give the cookie and the address without the token. To a browser that a page has sent here, all of a redirect is
 * still that page's doing, and it would come without the cookie; so our own page, which is empty, sends it on.
 */
export function answerWelcome(
  response: ServerResponse,
  port: number,
  cookie: string,
  sentBy: 'person' | 'page',
): void {
  const [status, onward] = sentBy === 'person' ? [303, { Location: '/' }] : [200, { Refresh: '0; url=/' }];
  send(response, status, {
    ...onward,
    'Set-Cookie': `${cookieName(port)}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
  });
}

export function answerPage(request: IncomingMessage, response: ServerResponse, page: Page | undefined): void {
  if (page === undefined) {
    answerWords(request, response, 404, words('webHost.missing.title'), words('webHost.missing.text'));
    return;
  }
  const compressed = takesBrotli(request.headers['accept-encoding']) ? page.compressed : undefined;
  const headers = {
    'Content-Type': page.type,
    'Cache-Control': page.immutable ? FOR_EVER : NEVER,
    Vary: 'Accept-Encoding',
    ...(compressed !== undefined && { 'Content-Encoding': 'br' }),
  };
  send(response, 200, headers, compressed ?? page.body, request.method === 'HEAD');
}

function answerWords(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  title: string,
  text: string,
): void {
  const body = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
    <style>body { font: 1.25rem/1.5 sans-serif; max-width: 32em; margin: 15vh auto; padding: 0 1em }</style>
  </head>
  <body>
    <h1>${title}</h1>
    <p>${text}</p>
  </body>
</html>
`;
  const headers = { 'Content-Type': 'text/html; charset=utf-8' };
  send(response, status, headers, Buffer.from(body), request.method === 'HEAD');
}

function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Buffer = Buffer.alloc(0),
  onlyHead = false,
): void {
  const length = { 'Content-Length': String(body.length) };
  response.writeHead(status, { ...SECURITY_HEADERS, 'Cache-Control': NEVER, ...headers, ...length });
  response.end(onlyHead ? undefined : body);
}

/** Whether `Accept-Encoding` lists Brotli and does not weigh it with nothing (RFC 9110, section 12.5.3). */
function takesBrotli(accepted: string | string[] | undefined): boolean {
  const codings = String(accepted ?? '').split(',');
  return codings.some((coding) => /^\s*br\s*(?:;\s*q\s*=\s*(?!0(?:\.0*)?\s*$).*)?$/i.test(coding));
}
