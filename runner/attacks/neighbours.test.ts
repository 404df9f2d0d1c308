import assert from 'node:assert/strict';
import { it } from 'node:test';
import { LIVE_LIMITS } from '../index.ts';
import { onEachEngine } from '../testing/index.ts';

onEachEngine('Programs in one box, one after the other', (bench) => {
  it('hear nothing of what was typed for the one before', async () => {
    const { sandbox } = await bench().pool.take(LIVE_LIMITS);
    await using _ = sandbox;
    for (let round = 0; round < 10; round += 1) {
      // It takes one line of a hundred thousand and ends while the rest is on its way.
      const first = sandbox.exec(bench().admit('print(input())'), { warm: true });
      void first.write(Buffer.from('old\n'.repeat(100_000)));
      first.endInput();
      assert.equal((await first.collect()).stdout.toString(), 'old\n');
      const second = sandbox.exec(bench().admit('import sys\nprint(sys.stdin.read())'), { warm: true });
      void second.write(Buffer.from('new'));
      second.endInput();
      assert.equal((await second.collect()).stdout.toString(), 'new\n');
    }
  });

  it('answer each for its own memory', async () => {
    const { sandbox } = await bench().pool.take(LIVE_LIMITS);
    await using _ = sandbox;
    const hog = sandbox.exec(bench().admit('x = []\nwhile True: x.append(bytes(1 << 20))'), { warm: true });
    assert.equal((await hog.collect()).result.verdict, 'memory limit exceeded');
    const modest = sandbox.exec(bench().admit('print(1)'), { warm: true });
    assert.equal((await modest.collect()).result.verdict, 'finished');
  });

  it('find the end of a terminal’s input once', async () => {
    const code = 'import sys\nprint(repr(sys.stdin.read()))\nprint(repr(input()))';
    const run = await bench().start(code, { stdio: { kind: 'terminal', columns: 80, rows: 24 } });
    void run.write(Buffer.from('text\n'));
    run.endInput();
    const until = setTimeout(() => run.stop(), 500);
    const { result, stdout } = await run.collect();
    clearTimeout(until);
    assert.equal(result.verdict, 'stopped', stdout.toString());
  });
});

onEachEngine('Many boxes', (bench) => {
  it('are torn down at once, each in the middle of something', async () => {
    const runs = await Promise.all(
      Array.from({ length: 8 }, () => bench().start('import os\nos.fork()\nos.fork()\nwhile True: pass')),
    );
    for (const run of runs) run.stop();
    const results = await Promise.all(runs.map((run) => run.collect()));
    assert.deepEqual(
      results.map(({ result }) => result.verdict),
      runs.map(() => 'stopped'),
    );
    await bench().close();
    const owners = new Set<string>();
    await bench().engine.sweep(async (id) => !owners.add(id));
    assert.ok(!owners.has(bench().owner.id), 'a container was left behind');
  });
});
