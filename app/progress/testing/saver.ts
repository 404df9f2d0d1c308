/**
 * A studio that saves one file again and again until it is killed, and says after each save which one it was:
 * `saver.ts ROOT NAME`. Each text is its name and number in many lines, so that half of one would be seen.
 */
import { writeSync } from 'node:fs';
import { Problem } from '../../contract/index.ts';
import { openWork } from './bench.ts';

const [root = '', name = ''] = process.argv.slice(2);
await using work = await openWork(root);
let base = (await work.openProject('p')).files.find(({ path }) => path === 'a.py')?.revision ?? null;
for (let number = 1; ; number += 1) {
  try {
    base = (await work.save('p', 'a.py', `${name} ${number}\n`.repeat(2_000), base)).revision;
    writeSync(1, `saved ${number}\n`);
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'file-changed')) throw error;
    writeSync(1, `kept ${number}\n`);
    base = (await work.read('p', 'a.py')).revision;
  }
}
