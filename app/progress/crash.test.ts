import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Bench } from './testing/bench.ts';

const SAVER = join(import.meta.dirname, 'testing/saver.ts');

/** A process that saves until it is killed, and what it says. */
class Saver {
  readonly #process: ChildProcess;
  #said = '';
  #complained = '';

  constructor(bench: Bench, name: string) {
    this.#process = spawn(process.execPath, [SAVER, bench.root, name]);
    this.#process.stdout?.on('data', (chunk: Buffer) => (this.#said += chunk.toString()));
    this.#process.stderr?.on('data', (chunk: Buffer) => (this.#complained += chunk.toString()));
  }

  /** The numbers of the saves that came back so far, by how they ended. */
  numbers(how: 'saved' | 'kept'): number[] {
    return this.#said
      .split('\n')
      .flatMap((line) => (line.startsWith(`${how} `) ? [Number(line.split(' ')[1])] : []));
  }

  async hasSaved(count: number): Promise<void> {
    while (this.numbers('saved').length < count) {
      assert.equal(this.#process.exitCode, null, this.#complained);
      await pause(5);
    }
  }

  async kill(): Promise<void> {
    const closed = once(this.#process, 'close');
    this.#process.kill('SIGKILL');
    await closed;
    assert.equal(this.#process.signalCode, 'SIGKILL', this.#complained);
  }
}

/** Who wrote the text, and the how manieth it was; it fails if the text is not whole. */
function parse(text: string): { name: string; number: number } {
  const [first = ''] = text.split('\n');
  assert.equal(text, `${first}\n`.repeat(2_000), 'it is whole');
  const [name = '', number] = first.split(' ');
  return { name, number: Number(number) };
}

describe('A studio that is killed', () => {
  it('in the middle of saving leaves one whole text, no older than the last that it said was saved', async () => {
    await using bench = await Bench.withProject();
    for (let round = 0; round < 12; round += 1) {
      const saver = new Saver(bench, `round${round}`);
      await saver.hasSaved(1);
      await pause(Math.random() * 60);
      await saver.kill();
      const last = saver.numbers('saved').at(-1) ?? 0;
      const { name, number } = parse(bench.bytes('p/a.py'));
      assert.equal(name, `round${round}`);
      assert.ok(number === last || number === last + 1, `${number} after ${last}`);
      const history = await bench.history('a.py');
      const texts = history.map(([, text]) => parse(text));
      assert.ok(
        texts.some((one) => one.name === name && one.number >= last),
        'the history has it too',
      );
    }
    assert.equal(bench.work.historyProblem, null);
    const strays = readdirSync(bench.path('p')).filter((name) => name !== 'a.py');
    assert.ok(strays.every((name) => name.startsWith('.sandlot-draft-')));
    assert.equal((await bench.work.openProject('p')).files.length, 1);
  });
});

describe('Two studios on one folder', () => {
  it('lose nothing of each other when they save the same file', async () => {
    await using bench = await Bench.withProject();
    const savers = [new Saver(bench, 'one'), new Saver(bench, 'two')];
    await Promise.all(savers.map((saver) => saver.hasSaved(5)));
    await Promise.all(savers.map((saver) => saver.kill()));
    const { name } = parse(bench.bytes('p/a.py'));
    assert.ok(['one', 'two'].includes(name));
    const texts = (await bench.history('a.py')).map(([, text]) => parse(text));
    for (const [index, saver] of savers.entries()) {
      const mine = texts.filter((text) => text.name === ['one', 'two'][index]).map(({ number }) => number);
      for (const number of saver.numbers('kept')) assert.ok(mine.includes(number), `${number} lost the race`);
    }
    assert.ok(
      savers.some((saver) => saver.numbers('kept').length > 0),
      'they did meet',
    );
  });
});
