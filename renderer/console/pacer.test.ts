import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Pacer } from './pacer.ts';

const SCREEN = 'x'.repeat(5_000);

function started() {
  const written: string[] = [];
  const pacer = new Pacer((text, shown) => {
    written.push(text);
    shown();
  });
  return { pacer, written };
}

const nothing = () => undefined;

describe('A pacer', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('shows at once what one can read', () => {
    const { pacer, written } = started();
    for (const text of ['Name? ', 'Mia', '\n']) pacer.show(text, nothing);
    assert.deepEqual(written, ['Name? ', 'Mia', '\n']);
  });

  it('holds back a flood for a tenth of a second, in order, and says when each part is shown', () => {
    const { pacer, written } = started();
    let shown = 0;
    for (const text of [SCREEN, 'a', 'b']) pacer.show(text, () => (shown += 1));
    assert.deepEqual(written, [SCREEN]);
    assert.equal(shown, 1);
    mock.timers.tick(100);
    assert.deepEqual(written, [SCREEN, 'a', 'b']);
    assert.equal(shown, 3);
  });

  it('shows once a turn as long as the flood goes on, and at once again after a rest', () => {
    const { pacer, written } = started();
    pacer.show(SCREEN, nothing);
    pacer.show('a', nothing);
    mock.timers.tick(100);
    pacer.show('b', nothing);
    assert.equal(written.at(-1), 'a');
    mock.timers.tick(100);
    assert.equal(written.at(-1), 'b');
    mock.timers.tick(200);
    pacer.show('c', nothing);
    assert.equal(written.at(-1), 'c');
  });

  it('shows what it held when the program is over', () => {
    const { pacer, written } = started();
    pacer.show(SCREEN, nothing);
    pacer.show('the end', nothing);
    pacer.flush();
    assert.deepEqual(written, [SCREEN, 'the end']);
  });
});
