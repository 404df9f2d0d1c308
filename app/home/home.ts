import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { homeTrouble } from '../base/index.ts';

/** The folder where the studio keeps what is its user's: keys, locks, proofs, settings, and the pupil's work. */
export interface Home {
  readonly path: string;
  readonly keys: string;
  readonly owners: string;
  readonly proofs: string;
  /** Folder of the pupil's own files, a folder for each program. */
  readonly work: string;
  /** Folder of the traces of the last runs. */
  readonly traces: string;
  /** Folder of the lesson packs that were taken in; encrypted. */
  readonly shelf: string;
  /** Folder into which people put packs that should be taken in. */
  readonly packs: string;
  /** File of earlier versions and progress. */
  readonly database: string;
  /** File of settings. */
  readonly settings: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where this user's studio lives: `SANDLOT_HOME`, or what the system means for such things.
 * Made if it is not there, and closed to other users.
 *
 * @throws RunnerError `home-unusable` if it cannot be made or written to
 */
export function openHome(env: Environment = process.env, platform = process.platform): Home {
  const path = set(env['SANDLOT_HOME']) ?? usualPlace(env, platform);
  const folders = {
    path,
    keys: join(path, 'keys'),
    owners: join(path, 'owners'),
    proofs: join(path, 'proofs'),
    work: join(path, 'work'),
    traces: join(path, 'traces'),
    shelf: join(path, 'shelf'),
    packs: join(path, 'packs'),
  };
  try {
    for (const folder of Object.values(folders)) makeFolder(folder);
    for (const folder of Object.values(folders)) accessSync(folder, constants.W_OK | constants.X_OK);
    chmodSync(folders.keys, 0o700);
    return { ...folders, database: join(path, 'store.db'), settings: join(path, 'settings.json') };
  } catch (cause) {
    throw homeTrouble(path, cause);
  }
}

function usualPlace(env: Environment, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local'), 'Sandlot');
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support/Sandlot');
  return join(set(env['XDG_DATA_HOME']) ?? join(homedir(), '.local/share'), 'sandlot');
}

/** A variable that is empty is as good as none. */
const set = (value: string | undefined) => (value === '' ? undefined : value);

/** Make a folder and those above it. Node's own `recursive` never ends in a file system that refuses all, as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(path)) throw error; // otherwise another studio has just made it
  }
}
