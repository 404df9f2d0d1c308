import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { writeTar, type TarEntry } from './tar.ts';

const file = (path: string, text = ''): TarEntry => ({
  path,
  type: 'file',
  mode: 0o444,
  content: Buffer.from(text),
});

/** What GNU tar makes of an archive, one line an entry. */
function listed(archive: Buffer): string[] {
  const flags = ['--list', '--verbose', '--numeric-owner', '--utc', '--full-time', '--file=-'];
  return execFileSync('tar', flags, { input: archive, encoding: 'utf8' }).trimEnd().split('\n');
}

test('GNU tar reads back names, kinds, modes, owners, sizes and times', () => {
  const archive = writeTar(
    [
      file('b/hello', 'hello'),
      { path: 'link', type: 'symlink', mode: 0o777, target: 'b/hello' },
      { path: 'b', type: 'directory', mode: 0o1755, owner: 1000 },
    ],
    86_400,
  );
  const spaced = listed(archive).map((line) => line.replaceAll(/ +/g, ' '));
  assert.deepEqual(spaced, [
    'drwxr-xr-t 1000/1000 0 1970-01-02 00:00:00 b/',
    '-r--r--r-- 0/0 5 1970-01-02 00:00:00 b/hello',
    'lrwxrwxrwx 0/0 0 1970-01-02 00:00:00 link -> b/hello',
  ]);
});

test('the order of the entries does not matter', () => {
  const entries = [file('a', '1'), file('c', '2'), file('b', '3')];
  assert.deepEqual(writeTar(entries, 0), writeTar(entries.toReversed(), 0));
});

test('a long path is split, and one that cannot be is refused', () => {
  const long = `${'folder/'.repeat(20)}${'x'.repeat(90)}`;
  assert.match(listed(writeTar([file(long)], 0))[0] ?? '', new RegExp(`${long}$`));
  assert.throws(() => writeTar([file('y'.repeat(101))], 0), RangeError);
  assert.throws(() => writeTar([file(`${'z'.repeat(156)}/x`)], 0), RangeError);
});
