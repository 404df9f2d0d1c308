import * as z from 'zod';
import { LIMIT_BOUNDS } from '../../runner/model/index.ts';

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export const FONTS = ['plain', 'dyslexic'] as const;
/** Size of everything, in per cent. */
export const SCALES = [80, 90, 100, 110, 125, 150, 175, 200] as const;

const { cpuMillis, memoryMb } = LIMIT_BOUNDS;

/** How this user's studio is set. */
export const settingsSchema = z.strictObject({
  theme: z.enum(THEMES),
  font: z.enum(FONTS),
  scale: z.literal(SCALES),
  /** `less`: nothing moves; `system`: as the computer is set. */
  motion: z.enum(['system', 'less']),
  /** Whether the console keeps its text where a screen reader can walk through it, which costs speed. */
  screenReader: z.boolean(),
  /** In which language lessons are read, where they are in several; empty: the system's, or the first. */
  lessonLanguage: z.string().max(20),
  /** Whether the three steps of the first start have been seen. */
  welcomed: z.boolean(),
  /** Guarded by the teacher's PIN, if there is one: */
  engine: z.enum(['auto', 'docker', 'podman']),
  runSeconds: z
    .int()
    .min(1)
    .max(cpuMillis.ceiling / 1_000),
  runMemoryMb: z.int().min(64).max(memoryMb.ceiling),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What a teacher guards. */
export const GUARDED = ['engine', 'runSeconds', 'runMemoryMb'] as const satisfies readonly (keyof Settings)[];
export type GuardedName = (typeof GUARDED)[number];

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  font: 'plain',
  scale: 100,
  motion: 'system',
  screenReader: false,
  lessonLanguage: '',
  welcomed: false,
  engine: 'auto',
  runSeconds: 30,
  runMemoryMb: 256,
};

export const settingsStateSchema = z.strictObject({
  settings: settingsSchema,
  /** Whether a teacher has set a PIN. */
  guarded: z.boolean(),
  /** What whoever looks after this computer has settled in a policy file: nobody changes it here. */
  managed: z.array(z.enum(GUARDED)),
  /** Why the policy file cannot be used, so that all that is guarded is managed at its default; null if all is well. */
  policyProblem: z.nullable(z.string().max(4_000)),
});
export type SettingsState = z.infer<typeof settingsStateSchema>;

export const settingsChangeSchema = settingsSchema.partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

const pin = z.string().regex(/^\d{4,12}$/);

export const settingsParams = {
  /** `pin` is needed for what is guarded, once there is one. */
  change: z.strictObject({ change: settingsChangeSchema, pin: z.optional(pin) }),
  checkPin: z.strictObject({ pin }),
  /** `pin` is the old one, if there is one; `next` null takes it away. */
  setPin: z.strictObject({ pin: z.optional(pin), next: z.nullable(pin) }),
};
