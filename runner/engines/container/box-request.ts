import type { BoxKind, BoxSize } from '../../model/index.ts';

/** All that is asked of an engine for one box. How each engine is asked is in quirks.ts. */
export interface BoxRequest {
  /** Id of the image in the engine's own store. */
  readonly imageId: string;
  /** The image's user, `uid:gid`: the scratch folders are his. */
  readonly user: string;
  readonly kind: BoxKind;
  readonly labels: Readonly<Record<string, string>>;
  /** Text of the seccomp profile, and the path of a file that holds it. */
  readonly seccomp: { readonly json: string; readonly path: string };
  /** Whether the engine itself runs without root's rights. */
  readonly rootless: boolean;
  /** A stronger runtime than the engine's own, if the settings ask for one. */
  readonly runtime: string | undefined;
}

/** One processor: a period of 100 ms, all of it. */
export const CPU_PERIOD_MICROS = 100_000;
export const CPU_QUOTA_MICROS = 100_000;

const MIB = 1024 * 1024;

// For `tempfile`, and for semaphores of `multiprocessing`. They count as memory like everything in a tmpfs.
const SIDE_FOLDER_MIB = 8;
// Files and folders that a program may have in each; a program of a school lesson makes a handful.
const MAX_INODES = 4096;

export interface ScratchFolder {
  readonly path: string;
  /** Options of the tmpfs mount, in the kernel's own words. */
  readonly options: readonly string[];
}

/** Every place in a box that can be written to. The supervisor empties the same ones between two programs. */
export function scratchFolders({ kind, user }: Pick<BoxRequest, 'kind' | 'user'>): ScratchFolder[] {
  const [uid, gid] = user.split(':');
  const folder = (path: string, mib: number, mode: string): ScratchFolder => ({
    path,
    options: [
      'rw',
      'noexec',
      'nosuid',
      'nodev',
      `size=${mib * MIB}`,
      `nr_inodes=${MAX_INODES}`,
      `mode=${mode}`,
      `uid=${uid}`,
      `gid=${gid}`,
    ],
  });
  return [
    folder('/work', kind.diskMb, '0700'),
    folder('/tmp', SIDE_FOLDER_MIB, '0700'),
    folder('/dev/shm', SIDE_FOLDER_MIB, '0700'),
  ];
}

/** What is set beside the image's own variables, for the interpreter and for nobody else: the supervisor forgets it. */
export const environment = ({ hashSeed }: BoxKind): Readonly<Record<string, string>> =>
  hashSeed === undefined ? {} : { PYTHONHASHSEED: `${hashSeed}` };

export const memoryBytes = (size: BoxSize): number => size.memoryMb * MIB;
