import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { StdinWindow } from './stdin-window.ts';

const WINDOW = 64 * 1024;

function window() {
  const sent: Buffer[] = [];
  let ends = 0;
  const stdin = new StdinWindow(
    (bytes) => sent.push(Buffer.from(bytes)),
    () => (ends += 1),
  );
  return { stdin, text: () => Buffer.concat(sent).toString('latin1'), ends: () => ends };
}

describe('A window of standard input', () => {
  it('sends no more than fits, and the rest as it is taken', () => {
    const { stdin, text } = window();
    void stdin.write(Buffer.alloc(WINDOW + 10, 'x'));
    assert.equal(text().length, WINDOW);
    stdin.taken(4);
    assert.equal(text().length, WINDOW + 4);
    stdin.taken(100);
    assert.equal(text().length, WINDOW + 10);
  });

  it('lets the writer know when all is on its way', async () => {
    const { stdin } = window();
    await stdin.write(Buffer.alloc(WINDOW));
    let sent = false;
    const waiting = stdin.write(Buffer.from('y')).then(() => (sent = true));
    await Promise.resolve();
    assert.equal(sent, false);
    stdin.taken(1);
    await waiting;
  });

  it('says once that it has ended, after everything else', () => {
    const { stdin, text, ends } = window();
    void stdin.write(Buffer.alloc(WINDOW + 1));
    stdin.end();
    assert.equal(ends(), 0);
    stdin.taken(10);
    stdin.taken(10);
    stdin.end();
    assert.equal(text().length, WINDOW + 1);
    assert.equal(ends(), 1);
  });

  it('does not believe that more was taken than sent', () => {
    const { stdin, text } = window();
    stdin.taken(0xffffffff);
    void stdin.write(Buffer.alloc(10 * WINDOW));
    assert.equal(text().length, WINDOW);
  });

  it('lets go of its writers when the program is over', async () => {
    const { stdin, ends } = window();
    const waiting = stdin.write(Buffer.alloc(10 * WINDOW));
    stdin.abandon();
    await waiting;
    stdin.taken(1);
    await stdin.write(Buffer.from('late'));
    assert.equal(ends(), 0);
  });

  it('delivers everything in order, whatever is taken when', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50_000), { maxLength: 10 }), fc.array(fc.nat(70_000)), (writes, takes) => {
        const { stdin, text, ends } = window();
        const whole = writes.map((length, index) => String.fromCharCode(65 + index).repeat(length)).join('');
        for (const [index, length] of writes.entries()) {
          void stdin.write(Buffer.from(String.fromCharCode(65 + index).repeat(length)));
        }
        stdin.end();
        for (const bytes of takes) stdin.taken(bytes);
        while (ends() === 0) stdin.taken(WINDOW);
        assert.equal(text(), whole);
        assert.equal(ends(), 1);
      }),
      { seed: Number(process.env['SANDLOT_SEED'] ?? 1) },
    );
  });
});
