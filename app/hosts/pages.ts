import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A file of the window, as it is sent. */
export interface Page {
  readonly body: Buffer;
  /** The same compressed with Brotli, where the build found that worth it. */
  readonly compressed: Buffer | undefined;
  readonly type: string;
  /** Whether its name changes with its content, so that it may be kept for ever. */
  readonly immutable: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * All that a window may load, by path: `/` is its page. They are read into memory once, so that whatever a
 * request says, it never becomes the name of a file.
 */
export class Pages {
  readonly #pages = new Map<string, Page>();

  /** @param folder what the build of the renderer made */
  constructor(folder: string) {
    // One level: in Electron's archives deeper ones cannot be listed the way Node lists them.
    const names = readdirSync(folder);
    for (const name of names.filter((name) => !name.endsWith('.br'))) {
      const type = TYPES[extname(name)];
      if (type === undefined) continue;
      this.#pages.set(name === 'index.html' ? '/' : `/${name}`, {
        body: readFileSync(join(folder, name)),
        compressed: names.includes(`${name}.br`) ? readFileSync(join(folder, `${name}.br`)) : undefined,
        type,
        immutable: /-[A-Z0-9]{8}\.\w+$/.test(name),
      });
    }
    if (!this.#pages.has('/')) throw new Error(`${folder} has no index.html: npm run build`);
  }

  get(pathname: string): Page | undefined {
    return this.#pages.get(pathname);
  }
}
