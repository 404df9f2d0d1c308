/**
 * What electron-builder makes of our build and our settings, by looking at it: an installed folder for Linux over a
 * stand-in for Electron's own files, made where there is no network. That it starts is asked in electron.test.ts.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createSecretKey } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Shelf } from '../app/lessons/index.ts';
import { buildWindow } from '../tools/setup/window.ts';
import { makeElectronStandIn } from './testing/electron-dist-stand-in.ts';

const root = join(import.meta.dirname, '..');
/** A network with nothing in it, not even a loopback that is up. */
const NO_NETWORK = ['unshare', '--map-root-user', '--net'] as const;
const canUnplug = spawnSync('unshare', [...NO_NETWORK.slice(1), 'true']).status === 0;

const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};

/** An installed folder made by `settings`; gives its path. */
function install(place: string, settings: string): string {
  const output = join(place, settings);
  const builder = [
    process.execPath,
    join(root, 'node_modules/electron-builder/cli.js'),
    ...['--linux', '--dir', '--publish', 'never', '--config', settings],
    ...[`-c.electronDist=${join(place, 'electron')}`, `-c.directories.output=${output}`],
  ];
  const [program = '', ...args] = canUnplug ? [...NO_NETWORK, ...builder] : builder;
  const env = { ...process.env, ELECTRON_BUILDER_OFFLINE: 'true' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, env, encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
  return join(output, 'linux-unpacked');
}

async function fusesOf(folder: string): Promise<Record<string, boolean>> {
  const {
    version: _,
    resetAdHocDarwinSignature: __,
    strictlyRequireAllFuses: ___,
    ...wire
  } = await getCurrentFuseWire(join(folder, 'sandlot'));
  return Object.fromEntries(
    Object.entries(wire).map(([fuse, state]) => [
      FuseV1Options[Number(fuse)] ?? fuse,
      state === FuseState.ENABLE,
    ]),
  );
}

describe('The installed studio', () => {
  const place = mkdtempSync(join(tmpdir(), 'sandlot-package-'));
  let folder: string;

  before(async () => {
    assert.ok(buildWindow(root));
    await makeElectronStandIn(join(place, 'electron'), devDependencies['electron'] ?? '');
    folder = install(place, 'electron-builder.yml');
  });
  after(() => rmSync(place, { recursive: true }));

  it('is made without a network', { skip: !canUnplug && 'no network of its own can be made here' }, () => {
    const [program, ...args] = NO_NETWORK;
    const interfaces = [process.execPath, '-p', 'Object.keys(os.networkInterfaces())'];
    // So was it, in `before`.
    assert.equal(spawnSync(program, [...args, ...interfaces], { encoding: 'utf8' }).stdout.trim(), '[]');
  });

  it('has in its archive what we have built, and nothing else', () => {
    const archive = join(folder, 'resources/app.asar');
    const files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
    const expected = [
      /^\/package\.json$/,
      /^\/dist(?:\/renderer)?$/,
      /^\/dist\/(?:main|worker)\.mjs$/,
      /^\/dist\/preload\.cjs$/,
      /^\/dist\/icon\.png$/,
      /^\/dist\/renderer\/index\.html$/,
      /^\/dist\/renderer\/[\w-]+-[A-Z0-9]{8}\.(?:js|css)(?:\.br|\.LEGAL\.txt)?$/,
      /^\/dist\/renderer\/[\w-]+-[A-Z0-9]{8}\.woff2$/,
    ];
    assert.deepEqual(
      files.filter((path) => !expected.some((pattern) => pattern.test(path))),
      [],
    );
    for (const path of [
      '/dist/main.mjs',
      '/dist/preload.cjs',
      '/dist/icon.png',
      '/dist/renderer/index.html',
    ]) {
      assert.ok(files.includes(path), path);
    }
    const { main } = JSON.parse(extractFile(archive, 'package.json').toString()) as { main: string };
    assert.ok(files.includes(`/${main}`), main);
  });

  it('has the box beside it, where every engine can read it', () => {
    const inside = (path: string) => readdirSync(join(folder, 'resources', path)).sort();
    const box = ['LICENCES.txt', 'image.tar.zst', 'manifest.json', 'seccomp.bpf', 'seccomp.json'];
    assert.deepEqual(inside('sandbox-images/python'), box);
    for (const name of box) {
      const [built, installed] = [
        join(root, 'sandbox-images/out/python'),
        join(folder, 'resources/sandbox-images/python'),
      ].map((from) => readFileSync(join(from, name)));
      assert.deepEqual(installed, built, name);
    }
  });

  it('has beside it the course that comes with it', async () => {
    const bundled = join(folder, 'resources/lessons');
    assert.deepEqual(readdirSync(bundled), ['first-steps.zip']);
    const key = createSecretKey(Buffer.alloc(32));
    const { packs, problems } = await new Shelf({ folder: join(place, 'shelf'), key, bundled }).content();
    assert.deepEqual(problems, []);
    assert.deepEqual(
      packs.map(({ pack, origin }) => [pack.id, origin, pack.units.flatMap((unit) => unit.exercises).length]),
      [['first-steps', 'bundled', 24]],
    );
  });

  it('has the licences of all that is in it', () => {
    const text = (path: string) => readFileSync(join(folder, path), 'utf8');
    assert.equal(text('resources/LICENSE'), readFileSync(join(root, 'LICENSE'), 'utf8'));
    const others = text('resources/THIRD-PARTY-LICENCES.txt');
    for (const name of ['react', '@codemirror/view', 'dockerode', 'zod', '@fontsource/opendyslexic']) {
      assert.match(others, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
    text('LICENSE.electron.txt');
    text('LICENSES.chromium.html');
  });

  it('has its fuses set', async () => {
    assert.deepEqual(await fusesOf(folder), {
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
  });

  it('differs for the end-to-end tests in one fuse', async () => {
    const forTests = await fusesOf(install(place, 'electron-builder.e2e.yml'));
    assert.deepEqual(forTests, { ...(await fusesOf(folder)), EnableNodeCliInspectArguments: true });
  });
});
