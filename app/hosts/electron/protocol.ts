import { type Session, protocol } from 'electron';
import { SECURITY_HEADERS } from '../headers.ts';
import type { Pages } from '../pages.ts';
import { SCHEME, isOurs } from './origin.ts';

/**
 * Make the scheme like https: with an origin, a secure context, and `fetch`. Chromium learns its schemes once, so
 * this must come before Electron is ready.
 */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Answer a session's requests from memory. */
export function servePages(session: Session, pages: Pages): void {
  session.protocol.handle(SCHEME, (request) => answer(request, pages));
}

/** The page that was asked for, by its exact name, or that there is none. */
function answer({ method, url }: Request, pages: Pages): Response {
  const page = method === 'GET' && isOurs(url) ? pages.get(new URL(url).pathname) : undefined;
  if (page === undefined) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
  return new Response(new Uint8Array(page.body), {
    headers: { ...SECURITY_HEADERS, 'Content-Type': page.type },
  });
}
