/**
 * Who may come in. Any page in any browser on this computer can send requests to loopback, so being there proves
 * nothing. Decisions only, from what a request says; `server.ts` carries them out.
 *
 * - `Host` must be ours: a name of somebody else's that was made to mean 127.0.0.1 (DNS rebinding) is not.
 * - `Sec-Fetch-Site`, where a browser sends it, must not name another page as the one who asks. Another port of
 *   loopback is the same *site*, so a cookie alone, SameSite or not, would let its pages in. Only a good token may
 *   come from another page: nobody has one but ours in the user's home (`door-page.ts`).
 * - The cookie proves that this browser has once opened an address with a token, which only the studio gives out.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { Passes } from './passes.ts';

/** What is looked at of a request. Every value of a header is there, so that two cannot be taken for one. */
export interface Asked {
  readonly method: string;
  /** As it stands in the first line of the request. */
  readonly target: string;
  readonly headers: Readonly<Partial<Record<string, readonly string[]>>>;
}

export type Ruling =
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 405 }
  /** Nobody we know, but perhaps a person who can be told what to do. */
  | { readonly kind: 'stranger' }
  /** Has a token: gets the cookie, and the address without the token. */
  | { readonly kind: 'welcome'; readonly sentBy: 'person' | 'page' }
  | { readonly kind: 'page'; readonly pathname: string };

/** Where windows open their WebSocket. */
const LINE_PATH = '/contract';

/** A request for a page. A one-time token is used up by this. */
export function rulePage(asked: Asked, port: number, passes: Passes): Ruling {
  if (asked.method !== 'GET' && asked.method !== 'HEAD') return { kind: 'refused', status: 405 };
  const { headers, target } = asked;
  // We read no body, so whoever sends one wants two of us to disagree on where it ends.
  if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) {
    return { kind: 'refused', status: 400 };
  }
  if (!target.startsWith('/')) return { kind: 'refused', status: 400 };
  if (hostOf(headers, port) === undefined) return { kind: 'refused', status: 403 };
  // `none`: a person typed the address, or another program opened it.
  const isOwn = isAbsentOr(headers['sec-fetch-site'], 'none', 'same-origin');
  const [pathname, query] = split(target, '?');
  const token = pathname === '/' ? new URLSearchParams(query).get('token') : null;
  if (token !== null && asked.method === 'GET' && passes.redeem(token)) {
    return { kind: 'welcome', sentBy: isOwn ? 'person' : 'page' };
  }
  if (!isOwn || !hasCookie(headers, port, passes)) return { kind: 'stranger' };
  return token === null ? { kind: 'page', pathname } : { kind: 'welcome', sentBy: 'person' };
}

/** Whether a request to upgrade may become a window's line. */
export function mayOpenLine(asked: Asked, port: number, passes: Passes): boolean {
  const { method, target, headers } = asked;
  const host = hostOf(headers, port);
  return (
    method === 'GET' &&
    target === LINE_PATH &&
    host !== undefined &&
    // A browser lets any page open a WebSocket to anywhere; what it cannot do is lie about where it is from.
    isOnly(headers['origin'], `http://${host}`) &&
    isAbsentOr(headers['sec-fetch-site'], 'same-origin') &&
    hasCookie(headers, port, passes)
  );
}

/** Cookies are shared by all ports of a host, so the name tells one studio's from another's. */
export const cookieName = (port: number) => `sandlot-${port}`;

/** The headers of a request, by name in lower case, with every value that was sent. */
export function askedOf(request: {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly headersDistinct: NodeJS.Dict<string[]>;
}): Asked {
  return { method: request.method ?? '', target: request.url ?? '', headers: request.headersDistinct };
}

function hostOf(headers: Asked['headers'], port: number): string | undefined {
  return [`127.0.0.1:${port}`, `localhost:${port}`].find((host) => isOnly(headers['host'], host));
}

function hasCookie(headers: Asked['headers'], port: number, passes: Passes): boolean {
  const pairs = (headers['cookie'] ?? []).flatMap((line) => line.split(';'));
  return pairs.some((pair) => {
    const [name, value = ''] = split(pair.trim(), '=');
    return name === cookieName(port) && passes.isCookie(value);
  });
}

const isOnly = (values: readonly string[] | undefined, wanted: string) =>
  values?.length === 1 && values[0] === wanted;

const isAbsentOr = (values: readonly string[] | undefined, ...wanted: string[]) =>
  values === undefined || wanted.some((one) => isOnly(values, one));

/** In two at the first `separator`. */
function split(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
