import { copyFileSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { asideOf, inHome, isSystemError, putAside, writeWhole } from '../base/index.ts';
import { type SettingsChange, settingsSchema } from '../contract/index.ts';
import { pinHashIn, pinHashSchema } from './pin.ts';
import { NO_TRIES, triesSchema } from './tries.ts';

/** A newer studio on the same home may keep more: that is no damage, counts for nothing here, and is written again. */
const keptSchema = z.looseObject({
  version: z.literal(1),
  /** What was chosen; the rest is as the studio is made, also when that changes. */
  settings: settingsSchema.partial().loose(),
  pin: z.nullable(pinHashSchema),
  tries: triesSchema,
});

/** What the settings file holds. */
export interface Kept {
  readonly settings: SettingsChange;
  /** The hash of the teacher's PIN. */
  readonly pin: string | null;
  readonly tries: z.infer<typeof triesSchema>;
}

const NOTHING_KEPT: Kept = { settings: {}, pin: null, tries: NO_TRIES };

/**
 * Read the settings file. One that makes no sense is moved aside, under a name that says so, and counts as none:
 * a studio without its colours is better than no studio. Only a PIN that can still be read in it stays in force, or
 * one wrong letter would open what a teacher guards.
 *
 * @throws RunnerError `home-unusable` if the disk or its rights do not allow it
 */
export function readKept(path: string): Kept {
  return inHome(path, () => {
    const text = readIfThere(path);
    if (text === undefined) return NOTHING_KEPT;
    return parse(text) ?? replaceDamaged(path, pinHashIn(text));
  });
}

/**
 * Write the settings file, wholly or not at all.
 *
 * @throws RunnerError `home-unusable`
 */
export function writeKept(path: string, kept: Kept): void {
  inHome(path, () => writeWhole(path, JSON.stringify({ ...kept, version: 1 }, undefined, 1)));
}

function replaceDamaged(path: string, pin: string | null): Kept {
  if (pin === null) {
    putAside(path);
    return NOTHING_KEPT;
  }
  const kept = { ...NOTHING_KEPT, pin };
  copyFileSync(path, asideOf(path)); // and not moved: the PIN is on the disk at every moment
  writeKept(path, kept);
  return kept;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function parse(text: string): Kept | undefined {
  try {
    return keptSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}
