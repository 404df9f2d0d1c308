/**
 * A program in a warm box behaves as under a cold `python3 FILE`: the same bytes on both outputs and the same exit
 * code, program by program. The programs are in `programs/`.
 */
import assert from 'node:assert/strict';
import { after, before, it, test } from 'node:test';
import { runInImage } from '../../sandbox-images/testing/index.ts';
import { LIVE_TRACE } from '../index.ts';
import { onEachEngine } from '../testing/index.ts';
import { type Outcome, WarmBox, runCold } from './outcome.ts';
import { type Program, parsePrograms, readPrograms } from './program.ts';

const programs = readPrograms();

/** Programs that ask for what nobody asks for but to see whether they are watched. */
const SEES_THE_TRACER: ReadonlySet<string> = new Set([
  'the least recursion limit', // leaves no depth for a callback
  "audit hooks see the program's own events only", // sys._getframe is one
  'tracing and profiling are off', // sys.monitoring.get_tool(4)
]);

function only(code: string): Program {
  const [program] = parsePrograms('made here', `=== made here\n${code}\n`);
  assert.ok(program);
  return program;
}

test('there are at least 200 programs, no two of one name', () => {
  assert.ok(programs.filter(({ differs }) => differs === undefined).length >= 200, `${programs.length}`);
  assert.equal(new Set(programs.map(({ topic, title }) => `${topic}: ${title}`)).size, programs.length);
});

test('what differs is in one place', () => {
  const elsewhere = programs.filter(
    ({ topic, differs }) => (topic === 'known-differences') !== (differs !== undefined),
  );
  assert.deepEqual(elsewhere, []);
});

onEachEngine(
  'Warm as cold',
  (bench) => {
    let cold: Map<Program, Outcome>;
    let warm: WarmBox;
    before(async () => {
      warm = new WarmBox(bench());
      cold = await runCold(bench().engine.info.address, programs, runInImage);
    });
    after(() => warm[Symbol.asyncDispose]());

    it('two runs in one box draw different numbers', async () => {
      const draw = only('import random; print(random.random(), random.SystemRandom().random())');
      assert.notEqual((await warm.run(draw)).stdout, (await warm.run(draw)).stdout);
    });

    it('texts have other hashes in another box', async () => {
      const hash = only('print(hash("a"), hash("b"))');
      await using other = new WarmBox(bench());
      assert.notEqual((await warm.run(hash)).stdout, (await other.run(hash)).stdout);
    });

    for (const program of programs) {
      const { topic, title, differs } = program;
      it(
        differs === undefined ? `${topic}: ${title}` : `${topic}: ${title} (differs: ${differs})`,
        async () => {
          const outcome = await warm.run(program);
          if (differs === undefined) assert.deepEqual(outcome, cold.get(program));
          else assert.notDeepEqual(outcome, cold.get(program));
        },
      );
      if (differs === undefined && !SEES_THE_TRACER.has(title)) {
        it(`traced, ${topic}: ${title}`, async () => {
          assert.deepEqual(await warm.run(program, LIVE_TRACE), cold.get(program));
        });
      }
    }
  },
  0,
);
