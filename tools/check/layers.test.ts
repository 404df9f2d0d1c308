import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { checkLayers } from './layers.ts';

/** Files by path. */
type Project = Record<string, string>;

const packages = ['zod', 'dockerode', 'i18next', 'electron'];

/** What the layers check says of a project that exists for this question only. */
async function problemsIn(project: Project): Promise<readonly string[]> {
  const root = await mkdtemp(join(tmpdir(), 'sandlot-layers-'));
  try {
    const dependencies = Object.fromEntries(packages.map((name) => [name, '1.0.0']));
    const manifest = { 'package.json': JSON.stringify({ type: 'module', dependencies }) };
    const installed = packages.map((name) => [`node_modules/${name}/index.js`, 'export {};'] as const);
    for (const [path, text] of Object.entries({
      ...manifest,
      ...Object.fromEntries(installed),
      ...project,
    })) {
      await mkdir(join(root, dirname(path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return (await checkLayers(root)).problems;
  } finally {
    await rm(root, { recursive: true });
  }
}

/** One project of all these imports; importer number 3 of `runner/pool.ts` is `runner/3-pool.ts`. */
function importing(pairs: readonly (readonly [from: string, to: string, ...rest: string[]])[]): Project {
  const project: Project = {};
  for (const [index, [from, to]] of pairs.entries()) {
    const isFile = to.endsWith('.ts');
    if (isFile) project[to] ??= 'export type Thing = 1;';
    const specifier = isFile ? '../'.repeat(from.split('/').length - 1) + to : to;
    project[numbered(from, index)] = `import * as it from '${specifier}'; console.log(it);`;
  }
  return project;
}

function numbered(path: string, index: number): string {
  return path.replace(/[^/]+$/, (name) => (name === 'studio.ts' ? name : `${index}-${name}`));
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

describe('layers', () => {
  it('refuses every import that the plan forbids', async () => {
    const problems = await problemsIn(importing(refused));
    for (const [index, [from, to, rule]] of refused.entries()) {
      const found = problems.some(
        (one) => one.startsWith(numbered(from, index)) && one.includes(`[${rule}]`),
      );
      assert.ok(found, `${from} → ${to} was let through; refused were:\n${problems.join('\n')}`);
    }
  });

  it('lets through what the plan allows', async () => {
    assert.deepEqual(await problemsIn(importing(allowed)), []);
  });

  it('counts an import of a type alone', async () => {
    const project = {
      'app/studio.ts': 'export type Thing = 1;',
      'runner/pool.ts': `import type { Thing } from '../app/studio.ts'; export const thing: Thing = 1;`,
    };
    assert.match(
      (await problemsIn(project)).join('\n'),
      /^runner\/pool.ts imports app\/studio.ts \[runner\]/,
    );
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
