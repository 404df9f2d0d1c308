import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'node:test';

/** A process that tidies up for as long as it is let. */
async function tidier(): Promise<ChildProcess> {
  const script = `
    const { Quit } = await import(${JSON.stringify(new URL('quit.ts', import.meta.url))});
    using quit = new Quit();
    const stay = setInterval(() => undefined, 1000);
    console.log('ready');
    await quit.asked;
    console.log('tidying');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    clearInterval(stay);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('A second signal', () => {
  it('ends the process at once', async () => {
    const child = await tidier();
    const begin = performance.now();
    child.kill('SIGINT');
    await sleep(500);
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number];
    assert.equal(code, 1);
    assert.ok(performance.now() - begin < 1_900);
  });

  it('that comes with the first is the same one, handed on', async () => {
    const child = await tidier();
    child.kill('SIGINT');
    await sleep(50);
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });
});
