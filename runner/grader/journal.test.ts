import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { onEachEngine } from '../testing/index.ts';
import { GradingRoom, someJobs } from './testing/index.ts';

onEachEngine('A grader that is killed', (bench) => {
  it('goes on where it was, with the same marks, and grades nothing twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandlot-killed-'));
    const journal = join(folder, 'grades.jsonl');
    let told = '';
    try {
      const { name, address } = bench().engine.info;
      const script = join(import.meta.dirname, 'testing', 'doomed-grader.ts');
      const child = spawn(process.execPath, [
        '--disable-warning=ExperimentalWarning',
        script,
        name,
        address,
        folder,
        journal,
      ]);
      for await (const chunk of child.stdout) {
        told += String(chunk);
        if (told.split('\n').length > 6) child.kill('SIGKILL');
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      assert.equal(child.signalCode, 'SIGKILL');
      const linesBefore = readFileSync(journal, 'utf8').split('\n').length - 1;
      assert.ok(linesBefore >= 5 && linesBefore < 30, `${linesBefore} lines`);

      await using room = new GradingRoom(bench().engine);
      let resumed = 0;
      const scores = new Map<number, number | null>();
      for await (const graded of room.grader.gradeAll(someJobs(), { atOnce: 3, journal })) {
        resumed += graded.resumed ? 1 : 0;
        scores.set(graded.label, graded.grade.score);
      }
      assert.equal(resumed, linesBefore);
      for (const { label } of someJobs()) assert.equal(scores.get(label), label % 3 === 0 ? 2 : 0);
      const keys = readFileSync(journal, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { key: string }).key);
      assert.deepEqual([keys.length, new Set(keys).size], [30, 30]);
    } finally {
      await bench().engine.sweep((owner) => Promise.resolve(owner === told.split('\n')[0]));
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
