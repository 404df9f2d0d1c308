/** Facts while typing: from the request to the answer, in the box that waits for it. */
import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { FactsRoom } from '../../app/facts/index.ts';
import { FactsBox, SpecGate } from '../../runner/index.ts';
import type { Bench } from '../../runner/testing/index.ts';
import { type Figure, figure } from '../figure.ts';
import { measure } from '../harness.ts';

/** Nine lines with a bit of everything that beginners write. */
const part = (number: number) => `
def average_${number}(numbers):
    total = 0
    for number in numbers:
        if number > 0 and number % 2 == 0:
            total += number
        else:
            print("skipped", number, f"so far {total}")
    return total / len(numbers)
`;
const PARTS = 55;
/** A window asks less often than this. */
const PAUSE_MILLIS = 150;
const PROGRAM = Array.from({ length: PARTS }, (_, number) => part(number)).join('');

export async function facts({ engine }: Bench): Promise<Figure[]> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { image } = engine;
  const gate = new SpecGate(publicKey);
  await using room = new FactsRoom({
    makeBox: () => new FactsBox({ engine, gate, image }),
    image,
    privateKey,
  });
  const { median, p95 } = await measure(async () => {
    await pause(PAUSE_MILLIS);
    const begin = performance.now();
    const answer = await room.of('pupil', [{ path: 'a.py', text: PROGRAM }]);
    if (answer?.[0]?.facts.kind !== 'facts') throw new Error(`no facts: ${JSON.stringify(answer)}`);
    return performance.now() - begin;
  });
  const title = `facts of ${PROGRAM.split('\n').length} lines, warm box`;
  return [figure(title, 'ms', median), figure(`${title}, p95`, 'ms', p95)];
}
