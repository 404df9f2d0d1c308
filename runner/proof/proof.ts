import { z } from 'zod';
import type { Engine } from '../engines/index.ts';
import { CHECKS } from './checks.ts';
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

/** Try to break a box of this engine in every way that it promises to withstand. Takes about two seconds. */
export async function prove(engine: Engine): Promise<Proof> {
  await using lab = new Lab(engine);
  const checks: Proof['checks'] = [];
  for (const check of CHECKS) {
    const { id, essential } = check;
    checks.push({ id, essential, ...(await check.prove(lab)) });
  }
  return { image: engine.image, checks };
}

/** The essential limits that are not proven: none, and code may run there. */
export const unmet = (proof: Proof): string[] =>
  proof.checks.filter(({ essential, state }) => essential && state !== 'proven').map(({ id }) => id);
