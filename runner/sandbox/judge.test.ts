import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LIVE_LIMITS, type ProgramError } from '../model/index.ts';
import { type Ending, type Observations, judge } from './judge.ts';

const limits = { ...LIVE_LIMITS, cpuMillis: 1_000, wallClockMillis: 2_000 };
const usage = { cpuMicros: 0, peakBytes: 0, oomKills: 0 };
const error = (changes: Partial<ProgramError> = {}): ProgramError => ({
  name: 'ValueError',
  message: '',
  atCompile: false,
  place: null,
  traceback: '',
  ...changes,
});
const exit = (exitCode: number): Ending => ({ kind: 'exit', exitCode });
const lost = (outOfMemory = false): Ending => ({ kind: 'lost', reason: 'box lost', outOfMemory });

const table: readonly [string, Partial<Observations>, string][] = [
  ['ends well', { ending: exit(0) }, 'finished'],
  ['ends well after an error that it forged', { ending: exit(0), error: error() }, 'finished'],
  ['ends badly', { ending: exit(1) }, 'runtime error'],
  ['ends with a code that others give a time limit', { ending: exit(124) }, 'runtime error'],
  ['ends with a code that others give memory', { ending: exit(137) }, 'runtime error'],
  ['dies of a signal', { ending: exit(-11) }, 'runtime error: signal'],
  ['kills itself', { ending: exit(-9) }, 'runtime error: signal'],
  ['was never Python', { ending: exit(1), error: error({ atCompile: true }) }, 'compile error'],
  [
    'has no memory to be given',
    { ending: exit(1), error: error({ name: 'MemoryError' }) },
    'memory limit exceeded',
  ],
  ['says MemoryError and ends well', { ending: exit(0), error: error({ name: 'MemoryError' }) }, 'finished'],
  ['was interrupted', { ending: exit(-2), interrupted: true }, 'stopped: interrupted'],
  ['interrupts itself', { ending: exit(-2) }, 'runtime error: signal'],
  ['was interrupted, and caught it', { ending: exit(0), interrupted: true }, 'finished'],
  ['was stopped', { ending: exit(-9), cause: 'killed' }, 'stopped: killed'],
  ['used up its processor time', { ending: exit(-9), cause: 'cpu time' }, 'time limit exceeded: cpu time'],
  [
    'used it up between two looks, and ended well',
    { ending: exit(0), usage: { ...usage, cpuMicros: 1_000_001 } },
    'time limit exceeded: cpu time',
  ],
  ['used exactly what it may', { ending: exit(0), usage: { ...usage, cpuMicros: 1_000_000 } }, 'finished'],
  ['took too long', { ending: exit(-9), cause: 'wall clock' }, 'time limit exceeded: wall clock'],
  ['took too long by a little', { ending: exit(0), wallMillis: 2_001 }, 'time limit exceeded: wall clock'],
  ['printed too much', { ending: exit(-9), cause: 'output' }, 'output limit exceeded'],
  [
    'printed too much and ran out of memory',
    { ending: exit(-9), cause: 'output', usage: { ...usage, oomKills: 1 } },
    'output limit exceeded',
  ],
  [
    'had a child die of memory, and ends well',
    { ending: exit(0), usage: { ...usage, oomKills: 1 } },
    'memory limit exceeded',
  ],
  [
    'ran out of memory and of time',
    { ending: exit(-9), cause: 'cpu time', usage: { ...usage, oomKills: 3 } },
    'memory limit exceeded',
  ],
  [
    'ran as many lines as it may',
    { ending: exit(-9), spent: true },
    'time limit exceeded: instruction limit',
  ],
  ['was stopped as it had', { ending: exit(-9), spent: true, cause: 'killed' }, 'stopped: killed'],
  ['lost its box', { ending: lost() }, 'internal error: box lost'],
  ['lost its box to memory', { ending: lost(true) }, 'memory limit exceeded'],
  [
    'lost its box when that was full',
    { ending: lost(), usage: { ...usage, peakBytes: 250 * 1024 * 1024 } },
    'memory limit exceeded',
  ],
  [
    'lost its box, which an earlier program had filled',
    { ending: lost(), usage: { ...usage, peakBytes: 250 * 1024 * 1024 }, peakBefore: 250 * 1024 * 1024 },
    'internal error: box lost',
  ],
  ['lost its box as it was stopped', { ending: lost(), cause: 'killed' }, 'stopped: killed'],
  [
    'lost its box as its time was up',
    { ending: lost(), cause: 'wall clock' },
    'time limit exceeded: wall clock',
  ],
  ['was never heard of again', { ending: { kind: 'unheard' } }, 'internal error: box silent'],
  [
    'was never heard of after its time was up',
    { ending: { kind: 'unheard' }, cause: 'cpu time' },
    'time limit exceeded: cpu time',
  ],
];

describe('A program that', () => {
  for (const [name, seen, expected] of table) {
    it(`${name}: ${expected}`, () => {
      const { verdict, reason } = judge({
        limits,
        cause: undefined,
        ending: exit(0),
        usage,
        peakBefore: 0,
        wallMillis: 0,
        interrupted: false,
        spent: false,
        error: undefined,
        ...seen,
      });
      assert.equal(reason === null ? verdict : `${verdict}: ${reason}`, expected);
    });
  }
});
