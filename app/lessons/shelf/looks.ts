import type { Stats } from 'node:fs';

/** What a file looks like from outside; another text if it was changed or another was laid in its place. */
export const looksOf = ({ size, mtimeMs, ino }: Stats): string => `${size} ${mtimeMs} ${ino}`;
