/** Disks for tests to fill and to lock. For tests only; they need root. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
export const NEEDS_MOUNT = { skip: isRoot ? false : 'needs root to make a small disk' };

interface Disk extends Disposable {
  readOnly(): void;
  writable(): void;
}

/** A disk of its own at that folder, unmounted at the end. */
export function mountDisk(folder: string, size: string): Disk {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  return {
    readOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder]),
    writable: () => void execFileSync('mount', ['-o', 'remount,rw', folder]),
    [Symbol.dispose]: () => void execFileSync('umount', ['-l', folder]),
  };
}

/** Leave no room on a disk: all of it goes to a file at `path`. */
export function fill(path: string): void {
  for (let kilobytes = 256; kilobytes >= 4; kilobytes /= 2) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(kilobytes * 1024), { flag: 'a' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
}
