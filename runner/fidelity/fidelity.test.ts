/**
 * A program in a warm box behaves as under a cold `python3 FILE`: the same bytes on both outputs and the same exit
 * code, program by program. The programs are in `programs/`.
 */
import assert from 'node:assert/strict';
import { after, before, it, test } from 'node:test';
import { runInImage } from '../../sandbox-images/testing/index.ts';
import { onEachEngine } from '../testing/index.ts';
import { type Outcome, WarmBox, runCold } from './outcome.ts';
import { type Program, readPrograms } from './program.ts';

const programs = readPrograms();

test('there are at least 200 programs, no two of one name', () => {
  assert.ok(programs.filter(({ differs }) => differs === undefined).length >= 200, `${programs.length}`);
  assert.equal(new Set(programs.map(({ topic, title }) => `${topic}: ${title}`)).size, programs.length);
});

onEachEngine('Warm as cold', (bench) => {
  let cold: Map<Program, Outcome>;
  let warm: WarmBox;
  before(async () => {
    warm = new WarmBox(bench());
    cold = await runCold(bench().engine.info.address, programs, runInImage);
  });
  after(() => warm[Symbol.asyncDispose]());

  for (const program of programs) {
    const { topic, title, differs } = program;
    it(differs === undefined ? `${topic}: ${title}` : `${topic}: ${title} (differs: ${differs})`, async () => {
      const outcome = await warm.run(program);
      if (differs === undefined) assert.deepEqual(outcome, cold.get(program));
      else assert.notDeepEqual(outcome, cold.get(program));
    });
  }
}, 0);
