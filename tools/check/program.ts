/** Runs one of the checkers that npm installed, under this Node, and collects what it printed. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface Outcome {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export const projectRoot = join(import.meta.dirname, '..', '..');

/** @param program its name in node_modules/.bin */
export async function runProgram(
  program: string,
  args: readonly string[],
  cwd = projectRoot,
): Promise<Outcome> {
  const path = join(projectRoot, 'node_modules', '.bin', program);
  const child = spawn(process.execPath, [path, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { ok: code === 0, stdout, stderr };
}

/** What a program printed, if it failed. */
export function linesUnless({ ok, stdout, stderr }: Outcome): string[] {
  if (ok) return [];
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 0 ? lines : ['it failed without a word'];
}
