import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
      assert.match(wrong.stdout, /^wrong\.py: 0 of 10; test “Ada is ten”: wrong answer\n/);
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
      const sum = { type: 'graded', full: 0, ungraded: 0, leftOut: 0, passedOver: 0 };
      assert.deepEqual((await grade()).at(-1), { ...sum, programs: 2 });
      const journal = () =>
        readFileSync(join(work.folder, folder, '.sandlot-grades.jsonl'), 'utf8')
          .trim()
          .split('\n');
      assert.equal(journal().length, 2);
      write(`${folder}/cy.py`, 'print("cy")');
      const again = await grade();
      assert.deepEqual(again.at(-1), { ...sum, programs: 3 });
      assert.equal(journal().length, 3);
    });

    it('grade a folder for each pupil, with all that lies in it', async () => {
      const folder = `folders-${engine}`;
      const lay = (path: string, content: string | Buffer) => {
        const file = join(work.folder, folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      };
      const right = readFileSync(join(work.folder, pack, 'exercises/how-old/solution.py'), 'utf8');
      lay('ada/main.py', 'from parts.ages import next_year\nnext_year()\n');
      lay('ada/parts/ages.py', `def next_year():\n${right.replace(/^/gmu, '    ')}\n`);
      lay('ada/parts/__pycache__/ages.pyc', 'x');
      lay(
        'bo/my program.py',
        `import os\nassert open("data/pixel.bin", "rb").read() == b"\\xff\\0"\n${right}`,
      );
      lay('bo/data/pixel.bin', Buffer.from([0xff, 0]));
      lay('cy/one.py', right);
      lay('cy/two.py', right);
      lay('di/main.py', Buffer.from([0xff]));
      lay('ed.py', right);
      lay('fay/main.py', 'print(open("solution.py").read())');
      symlinkSync(
        join(work.folder, pack, 'exercises/how-old/solution.py'),
        join(work.folder, folder, 'fay/solution.py'),
      );
      symlinkSync(join(work.folder, pack), join(work.folder, folder, 'gus'));
      lay('notes.txt', 'from the teacher');
      lay('.git/main.py', right);
      const { stdout, stderr, code } = await command('grade', `${pack}/how-old`, folder);
      assert.deepEqual([code, stderr], [2, '']);
      const told = stdout.trimEnd().split('\n');
      const patterns = [
        /^ada: 10 of 10$/,
        /^bo: 10 of 10$/,
        /^cy: not graded\. .*cy has no main\.py, and not just one file that ends with \.py\.$/,
        /^di: not graded\. .*main\.py is not text/,
        /^ed\.py: 10 of 10$/,
        /^fay: 0 of 10; test “Ada is ten”: runtime error$/,
        /^gus: not graded\. .*gus is a link/,
        /^Files that were passed over, since they are no programs: 1\.$/,
        /^Programs: 4\. With all points: 3\. Without a mark: 0\. Left out: 3\.$/,
      ];
      assert.equal(told.length, patterns.length, stdout);
      for (const [index, pattern] of patterns.entries()) assert.match(told[index] ?? '', pattern);
    });

    it('take a folder with a main.py in it for one pupil’s', async () => {
      const folder = `only-${engine}`;
      mkdirSync(join(work.folder, folder));
      write(`${folder}/main.py`, 'from helper import run\nrun()\n');
      const right = readFileSync(join(work.folder, pack, 'exercises/how-old/solution.py'), 'utf8');
      write(`${folder}/helper.py`, `def run():\n${right.replace(/^/gmu, '    ')}\n`);
      const { stdout, stderr, code } = await command('grade', `${pack}/how-old`, `./${folder}/`);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, new RegExp(`^${folder}: 10 of 10\nPrograms: 1\\.`));
      assert.deepEqual(readdirSync(join(work.folder, folder)), ['helper.py', 'main.py'], 'nothing of ours');
    });

    it('keep the bar and the lines apart on a terminal', async () => {
      const folder = `shown-${engine}`;
      mkdirSync(join(work.folder, folder));
      for (const name of ['ada', 'bo', 'cy']) write(`${folder}/${name}.py`, 'print("no")');
      const terminal = work.terminal('grade', `${pack}/how-old`, folder, '--engine', engine);
      assert.equal(await terminal.ends(), 9);
      const shown = terminal.screen
        .split('\n')
        .map((line) => line.replace(/^.*\r\u001b\[K/su, ''))
        .filter((line) => line !== '');
      const lines = ['ada', 'bo', 'cy'].map((name) => `${name}.py: 0 of 10; test “Ada is ten”: wrong answer`);
      assert.deepEqual(shown.slice(0, -1), lines);
      assert.match(shown.at(-1) ?? '', /^Programs: 3\./);
      assert.match(terminal.screen, /\r\[#{30}\] 3\/3/);
    });

    it('say what a pupil has too much of', async () => {
      const folder = `heaps-${engine}`;
      mkdirSync(join(work.folder, folder, 'ada'), { recursive: true });
      write(`${folder}/ada/main.py`, 'print()');
      for (let count = 0; count < 70; count += 1) write(`${folder}/ada/${count}.txt`, '');
      const { stdout, code } = await command('grade', `${pack}/how-old`, folder, '--json');
      assert.equal(code, 2);
      const [leftOut, sum] = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      assert.deepEqual([leftOut?.['type'], leftOut?.['name']], ['leftOut', 'ada']);
      assert.match(String(leftOut?.['words']), /ada has more than 64 files/);
      assert.deepEqual(sum, { type: 'graded', programs: 0, full: 0, ungraded: 0, leftOut: 1, passedOver: 0 });
    });

    it('have the files there that a program may read, of whatever kind', async () => {
      const files = join(work.folder, pack, 'exercises/how-old/files');
      mkdirSync(files);
      writeFileSync(join(files, 'pixel.bin'), Buffer.from([0xff, 0, 0x89]));
      const right = readFileSync(join(work.folder, pack, 'exercises/how-old/solution.py'), 'utf8');
      write('reads.py', `assert open("pixel.bin", "rb").read() == bytes([255, 0, 137])\n${right}`);
      const { stdout, code } = await command('grade', `${pack}/how-old`, 'reads.py');
      assert.deepEqual([code, stdout.split('\n')[0]], [0, 'reads.py: 10 of 10']);
      rmSync(files, { recursive: true });
    });

    it('say what in a pack does not do as it should', async () => {
      write(`${pack}/exercises/how-old/solution.py`, 'print("no")');
      const { stderr, code } = await command('pack', 'check', pack);
      assert.equal(code, 2);
      assert.match(
        stderr,
        /^exercises\/how-old\/solution\.py: this should be accepted, but test “Ada is ten” says: wrong answer\.\n/,
      );
      assert.match(stderr, /Problems: 1\.\n$/);
    });

    it('say on which line a solution cannot be read', async () => {
      write(`${pack}/exercises/how-old/solution.py`, 'name = input()\nprint((name)\n');
      const { stderr, code } = await command('pack', 'check', pack);
      assert.equal(code, 2);
      assert.match(
        stderr,
        /^exercises\/how-old\/solution\.py, line 2: .* test “Ada is ten” says: compile error\.\n/,
      );
    });
  });
}
