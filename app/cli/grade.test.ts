import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Workplace } from './testing/terminal.ts';

const work = new Workplace();
after(() => work[Symbol.dispose]());

const write = (path: string, text: string) => writeFileSync(join(work.folder, path), text);

for (const engine of ['docker', 'podman'] as const) {
  const address = process.env[`SANDLOT_TEST_${engine.toUpperCase()}`];
  const skip = address === undefined ? `no ${engine} on this machine` : false;
  const pack = `pack-${engine}`;
  const command = (...args: string[]) => work.command([...args, '--engine', engine]);

  describe(`sandlot grade and pack check, on ${engine}`, { skip }, () => {
    before(async () => {
      assert.equal((await work.command(['pack', 'new', pack])).code, 0);
    });

    it('try a pack’s solutions and wrong attempts', async () => {
      const { stdout, stderr, code } = await command('pack', 'check', pack);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^Exercises: 1\. .* Problems: 0\.\n$/);
    });

    it('grade a program, and tell which test it fails', async () => {
      write('right.py', readFileSync(join(work.folder, pack, 'exercises/how-old/solution.py'), 'utf8'));
      write('wrong.py', 'print("no")');
      const right = await command('grade', `${pack}/how-old`, 'right.py');
      assert.deepEqual([right.code, right.stderr], [0, '']);
      assert.match(right.stdout, /^right\.py: 10 of 10\n/);
      const wrong = await command('grade', `${pack}/how-old`, 'wrong.py');
      assert.equal(wrong.code, 9);
      assert.match(wrong.stdout, /^wrong\.py: 0 of 10; test t1: wrong answer\n/);
    });

    it('grade a folder, and the next time only what is new', async () => {
      const folder = `class-${engine}`;
      mkdirSync(join(work.folder, folder));
      for (const name of ['ada', 'bo']) write(`${folder}/${name}.py`, `print("${name}")`);
      const grade = async () => {
        const { stdout, code } = await command('grade', `${pack}/how-old`, folder, '--json');
        assert.equal(code, 9);
        return stdout
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Record<string, unknown>);
      };
      assert.deepEqual((await grade()).at(-1), { type: 'graded', programs: 2, full: 0, ungraded: 0 });
      const journal = () =>
        readFileSync(join(work.folder, folder, '.sandlot-grades.jsonl'), 'utf8')
          .trim()
          .split('\n');
      assert.equal(journal().length, 2);
      write(`${folder}/cy.py`, 'print("cy")');
      const again = await grade();
      assert.deepEqual(again.at(-1), { type: 'graded', programs: 3, full: 0, ungraded: 0 });
      assert.equal(journal().length, 3);
    });

    it('say what in a pack does not do as it should', async () => {
      write(`${pack}/exercises/how-old/solution.py`, 'print("no")');
      const { stderr, code } = await command('pack', 'check', pack);
      assert.equal(code, 2);
      assert.match(
        stderr,
        /^exercises\/how-old\/solution\.py: this should be accepted, but test t1 says: wrong answer\.\n/,
      );
      assert.match(stderr, /Problems: 1\.\n$/);
    });
  });
}
