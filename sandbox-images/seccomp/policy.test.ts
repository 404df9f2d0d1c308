import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, namedCalls } from './policy.ts';
import { syscallNumbers, type SyscallName } from './syscalls.ts';

const outcome = (name: SyscallName, ...args: number[]): string => decide(syscallNumbers[name], args);

test('every system call of Linux is decided on once', () => {
  assert.deepEqual([...namedCalls].sort(), Object.keys(syscallNumbers).sort());
});

test('no number has two names', () => {
  const numbers = Object.values(syscallNumbers);
  assert.equal(new Set(numbers).size, numbers.length);
});

test('what nobody has heard of is refused', () => {
  for (const number of [336, 423, 463, 1000]) assert.equal(decide(number, []), 'EPERM');
});

test('a thread may be made, a namespace may not', () => {
  const asPthreadDoes = 0x003d0f00; // CLONE_VM | FS | FILES | SIGHAND | THREAD | SYSVSEM | SETTLS | …
  assert.equal(outcome('clone', asPthreadDoes), 'allowed');
  for (const flag of [0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000]) {
    assert.equal(outcome('clone', asPthreadDoes | flag), 'EPERM', flag.toString(16));
  }
  assert.equal(outcome('clone3'), 'ENOSYS');
});

test('limits and priorities can be set on oneself and not on PID 1', () => {
  for (const name of ['prlimit64', 'sched_setaffinity', 'sched_setscheduler', 'sched_setattr'] as const) {
    assert.equal(outcome(name, 0), 'allowed', name);
    assert.equal(outcome(name, 1), 'EPERM', name);
  }
  assert.equal(outcome('setpriority', 0, 0, 5), 'allowed');
  assert.equal(outcome('setpriority', 0, 1, 5), 'EPERM');
  assert.equal(outcome('setpriority', 2, 0, 5), 'EPERM');
});

test('a request cannot be hidden by setting bits that the kernel ignores', () => {
  const tiocsti = 0x5412;
  assert.equal(outcome('ioctl', 0, tiocsti), 'EPERM');
  assert.equal(outcome('ioctl', 0, tiocsti + 2 ** 32), 'EPERM');
});

test('a FIFO can be made, a device cannot', () => {
  assert.equal(outcome('mknod', 0, 0o010644), 'allowed');
  assert.equal(outcome('mknodat', -100, 0, 0o010644), 'allowed');
  assert.equal(outcome('mknod', 0, 0o020666, 0x105), 'EPERM');
  assert.equal(outcome('mknodat', -100, 0, 0o060666, 0x105), 'EPERM');
});
