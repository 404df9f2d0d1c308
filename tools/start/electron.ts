/** Electron's program: found, fetched once where it may be, and started. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from '../../app/base/index.ts';
import { GAVE_UP } from '../../app/hosts/gave-up.ts';
import { hasDisplay } from '../../app/hosts/web/browser.ts';
import { Quit } from '../../app/hosts/web/quit.ts';
import type { WordKey } from '../../app/words/terminal.ts';

/** Its 110 MB take half of this on a school's line; who cannot reach it at all should not wait for longer. */
const FETCH_MILLIS = 60_000;
/** A lab without internet is not asked at every start. */
const TRY_AGAIN_MILLIS = 7 * 24 * 60 * 60 * 1_000;

/** A slow computer needs some seconds to find what is missing; later, somebody has seen a window. */
const DIES_WITHIN_MILLIS = 10_000;

/** Electron's program, or the words for why the studio cannot be seen in it here. */
export type Electron = { readonly program: string } | { readonly missing: WordKey };

/**
 * Look for Electron, and if it is only not there, fetch it.
 *
 * @param insist whether to try now even if that has failed lately
 */
export function haveElectron(root: string, insist: boolean): Electron {
  if (!hasDisplay()) return { missing: 'start.electron.noDisplay' };
  // As root it would run without its own sandbox.
  if (process.platform === 'linux' && process.getuid?.() === 0) return { missing: 'start.electron.root' };
  if (!hasEntry(root)) return { missing: 'start.electron.noEntry' };
  const program = programOf(root) ?? (fetchElectron(root, insist) ? programOf(root) : undefined);
  return program === undefined ? { missing: 'start.electron.notFetched' } : { program };
}

/**
 * Show the studio in Electron until that ends. Resolves to its exit code, or to why the studio cannot be seen in it
 * after all: a library that it needs is missing, or the system refuses its sandbox.
 */
export async function runElectron(
  root: string,
  program: string,
): Promise<{ readonly code: number } | { readonly missing: WordKey }> {
  const code = await exitOf(root, program);
  return code === undefined ? { missing: 'start.electron.died' } : { code };
}

/** Undefined if it has died at once, without anybody wanting that. */
async function exitOf(root: string, program: string): Promise<number | undefined> {
  using quit = new Quit();
  const started = performance.now();
  try {
    const child = spawn(program, ['.'], { cwd: root, stdio: 'inherit' });
    void quit.asked.then(() => child.kill('SIGTERM'));
    const [code] = (await once(child, 'exit')) as [number | null];
    const wasLong = performance.now() - started > DIES_WITHIN_MILLIS;
    return code === 0 || code === GAVE_UP || wasLong || child.killed ? (code ?? 1) : undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    console.error(error.message); // it is no program for this computer
    return undefined;
  }
}

/** Whether there is a main program for it to run. */
function hasEntry(root: string): boolean {
  const { main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { main?: string };
  return main !== undefined && existsSync(join(root, main));
}

/** As electron/index.js finds it, which would fetch it on the way. */
export function programOf(root: string): string | undefined {
  const electron = join(root, 'node_modules/electron');
  const note = join(electron, 'path.txt');
  const elsewhere = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const name = existsSync(note) ? readFileSync(note, 'utf8') : 'electron';
  const program = join(elsewhere ?? join(electron, 'dist'), name);
  return existsSync(program) ? program : undefined;
}

function fetchElectron(root: string, insist: boolean): boolean {
  const failure = join(root, '.cache/electron-not-fetched');
  const isRecent = existsSync(failure) && Date.now() - statSync(failure).mtimeMs < TRY_AGAIN_MILLIS;
  if (isRecent && !insist) return false;
  console.log('electron: node node_modules/electron/install.js');
  const script = join(root, 'node_modules/electron/install.js');
  const { status } = spawnSync(process.execPath, [script], { stdio: 'ignore', timeout: FETCH_MILLIS });
  if (status === 0) {
    rmSync(failure, { force: true });
    return true;
  }
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(failure, '');
  return false;
}
