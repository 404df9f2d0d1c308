import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { diffIdOf } from './builder/archive.ts';
import { buildBaseLayer } from './builder/base.ts';
import { buildImage } from './builder/image.ts';
import { fetchPackages, readLock } from './builder/lock.ts';
import { paths } from './builder/paths.ts';
import {
  imageIdentity,
  openArchive,
  readManifest,
  readSeccompProfile,
  seccompProfilePath,
  type ImageManifest,
} from './index.ts';

let scratch: string;
let manifest: ImageManifest;

before(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sandlot-image-test-'));
  manifest = await buildImage(await readLock());
  await writeFile(join(scratch, 'image.tar'), await buffer(openArchive()));
  execFileSync('tar', ['--extract', '--file=image.tar'], { cwd: scratch });
});
after(() => rm(scratch, { recursive: true }));

/** GNU tar's listing of every layer: mode, owner and path of each file. */
function files(): { mode: string; owner: string; path: string }[] {
  return manifest.layers.flatMap((layer) => {
    const flags = ['--list', '--verbose', '--numeric-owner', `--file=${layer.slice('sha256:'.length)}.tar`];
    const lines = execFileSync('tar', flags, { cwd: scratch, encoding: 'utf8' }).trimEnd().split('\n');
    return lines.map((line) => {
      const [mode = '', owner = '', , , , path = ''] = line.split(/ +/);
      return { mode, owner, path };
    });
  });
}

const pathsOf = (): string[] => files().map(({ path }) => path);

test('the manifest that is read is the one that was built', async () => {
  assert.deepEqual(await readManifest(), manifest);
});

test('the archive holds the layers that the manifest names, and both say what the identity is', async () => {
  for (const layer of manifest.layers) {
    assert.equal(diffIdOf(await readFile(join(scratch, `${layer.slice('sha256:'.length)}.tar`))), layer);
  }
  assert.equal(manifest.identity, imageIdentity(manifest.layers, manifest.config));
});

test('the engine is given the config that the manifest promises, and no more', async () => {
  const text = await readFile(join(scratch, 'manifest.json'), 'utf8');
  const [image] = JSON.parse(text) as { Config: string; RepoTags: string[] }[];
  assert.ok(image);
  assert.deepEqual(image.RepoTags, [manifest.reference]);
  const { config } = JSON.parse(await readFile(join(scratch, image.Config), 'utf8')) as { config: unknown };
  assert.deepEqual(config, manifest.config);
});

test('it fits: at most 15 MB', () => {
  assert.ok(manifest.archiveBytes <= 15e6, `${manifest.archiveBytes}`);
});

test('nothing in it is setuid or setgid, and nothing but /tmp is for everybody to write', () => {
  assert.deepEqual(
    files().filter(({ mode }) => /[sS]/.test(mode.slice(1))),
    [],
  );
  const writable = files().filter(({ mode }) => !mode.startsWith('l') && /.{8}w/.test(mode));
  assert.deepEqual(
    writable.map(({ path }) => path),
    ['tmp/'],
  );
});

test('only root owns anything, but for the folder of the pupil', () => {
  const others = files().filter(({ owner }) => owner !== '0/0');
  assert.deepEqual(
    others.map(({ path, owner }) => [path, owner]),
    [['work/', '59871/59871']],
  );
});

test('Python is the only program in it', () => {
  const programs = files().filter(({ mode, path }) => mode.startsWith('-') && mode.includes('x') && path);
  assert.deepEqual(
    programs.map(({ path }) => path),
    ['usr/bin/python3.13', 'usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'],
  );
  const forbidden = /(^|\/)(sh|dash|bash|busybox|dpkg|apt|apt-get|perl)$/;
  assert.deepEqual(
    pathsOf().filter((path) => forbidden.test(path)),
    [],
  );
});

test("Sandlot's own files can be read and not written, and are compiled", () => {
  const own = files().filter(({ path }) => path.startsWith('sandlot/') && !path.endsWith('/'));
  assert.ok(own.every(({ mode }) => mode === '-r--r--r--'));
  for (const path of [
    'sandlot/supervisor.py',
    'sandlot/__pycache__/supervisor.cpython-313.pyc',
    'sandlot/seccomp.bpf',
  ]) {
    assert.ok(
      own.some((file) => file.path === path),
      path,
    );
  }
});

test('the standard library is compiled', () => {
  const all = pathsOf();
  for (const module of [
    'random',
    'json/decoder',
    'asyncio/events',
    'unittest/case',
    'dataclasses',
    'encodings/utf_8',
  ]) {
    const [, folder = '', name = ''] = /^(.*\/)?(.*)$/.exec(module) ?? [];
    assert.ok(all.includes(`usr/lib/python3.13/${folder}__pycache__/${name}.cpython-313.pyc`), module);
  }
});

test('the base layer comes out the same when it is built again', async () => {
  const lock = await readLock();
  await fetchPackages(lock.packages);
  const unpacked = await mkdtemp(join(scratch, 'again-'));
  assert.equal(diffIdOf(await buildBaseLayer(lock, unpacked)), manifest.layers[0]);
});

test('the whole image comes out the same, quickly, when nothing has changed', async () => {
  const archive = await readFile(join(paths.image, 'image.tar.zst'));
  const started = performance.now();
  assert.deepEqual(await buildImage(await readLock()), manifest);
  assert.ok(performance.now() - started < 5000);
  assert.deepEqual(await readFile(join(paths.image, 'image.tar.zst')), archive);
});

test('every package has a licence, and they are listed', async () => {
  const report = await readFile(join(paths.image, 'LICENCES.txt'), 'utf8');
  for (const { name, version, licence } of manifest.packages) {
    assert.match(licence, /^\S/, name);
    assert.ok(report.includes(`${name} ${version}: ${licence}\n`), name);
  }
});

test('a damaged archive is refused before it gives out a byte', async () => {
  const copy = join(scratch, 'damaged');
  await cp(paths.image, copy, { recursive: true });
  const file = join(copy, 'image.tar.zst');
  const archive = await readFile(file);
  const middle = archive.length >> 1;
  archive.writeUInt8((archive[middle] ?? 0) ^ 1, middle);
  await writeFile(file, archive);
  let received = 0;
  const reading = (async () => {
    for await (const chunk of openArchive(copy)) received += (chunk as Buffer).length;
  })();
  await assert.rejects(reading, { code: 'image-corrupt', details: ['image.tar.zst'] });
  assert.equal(received, 0);
});

test('a damaged manifest is refused', async () => {
  const copy = await mkdtemp(join(scratch, 'manifest-'));
  await writeFile(join(copy, 'manifest.json'), '{"language":');
  await assert.rejects(readManifest(copy), { code: 'image-corrupt' });
});

test('an image that was not built says how to build it', async () => {
  const missing = { code: 'image-not-built', whatToDo: /npm run images/ };
  await assert.rejects(readManifest(join(scratch, 'nowhere')), missing);
  await assert.rejects(buffer(openArchive(join(scratch, 'nowhere'))), missing);
  await assert.rejects(readSeccompProfile(join(scratch, 'nowhere')), missing);
});

test('the seccomp profile is there as text and as a file', async () => {
  assert.equal(await readSeccompProfile(), await readFile(seccompProfilePath(), 'utf8'));
});
