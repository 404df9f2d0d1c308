import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { isUpToDate } from './window.ts';

it('A window is up to date until a source is changed, added or removed', () => {
  const root = mkdtempSync(join(tmpdir(), 'sandlot-window-'));
  try {
    const write = (path: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), '');
    };
    const folders = [
      'renderer/main.tsx',
      'app/words/en.ts',
      'runner/model/a.ts',
      'tools/build/a.ts',
      'icons/a.png',
      'lessons/first/pack.yaml',
    ];
    const sources = [...folders, 'sandbox-images/read.ts', 'sandbox-images/root.ts'];
    for (const path of [...sources, 'renderer/b.ts', 'tools/build.ts', 'package-lock.json']) write(path);
    assert.ok(!isUpToDate(root), 'never built');
    write('dist/renderer/index.html');
    const builtNow = (seconds: number) =>
      utimesSync(join(root, 'dist/renderer/index.html'), seconds, seconds);
    const now = Date.now() / 1_000;
    builtNow(now + 60);
    assert.ok(isUpToDate(root));
    for (const path of [...sources, 'package-lock.json', 'renderer']) {
      utimesSync(join(root, path), now + 120, now + 120);
      assert.ok(!isUpToDate(root), path);
      utimesSync(join(root, path), now, now);
    }
    builtNow(now - 60);
    rmSync(join(root, 'renderer/b.ts'));
    assert.ok(!isUpToDate(root), 'removed');
  } finally {
    rmSync(root, { recursive: true });
  }
});
