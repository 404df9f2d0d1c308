import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onEachEngine } from './testing/index.ts';

onEachEngine('A program in a box', (bench) => {
  it('prints, ends, and says so', async () => {
    const { stdout, result } = await bench().run('print("hello")');
    assert.equal(stdout, 'hello\n');
    assert.equal(result.verdict, 'finished');
    assert.equal(result.exitCode, 0);
  });

  it('answers a prompt that has no end of line', async () => {
    const run = await bench().start('name = input("Who? ")\nprint("Hello", name)');
    let said = '';
    for await (const event of run) {
      if (event.type === 'stdout') said += event.data.toString();
      if (event.type === 'waiting') void run.write(Buffer.from('Ada\n'));
    }
    assert.equal(said, 'Who? Hello Ada\n');
    assert.equal((await run.result).verdict, 'finished');
  });

  it('is said to wait once, after all that it has printed, however much that is', async () => {
    for (const lines of [30, 3_000]) {
      const run = await bench().start(
        `for n in range(${lines}): print("line", n, "of many")\ninput("Who? ")\n`,
        { stdio: { kind: 'terminal', columns: 80, rows: 24 } },
      );
      let said = '';
      const saidBefore: string[] = [];
      for await (const event of run) {
        if (event.type === 'stdout') said += event.data.toString();
        if (event.type !== 'waiting') continue;
        saidBefore.push(said.slice(-5));
        void run.write(Buffer.from('Ada\n'));
      }
      assert.deepEqual(saidBefore, ['Who? ']);
      assert.equal((await run.result).verdict, 'finished');
    }
  });

  it('that crashes tells where', async () => {
    const { events, stderr, result } = await bench().run('x = 1\nprint(x / 0)');
    assert.equal(result.verdict, 'runtime error');
    assert.match(stderr, /ZeroDivisionError: division by zero\n$/);
    const error = events.find((event) => event.type === 'error')?.error;
    assert.deepEqual(error?.place, { file: 'main.py', line: 2, column: 7, source: 'print(x / 0)' });
  });

  it('that never ends is ended', async () => {
    const { result } = await bench().run('while True: pass', { limits: { cpuMillis: 300 } });
    assert.equal(result.verdict, 'time limit exceeded');
    assert.equal(result.reason, 'cpu time');
  });

  it('that eats memory is ended', async () => {
    const { result } = await bench().run('x = []\nwhile True: x.append(bytearray(1 << 20))');
    assert.equal(result.verdict, 'memory limit exceeded');
  });

  it('that prints without end is cut off', async () => {
    const { stdout, result } = await bench().run('while True: print("x" * 100)', {
      limits: { maxOutputBytes: 5000 },
    });
    assert.equal(result.verdict, 'output limit exceeded');
    assert.equal(stdout.length, 5000);
    assert.equal(result.truncated, true);
  });
});
