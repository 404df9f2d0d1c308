import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectations } from './expectations.ts';
import { policy } from './policy.ts';
import { syscallNumbers } from './syscalls.ts';

test('every call that has a name is probed', () => {
  assert.deepEqual(new Set(expectations.map(({ name }) => name)), new Set(Object.keys(syscallNumbers)));
});

test('every condition is probed from both sides', () => {
  for (const [name, rule] of policy) {
    if (rule.outcome !== 'conditional') continue;
    const outcomes = expectations.filter((probe) => probe.name === name).map(({ expected }) => expected);
    assert.deepEqual([...new Set(outcomes)].sort(), ['EPERM', 'allowed'], name);
  }
});

test('every refusal can be tried but one, which Linux filters itself', () => {
  const untried = expectations.filter(({ expected, callable }) => expected !== 'allowed' && !callable);
  assert.deepEqual(
    untried.map(({ name }) => name),
    ['uretprobe'],
  );
});
