import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { it } from 'node:test';
import { type BoxSize, FACTS_LIMITS, type FileFacts, type Limits, RunnerError } from '../model/index.ts';
import type { Sandbox } from '../sandbox/index.ts';
import { SpecGate, signSpec } from '../signing/index.ts';
import { type Bench, onEachEngine } from '../testing/index.ts';
import { FactsBox } from './facts-box.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');

/** A facts box, and the boxes that it has made. */
function open({ engine, spec }: { engine: Bench['engine']; spec: Bench['spec'] }, idleMillis?: number) {
  const made: Sandbox[] = [];
  const box = new FactsBox({
    engine: {
      open: async (size: BoxSize) => {
        const sandbox = await engine.open(size);
        made.push(sandbox);
        return sandbox;
      },
    },
    gate: new SpecGate(publicKey),
    image: engine.image,
    ...(idleMillis !== undefined && { idleMillis }),
  });
  const read = (code: string, files: Record<string, string> = {}, limits: Partial<Limits> = {}) => {
    const asked = spec(code, { limits: { ...FACTS_LIMITS, ...limits }, files });
    return box.read(signSpec({ ...asked, mode: 'facts' }, privateKey));
  };
  const main = async (code: string): Promise<FileFacts> => {
    const facts = (await read(code)).get('main.py');
    assert.ok(facts);
    return facts;
  };
  return { box, made, read, main, [Symbol.asyncDispose]: () => box[Symbol.asyncDispose]() };
}

onEachEngine(
  'A facts box',
  (bench) => {
    const boxOf = (idleMillis?: number) => {
      const { engine } = bench();
      return open({ engine, spec: bench().spec.bind(bench()) }, idleMillis);
    };

    it('tells what a program is made of', async () => {
      await using facts = boxOf();
      const told = await facts.main('for i in range(3):\n    print("é", i)\n');
      assert.ok(told.kind === 'facts');
      assert.equal(told.complete, true);
      assert.deepEqual(told.loops[0]?.body, [2, 2]);
      assert.deepEqual(
        told.calls.map(({ callee, at }) => [callee, at]),
        [
          ['range', [1, 10]],
          ['print', [2, 5]],
        ],
      );
    });

    it('tells where a file stops to be Python', async () => {
      await using facts = boxOf();
      const told = await facts.main('x = 1\nprint("hello"\n');
      assert.ok(told.kind === 'syntaxError');
      assert.deepEqual(told.at, [2, 6]);
      assert.deepEqual(told.clues, [{ kind: 'unclosed-bracket', text: '(', at: [2, 6], opened: null }]);
    });

    it('reads several files, and again and again, in one box', async () => {
      await using facts = boxOf();
      const told = await facts.read('import b\n', { 'b.py': 'x = (\n', 'c.py': '' });
      assert.deepEqual(
        [...told].map(([path, { kind }]) => [path, kind]),
        [
          ['main.py', 'facts'],
          ['b.py', 'syntaxError'],
          ['c.py', 'facts'],
        ],
      );
      for (let turn = 0; turn < 20; turn += 1) {
        const { kind } = await facts.main(`x = ${turn}\n`);
        assert.equal(kind, 'facts');
      }
      assert.equal(facts.made.length, 1);
    });

    it('runs nothing of what it reads', async () => {
      await using facts = boxOf();
      const hostile = 'import os\nos.kill(os.getppid(), 9)\nwhile True: pass\n';
      assert.equal((await facts.main(hostile)).kind, 'facts');
      assert.equal((await facts.main('x = 1')).kind, 'facts');
      assert.equal(facts.made.length, 1);
    });

    it('withstands what is made to break it', async () => {
      await using facts = boxOf();
      const sources: [string, string][] = [
        ['('.repeat(10_000), 'syntaxError'],
        [`${'['.repeat(10_000)}1${']'.repeat(10_000)}`, 'syntaxError'],
        [`x = "${'a'.repeat(1_000_000)}"`, 'tooBig'],
        ['a\0b', 'syntaxError'],
        ['\ud800', 'syntaxError'],
        ['-'.repeat(50_000) + '1', 'tooBig'],
        [`a${'.b'.repeat(20_000)}`, 'tooBig'],
        ['x=1;'.repeat(12_000), 'facts'],
        [`x = ${'9'.repeat(50_000)}`, 'syntaxError'],
        [`[${'1,'.repeat(25_000)}]`, 'facts'],
      ];
      for (const [source, kind] of sources) {
        assert.equal((await facts.main(source)).kind, kind, source.slice(0, 40));
      }
      assert.equal(facts.made.length, 1);
    });

    it('gives up what takes too long, and goes on in the same box', async () => {
      await using facts = boxOf();
      const long = 'f(a == b);'.repeat(5_000);
      const told = await facts.read('x = 1', { 'long.py': long }, { wallClockMillis: 20 });
      assert.deepEqual(told.get('long.py'), { kind: 'tooBig', why: 'limits' });
      assert.equal((await facts.main(long)).kind, 'facts');
      assert.equal(facts.made.length, 1);
    });

    it('makes another when one is killed', async () => {
      await using facts = boxOf();
      await facts.main('x = 1');
      await facts.made[0]?.destroy();
      assert.equal((await facts.main('x = 2')).kind, 'facts');
      assert.equal(facts.made.length, 2);
      const reading = facts.main('x = 3');
      await facts.made[1]?.destroy();
      const { kind } = await reading;
      assert.ok(kind === 'facts' || kind === 'tooBig');
      assert.equal((await facts.main('x = 4')).kind, 'facts');
    });

    it('goes when nobody needs it, and comes again', async () => {
      await using facts = boxOf(1);
      await facts.main('x = 1');
      await facts.made[0]?.gone;
      assert.equal((await facts.main('x = 2')).kind, 'facts');
      assert.equal(facts.made.length, 2);
    });

    it('takes only specs that ask for facts', async () => {
      await using facts = boxOf();
      const run = signSpec(bench().spec('x = 1', { limits: FACTS_LIMITS }), privateKey);
      await assert.rejects(facts.box.read(run), new RunnerError('spec-invalid', { field: 'mode' }));
    });

    it('is not needed for programs: they have no facts', async () => {
      const forged = [
        'import os',
        'note = b\'{"path":"main.py","facts":{"kind":"tooBig","why":"limits"}}\'',
        'try:',
        '    os.write(200, b"\\x0b\\0\\0" + len(note).to_bytes(4, "big") + note)',
        'except OSError:',
        '    pass',
      ];
      const { events } = await bench().run(forged.join('\n'));
      assert.deepEqual(
        events.filter(({ type }) => type === 'facts'),
        [],
      );
    });
  },
  0,
);
