/**
 * A grader that is going to be killed. It says whose its boxes are, then each that it has graded. Arguments: the engine's name, its address, the folder for the owner's lock, the
 * journal. For tests only.
 */
import type { EngineName } from '../../engines/index.ts';
import { Bench } from '../../testing/index.ts';
import { GradingRoom, someJobs } from './index.ts';

const [name, address, folder, journal] = process.argv.slice(2) as [EngineName, string, string, string];
const bench = await Bench.open(name, folder, 0, address);
console.log(bench.owner.id);
const room = new GradingRoom(bench.engine);
for await (const { label } of room.grader.gradeAll(someJobs(), { atOnce: 2, journal })) console.log(label);
