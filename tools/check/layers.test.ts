import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { checkLayers } from './layers.ts';
import { projectRoot } from './program.ts';

/** Files by path; an import of a file that is not listed makes it, empty. */
type Project = Record<string, string>;

/** What the layers check says of a project that exists for this question only. */
async function problemsIn(project: Project): Promise<readonly string[]> {
  const root = await mkdtemp(join(tmpdir(), 'sandlot-layers-'));
  try {
    await symlink(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
    await writeFile(join(root, 'package.json'), '{ "type": "module" }');
    for (const [path, text] of Object.entries(project)) {
      await mkdir(join(root, dirname(path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return (await checkLayers(root)).problems;
  } finally {
    await rm(root, { recursive: true });
  }
}

/** `from` imports `to`, both in a project of two files. */
function importing(from: string, to: string): Project {
  const ours = to.endsWith('.ts');
  const specifier = ours ? '../'.repeat(from.split('/').length - 1) + to : to;
  return {
    ...(ours && { [to]: 'export type Thing = 1; export const thing = 1;' }),
    [from]: `import * as it from '${specifier.startsWith('.') || !ours ? specifier : `./${specifier}`}'; console.log(it);`,
  };
}

const refused: [from: string, to: string, rule: string][] = [
  ['runner/pool.ts', 'app/studio.ts', 'runner'],
  ['runner/pool.ts', 'sandbox-images/build.ts', 'runner'],
  ['runner/pool.ts', 'tools/check.ts', 'runner'],
  ['runner/model/spec.ts', 'runner/pool.ts', 'model'],
  ['runner/model/spec.ts', 'i18next', 'model'],
  ['runner/model/spec.ts', 'node:fs', 'model-without-node'],
  ['sandbox-images/build.ts', 'runner/model/spec.ts', 'sandbox-images'],
  ['app/contract/run.ts', 'runner/pool.ts', 'contract'],
  ['app/contract/run.ts', 'node:path', 'contract-without-node'],
  ['app/runs/queue.ts', 'app/hints/index.ts', 'app-rooms'],
  ['app/runs/queue.ts', 'app/studio.ts', 'app-rooms'],
  ['app/cli/main.ts', 'app/runs/queue.ts', 'app-doors'],
  ['app/runs/queue.ts', 'sandbox-images/index.ts', 'app'],
  ['app/runs/queue.ts', 'renderer/main.ts', 'app'],
  ['renderer/main.ts', 'app/runs/queue.ts', 'renderer'],
  ['renderer/main.ts', 'node:fs', 'renderer-without-node'],
  ['app/hosts/web/main.ts', 'electron', 'electron'],
  ['app/studio.ts', 'app/runs/queue.test.ts', 'no-test-in-production'],
  ['runner/pool.ts', './nowhere.js', 'resolvable'],
];

const allowed: [from: string, to: string][] = [
  ['runner/pool.ts', 'sandbox-images/index.ts'],
  ['runner/pool.ts', 'dockerode'],
  ['runner/pool.ts', 'node:fs'],
  ['runner/model/spec.ts', 'zod'],
  ['app/contract/run.ts', 'runner/model/spec.ts'],
  ['app/runs/queue.ts', 'app/contract/run.ts'],
  ['app/runs/queue.ts', 'app/words/en.ts'],
  ['app/runs/queue.ts', 'runner/pool.ts'],
  ['app/runs/queue.ts', 'app/runs/index.ts'],
  ['app/studio.ts', 'app/runs/index.ts'],
  ['app/cli/main.ts', 'app/studio.ts'],
  ['app/hosts/electron/main.ts', 'electron'],
  ['renderer/main.ts', 'app/contract/run.ts'],
  ['runner/pool.test.ts', 'sandbox-images/build.ts'],
  ['tools/check.ts', 'runner/pool.ts'],
  ['bench/main.ts', 'app/runs/queue.ts'],
];

describe('layers', { concurrency: 2 }, () => {
  it('refuses every import that the plan forbids', async () => {
    // One project for all: cases of one importing file would overwrite each other, so each gets its own name.
    for (const [from, to, rule] of refused) {
      const problems = await problemsIn(importing(from, to));
      assert.equal(problems.length > 0, true, `${from} → ${to} was let through`);
      assert.match(problems.join('\n'), new RegExp(`^${from} imports .*\\[${rule}\\]`, 'm'));
    }
  });

  it('lets through what the plan allows', async () => {
    for (const [from, to] of allowed)
      assert.deepEqual(await problemsIn(importing(from, to)), [], `${from} → ${to}`);
  });

  it('counts an import of a type alone', async () => {
    const project = importing('runner/pool.ts', 'app/studio.ts');
    project['runner/pool.ts'] =
      `import type { Thing } from '../app/studio.ts'; export const thing: Thing = 1;`;
    assert.match((await problemsIn(project)).join('\n'), /\[runner\]/);
  });

  it('refuses a cycle', async () => {
    const project = {
      'runner/a.ts': `import { b } from './b.ts'; export const a = () => b;`,
      'runner/b.ts': `import { a } from './a.ts'; export const b = () => a;`,
    };
    assert.match((await problemsIn(project)).join('\n'), /\[no-cycles\]/);
  });

  it('fails when there is nothing to check', async () => {
    assert.deepEqual(await problemsIn({}), ['there was nothing to check']);
  });
});
