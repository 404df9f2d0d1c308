/** The policy as a seccomp profile in Docker's JSON, which Podman reads too. */
import type { Condition } from './conditional.ts';
import { policy, type Rule } from './policy.ts';
import type { SyscallName } from './syscalls.ts';

export interface DockerProfile {
  readonly defaultAction: 'SCMP_ACT_ERRNO';
  readonly defaultErrnoRet: number;
  readonly architectures: readonly string[];
  readonly syscalls: readonly DockerRule[];
}

export interface DockerRule {
  readonly names: readonly SyscallName[];
  readonly action: 'SCMP_ACT_ALLOW' | 'SCMP_ACT_ERRNO';
  readonly errnoRet?: number;
  /** All must hold. For MASKED_EQ, `value` is the mask and `valueTwo` what is compared. */
  readonly args?: readonly {
    readonly index: number;
    readonly op: 'SCMP_CMP_MASKED_EQ';
    readonly value: number;
    readonly valueTwo: number;
  }[];
}

/** errno values of asm-generic/errno-base.h and errno.h. */
export const errno = { EPERM: 1, ENOSYS: 38 } as const;

/** libseccomp itself kills what calls in with another architecture or as x32. */
export function dockerProfile(): DockerProfile {
  const rules = [...policy].flatMap(([name, rule]) => dockerRules(name, rule));
  const plain = rules.filter(({ action, args }) => action === 'SCMP_ACT_ALLOW' && args === undefined);
  return {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: errno.EPERM,
    architectures: ['SCMP_ARCH_X86_64'],
    syscalls: [
      { names: plain.flatMap(({ names }) => names), action: 'SCMP_ACT_ALLOW' },
      ...rules.filter((rule) => !plain.includes(rule)),
    ],
  };
}

/** Alternatives are rules of their own; what is refused is left to the default. */
function dockerRules(name: SyscallName, rule: Rule): DockerRule[] {
  switch (rule.outcome) {
    case 'allowed':
      return [{ names: [name], action: 'SCMP_ACT_ALLOW' }];
    case 'EPERM':
      return [];
    case 'ENOSYS':
      return [{ names: [name], action: 'SCMP_ACT_ERRNO', errnoRet: errno.ENOSYS }];
    case 'conditional':
      return rule.when.map((all) => ({ names: [name], action: 'SCMP_ACT_ALLOW', args: all.map(dockerArg) }));
  }
}

function dockerArg({ arg, mask, value }: Condition): NonNullable<DockerRule['args']>[number] {
  return { index: arg, op: 'SCMP_CMP_MASKED_EQ', value: mask, valueTwo: value };
}
