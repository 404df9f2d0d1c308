/** Where the studio's pages lie. A scheme of our own: nothing is served on any port, and no page is a `file:`. */
export const SCHEME = 'sandlot';
const HOST = 'studio';
export const PAGE = `${SCHEME}://${HOST}/`;

/**
 * Whether an address is the studio's. What cannot be read is not, nor is what a new window starts with: the empty
 * address and `about:blank`.
 */
export function isOurs(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${SCHEME}:` && host === HOST && username === '' && password === '';
}
