/** The tests of the Python inside the box (`box/test_*.py`), each as one of ours, under the image's own interpreter. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { paths } from '../builder/paths.ts';
import { runInImage } from '../testing/index.ts';

/** What testing/report_tests.py writes of a test. */
interface Report {
  /** `test_wire.FramesTest.test_may_be_split_anywhere` */
  readonly name: string;
  readonly problem: string | null;
}

const address = process.env['SANDLOT_TEST_PODMAN'] ?? process.env['SANDLOT_TEST_DOCKER'];
const skip = address === undefined ? 'no engine on this machine' : false;

test('The Python in the box', { skip }, async (t) => {
  const { stdout, stderr, exitCode } = await runInImage(address ?? '', {
    args: ['-B', '/given/testing/report_tests.py', '/given/python/box'],
    given: fileURLToPath(new URL('..', import.meta.url)),
    scratch: ['/work', '/tmp'],
  });
  assert.equal(exitCode, 0, stderr.toString());
  const lines = stdout.toString().trimEnd().split('\n');
  const reports = lines.map((line) => JSON.parse(line) as Report);
  for (const file of readdirSync(paths.box).filter((name) => name.startsWith('test_'))) {
    const module = file.replace(/\.py$/, '.');
    assert.ok(
      reports.some(({ name }) => name.startsWith(module)),
      `${file} has no tests`,
    );
  }
  for (const { name, problem } of reports) {
    await t.test(name.replaceAll('_', ' '), () => {
      assert.equal(problem, null, problem ?? '');
    });
  }
});
