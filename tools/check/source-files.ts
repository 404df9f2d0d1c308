/** The TypeScript files of the project, counted without any checker's help: what each of them must have seen. */
import { globSync } from 'node:fs';

const notOurs = /(?:^|\/)(?:node_modules|\.cache|\.git)(?:\/|$)|^sandbox-images\/out(?:\/|$)/;

/** Paths of all .ts and .tsx files below `root`, relative to it, with forward slashes, sorted. */
export function sourceFiles(root: string): string[] {
  const found = globSync('**/*.{ts,tsx}', { cwd: root, exclude: (path) => notOurs.test(path) });
  return found.map((path) => path.replaceAll('\\', '/')).sort();
}
