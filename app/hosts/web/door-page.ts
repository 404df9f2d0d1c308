import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isSystemError } from '../../base/index.ts';
import { words } from '../../words/terminal.ts';

const NAME = /^open-[0-9a-f-]{36}\.html$/;
/** What a killed studio has left leads nowhere by then. */
const LIFETIME_MILLIS = 60_000;

/**
 * A page in the user's home that leads a browser to an address. What a program is started with can be read by every
 * user of the computer, in a list of processes; this file only by the one whose it is. It goes when it has been used.
 */
export class DoorPage implements Disposable {
  readonly #path: string;

  /** @param folder that other users cannot write to @throws the error of the system */
  constructor(folder: string, address: string) {
    sweep(folder);
    this.#path = join(folder, `open-${randomUUID()}.html`);
    writeFileSync(this.#path, pageTo(address), { flag: 'wx', mode: 0o600 });
  }

  /** What to have opened. */
  get address(): string {
    return pathToFileURL(this.#path).href;
  }

  [Symbol.dispose](): void {
    remove(this.#path);
  }
}

const pageTo = (address: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="referrer" content="no-referrer" />
    <meta http-equiv="refresh" content="0; url=${address}" />
    <title>${words('window.name')}</title>
  </head>
</html>
`;

function sweep(folder: string): void {
  for (const name of readdirSync(folder).filter((name) => NAME.test(name))) {
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat !== undefined && Date.now() - stat.mtimeMs > LIFETIME_MILLIS) remove(path);
  }
}

/** What cannot be removed, because the browser still reads it or the disk refuses, the next studio sweeps. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
