import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dockerProfile, type DockerProfile } from './docker.ts';
import { expectations } from './expectations.ts';

/** The profile as an engine gets it. */
const profile = JSON.parse(JSON.stringify(dockerProfile())) as DockerProfile;

/** What libseccomp makes of the profile: the action of the rule that matches, or else the default. */
function answer(name: string, args: readonly number[]): string {
  const match = profile.syscalls.find(
    (rule) =>
      rule.names.some((listed) => listed === name) &&
      (rule.args ?? []).every(({ index, value, valueTwo }) => {
        const register = BigInt.asUintN(64, BigInt(args[index] ?? 0));
        return (register & BigInt(value)) === BigInt(valueTwo);
      }),
  );
  if (match === undefined) return 'EPERM';
  return match.action === 'SCMP_ACT_ALLOW' ? 'allowed' : 'ENOSYS';
}

test('the profile says the same as the policy', () => {
  for (const { name, args, expected } of expectations) {
    assert.equal(answer(name, args), expected, `${name}(${args.join(', ')})`);
  }
});

test('the profile has the form that both engines read', () => {
  const { syscalls, ...rest } = profile;
  assert.deepEqual(rest, {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: 1,
    architectures: ['SCMP_ARCH_X86_64'],
  });
  assert.deepEqual(
    syscalls.filter(({ action }) => action !== 'SCMP_ACT_ALLOW'),
    [{ names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: 38 }],
  );
  assert.deepEqual(
    syscalls.find(({ names }) => names.includes('clone')),
    {
      names: ['clone'],
      action: 'SCMP_ACT_ALLOW',
      args: [{ index: 0, op: 'SCMP_CMP_MASKED_EQ', value: 2114060288, valueTwo: 0 }],
    },
  );
});

test('no rule compares one argument twice, which libseccomp cannot do', () => {
  for (const { names, args = [] } of profile.syscalls) {
    assert.equal(new Set(args.map(({ index }) => index)).size, args.length, names.join());
  }
});

test('no call is allowed both outright and under conditions, which libseccomp takes for outright', () => {
  const outright = new Set(profile.syscalls.filter(({ args }) => !args).flatMap(({ names }) => names));
  for (const { names, args } of profile.syscalls) {
    if (args) assert.ok(names.every((name) => !outright.has(name)));
  }
});
