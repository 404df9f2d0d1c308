import { readFileSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { isSystemError } from '../base/index.ts';
import {
  DEFAULT_SETTINGS,
  GUARDED,
  type GuardedName,
  type SettingsChange,
  settingsSchema,
} from '../contract/index.ts';
import { pinHashSchema } from './pin.ts';

/** What whoever looks after this computer has settled. `problem`: why the file cannot be used. */
export interface Policy {
  readonly settings: Pick<SettingsChange, GuardedName>;
  readonly pin: string | null;
  /** A folder whose packs are taken in at every start. */
  readonly packs: string | null;
  readonly problem: string | null;
}

const policySchema = z.strictObject({
  version: z.literal(1),
  settings: settingsSchema
    .pick({ engine: true, runSeconds: true, runMemoryMb: true } satisfies Record<GuardedName, true>)
    .partial()
    .default({}),
  pin: z.optional(pinHashSchema),
  packs: z.optional(z.string().max(1_000).refine(isAbsolute)),
});

const NO_POLICY: Policy = { settings: {}, pin: null, packs: null, problem: null };
const MOST_BYTES = 64 * 1024;

/**
 * Where the policy file of this computer lies. It does not depend on the environment, which is the pupil's: not
 * on `ProgramData` on Windows either.
 */
export function policyPath(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return String.raw`C:\ProgramData\Sandlot\policy.json`;
  if (platform === 'darwin') return '/Library/Application Support/Sandlot/policy.json';
  return '/etc/sandlot/policy.json';
}

/**
 * The policy of this computer; none if there is no file. One that cannot be read or understood settles everything
 * that it could have settled, at the defaults, so that a slip of the pen opens nothing.
 */
export function readPolicy(path: string): Policy {
  try {
    const { settings, pin, packs } = policySchema.parse(JSON.parse(readText(path)));
    return { settings: settings, pin: pin ?? null, packs: packs ?? null, problem: null };
  } catch (error) {
    if (isMissing(error)) return NO_POLICY;
    if (!(error instanceof Error)) throw error;
    const words = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    return {
      settings: guardedDefaults(),
      pin: null,
      packs: null,
      problem: `${path}: ${words}`.slice(0, 4_000),
    };
  }
}

function readText(path: string): string {
  if (statSync(path).size > MOST_BYTES) throw new Error(`> ${MOST_BYTES} B`);
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, ''); // which PowerShell puts there
}

const isMissing = (error: unknown) => isSystemError(error, 'ENOENT');

function guardedDefaults(): Policy['settings'] {
  return Object.fromEntries(GUARDED.map((name) => [name, DEFAULT_SETTINGS[name]]));
}
