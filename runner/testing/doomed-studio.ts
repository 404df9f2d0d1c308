/**
 * A studio that is going to be killed: it starts a program in a box, says which box, and waits for its end.
 * Arguments: the engine's name, its address, the folder for the owner's lock. For tests only.
 */
import type { EngineName } from '../index.ts';
import { Bench } from './index.ts';

const [name, address, folder] = process.argv.slice(2) as [EngineName, string, string];
const bench = await Bench.open(name, folder, 2, address);
await bench.pool.filled();
const run = await bench.start(
  'import os, time\nprint(os.readlink("/proc/self/ns/pid"), flush=True)\nos.fork()\nwhile True: time.sleep(1)',
);
for await (const event of run) {
  if (event.type === 'stdout') console.log(bench.owner.id, event.data.toString().trim());
}
