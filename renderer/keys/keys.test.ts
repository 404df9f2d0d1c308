import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KEYS, actionOf, keyOf } from './keys.ts';

/** What the studio does when these are pressed together, written as on a keyboard: `Ctrl+Shift+F5`. */
function press(keys: string): string | undefined {
  const [, modifiers = '', key = ''] = /^((?:(?:Ctrl|Meta|Shift|Alt)\+)*)(.+)$/u.exec(keys) ?? [];
  const held = (name: string) => modifiers.includes(name);
  return actionOf({
    key,
    ctrlKey: held('Ctrl'),
    metaKey: held('Meta'),
    shiftKey: held('Shift'),
    altKey: held('Alt'),
  });
}

describe('The keys', () => {
  it('do what is written on them', () => {
    for (const { action, label } of KEYS) assert.equal(press(label), action, label);
  });

  it('are each told for every action', () => {
    for (const { action } of KEYS) assert.notEqual(keyOf(action), '', action);
    assert.equal(keyOf('run'), 'F5');
    assert.equal(keyOf('stop'), 'Shift+F5');
  });

  it('mean one thing each', () => {
    const labels = KEYS.map(({ label }) => label);
    assert.equal(new Set(labels).size, labels.length);
  });

  it('are the same with the Command key of a Mac', () => {
    assert.equal(press('Meta+Enter'), 'run');
    assert.equal(press('Meta+0'), 'usual');
  });

  it('need Shift for a plus on most keyboards, and none on others', () => {
    assert.equal(press('Ctrl+Shift++'), 'larger');
    assert.equal(press('Ctrl++'), 'larger');
  });

  it('are nothing without their modifiers or with others', () => {
    for (const keys of ['Enter', '.', '0', '+', 'a', 'Ctrl+F5', 'Ctrl+Shift+Enter', 'Shift+F1', 'Alt+F5']) {
      assert.equal(press(keys), undefined, keys);
    }
  });
});
