/** Where the room keeps what it builds from, and what it builds. */
import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

export const paths = {
  lock: here('python/lock.json'),
  recipe: here('python/recipe.ts'),
  box: here('python/box'),
  builder: here('builder'),
  /** Everything below is ignored by git. */
  cache: here('out/cache'),
  debs: here('out/cache/debs'),
  image: here('out/python'),
} as const;
