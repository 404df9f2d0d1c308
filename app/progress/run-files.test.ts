import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Bench } from './testing/bench.ts';

describe('The files of a run', () => {
  it('are those of the folder, byte for byte, in text or base64', async () => {
    await using bench = await Bench.withProject();
    bench.write('p/a.py', '\uFEFFprint(1)\r\n');
    bench.write('p/data/b.bin', Buffer.from([0xff, 0]));
    bench.write('p/zero.csv', 'a\0');
    symlinkSync('/etc/hostname', bench.path('p/link.txt'));
    assert.deepEqual(await bench.work.filesForRun('p', []), [
      { path: 'a.py', content: '\uFEFFprint(1)\r\n', encoding: 'utf8' },
      { path: 'data/b.bin', content: '/wA=', encoding: 'base64' },
      { path: 'zero.csv', content: 'YQA=', encoding: 'base64' },
    ]);
  });

  it('are as they were edited, saved or not, with the line ends that they would be saved with', async () => {
    await using bench = await Bench.withProject();
    bench.write('p/a.py', 'a\r\n');
    const edited = [
      { path: 'a.py', text: 'b\n' },
      { path: 'new/c.py', text: 'c\n' },
    ];
    assert.deepEqual(await bench.work.filesForRun('p', edited), [
      { path: 'a.py', content: 'b\r\n', encoding: 'utf8' },
      { path: 'new/c.py', content: 'c\n', encoding: 'utf8' },
    ]);
    assert.equal(bench.bytes('p/a.py'), 'a\r\n', 'the disk is left alone');
  });

  const most = 2 * 1024 * 1024;
  const refused: [string, (bench: Bench) => void, string, object][] = [
    [
      'code of more than 50 KB',
      (bench) => bench.write('p/a.py', 'a'.repeat(51_201)),
      'file-too-large',
      { file: 'a.py', bytes: 51_201, most: 51_200 },
    ],
    [
      'a file of more than 2 MB',
      (bench) => bench.write('p/film.avi', Buffer.alloc(most + 1)),
      'file-too-large',
      { file: 'film.avi', bytes: most + 1, most },
    ],
    [
      'more than 64 files',
      (bench) => {
        for (let count = 0; count < 65; count += 1) bench.write(`p/${count}.txt`, '');
      },
      'too-many-files',
      { project: 'p', files: 65, most: 64 },
    ],
    [
      'more than 2 MB in all',
      (bench) => {
        for (const name of ['a', 'b']) bench.write(`p/${name}.txt`, 'a'.repeat(most / 2 + 1));
      },
      'work-too-large',
      { project: 'p', bytes: most + 2, most },
    ],
  ];
  for (const [what, prepare, code, details] of refused) {
    it(`are refused by name: ${what}`, async () => {
      await using bench = await Bench.withProject();
      prepare(bench);
      await assert.rejects(bench.work.filesForRun('p', []), { code, details });
    });
  }

  it('may be large, counted as they lie in the box', async () => {
    await using bench = await Bench.withProject();
    bench.write('p/film.avi', Buffer.alloc(most, 0xff));
    const [file] = await bench.work.filesForRun('p', []);
    assert.equal(Buffer.from(file?.content ?? '', 'base64').length, most);
  });

  it('are refused if what was edited cannot lie there', async () => {
    await using bench = await Bench.withProject();
    bench.write('p/a.py', '');
    const run = (path: string) => bench.work.filesForRun('p', [{ path, text: '' }]);
    await assert.rejects(run('../b.py'), { code: 'bad-name' });
    await assert.rejects(run('A.py'), { code: 'file-exists', details: { file: 'a.py' } });
    await assert.rejects(bench.work.filesForRun('q', []), { code: 'no-such-project' });
  });
});
