import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A browser is started within seconds, even on a slow school machine. */
const ONE_TIME_MILLIS = 60_000;

interface OneTime {
  readonly token: string;
  readonly until: number;
  readonly whenUsed: () => void;
}

/** The secrets of one studio: tokens for addresses, and the cookie that a token is exchanged for. */
export class Passes {
  /** For the address that is printed. Good as long as the studio runs: a person may open it in another browser. */
  readonly token = secret();
  /** Another secret than the token, as an address is seen by more eyes than a cookie. */
  readonly cookie = secret();
  readonly #now: () => number;
  #oneTime: readonly OneTime[] = [];

  /** @param now a clock in milliseconds that only goes forwards */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A token that is good once, within a minute: what is written down may be found later. */
  issue(whenUsed: () => void = () => undefined): string {
    const token = secret();
    this.#oneTime = [...this.#oneTime, { token, until: this.#now() + ONE_TIME_MILLIS, whenUsed }];
    return token;
  }

  /** Whether a token is good. One that is good once is then good no more. */
  redeem(token: string): boolean {
    this.#oneTime = this.#oneTime.filter(({ until }) => until > this.#now());
    const issued = this.#oneTime.find((one) => isSame(one.token, token));
    this.#oneTime = this.#oneTime.filter((one) => one !== issued);
    issued?.whenUsed();
    return issued !== undefined || isSame(this.token, token);
  }

  isCookie(value: string): boolean {
    return isSame(this.cookie, value);
  }
}

const secret = () => randomBytes(32).toString('base64url');

/** Takes as long for a wrong secret as for a right one: hashes are of one length, whatever was sent. */
function isSame(ours: string, theirs: string): boolean {
  const [a, b] = [ours, theirs].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
