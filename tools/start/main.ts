/**
 * `npm start -- [--host auto|web|electron] [--port N] [--no-open]`, from where the project's own Node has it. Sets
 * up what is missing or out of date, saying so in a line each, then shows the studio. What could not be had does
 * not keep it from opening: it says itself what it lacks.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BadOption } from '../../app/hosts/web/options.ts';
import { runWeb } from '../../app/hosts/web/run.ts';
import { words } from '../../app/words/terminal.ts';
import { findRunning } from '../engines/index.ts';
import { buildImages } from '../setup/images.ts';
import { type Needed, installPrograms, isDebian } from '../setup/programs.ts';
import { buildWindow } from '../setup/window.ts';
import { haveElectron, runElectron } from './electron.ts';
import { type StartOptions, readStartOptions } from './options.ts';

const root = join(import.meta.dirname, '..', '..');

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readStartOptions(args);
    await setUpEngine();
    setUpImages();
    if (!buildWindow(root)) {
      console.error(words('start.noWindow'));
      return 1;
    }
    return await show(options);
  } catch (error) {
    if (!(error instanceof BadOption)) throw error;
    console.error(error.message);
    return 2;
  }
}

/** Any engine that runs will do; where there is none, Podman is the one that needs no service. */
async function setUpEngine(): Promise<void> {
  if ((await findRunning('docker')) !== undefined) {
    console.log('programs: all there');
    return;
  }
  const needed: Needed[] = [
    ['podman', 'podman'],
    ['crun', 'crun'],
  ];
  // Without root Podman gives a box users of its own, which takes a program that may.
  if (process.getuid?.() !== 0) needed.push(['newuidmap', 'uidmap']);
  installPrograms(needed);
}

function setUpImages(): void {
  if (isDebian()) {
    if (!buildImages(root)) console.log(words('start.imageFailed'));
  } else if (!existsSync(join(root, 'sandbox-images/out/python/manifest.json'))) {
    console.log(words('start.imageElsewhere'));
  }
}

async function show({ host, port, open }: StartOptions): Promise<number> {
  // Who wants nothing opened, or a port, wants a browser's address.
  if (host === 'web' || (host === 'auto' && (!open || port !== 0))) return runWeb({ port, open });
  const electron = haveElectron(root, host === 'electron');
  const ended = 'program' in electron ? await runElectron(root, electron.program) : electron;
  if ('code' in ended) return ended.code;
  if (host === 'electron') {
    console.error(words('start.electron.missing', { why: words(ended.missing) }));
    return 1;
  }
  console.log(words('start.electron.instead', { why: words(ended.missing) }));
  return runWeb({ port, open });
}

process.exitCode = await main(process.argv.slice(2));
