import { z } from 'zod';
import type { Engine } from '../engines/index.ts';
import { RunnerError } from '../model/index.ts';
import { CHECKS, type Check } from './checks.ts';
import { Lab } from './lab.ts';

/** What was tried on one engine with one image, and what came of it. */
export const proofSchema = z.strictObject({
  image: z.string(),
  checks: z.array(
    z.strictObject({
      id: z.string(),
      essential: z.boolean(),
      state: z.enum(['proven', 'not enforced', 'unproven']),
      seen: z.string(),
    }),
  ),
});
export type Proof = z.infer<typeof proofSchema>;

/**
 * Try to break a box of this engine in every way that it promises to withstand. Takes about two seconds.
 *
 * @throws RunnerError if there is no box to try: that is one fault, and says nothing of what a box holds
 */
export async function prove(engine: Engine): Promise<Proof> {
  await using lab = new Lab(engine);
  await lab.run('');
  const checks: Proof['checks'] = [];
  for (const check of CHECKS) {
    const { id, essential } = check;
    checks.push({ id, essential, ...(await attempt(check, lab)) });
  }
  return { image: engine.image, checks };
}

/** An attempt that breaks the box in a way that nobody has thought of proves that the box does not hold. */
async function attempt(check: Check, lab: Lab): ReturnType<Check['prove']> {
  try {
    return await check.prove(lab);
  } catch (error) {
    if (!(error instanceof RunnerError) || error.code === 'engine-lost') throw error;
    await lab.renew();
    return { state: 'not enforced', seen: error.message };
  }
}

/** The essential limits that are not proven: none, and code may run there. What was not tried is not proven. */
export const unmet = (proof: Proof): string[] =>
  CHECKS.filter(({ essential }) => essential)
    .map(({ id }) => id)
    .filter((id) => proof.checks.find((check) => check.id === id)?.state !== 'proven');
