/** Naming a process so that a reused process id is never taken for it. */
import { readFileSync } from 'node:fs';

/** A process by id and start time (in clock ticks since boot, /proc/PID/stat field 22). */
export interface ProcessName {
  readonly pid: number;
  readonly started: number;
}

/** The process with this id, or undefined when it is not running (a zombie is not). */
export function processName(pid: number): ProcessName | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
  // The program's name, field 2, is in brackets and may itself hold spaces and brackets.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? undefined : { pid, started: Number(rest[18]) };
}

export function isAlive(name: ProcessName): boolean {
  return processName(name.pid)?.started === name.started;
}

/** The ids of the process's children, as its main thread made them. */
export function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8');
    return text.split(' ').filter(Boolean).map(Number);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ESRCH';
}
