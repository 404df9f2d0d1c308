/**
 * What a program inside the box should be answered for every system call: the list by which a test in a real engine
 * reads the filter back. A probe's arguments make the kernel itself refuse the call (a bad pointer, descriptor or
 * flag), so that probing changes nothing; where no arguments do, the probe is not `callable`.
 */
import { decide, policy, type Outcome } from './policy.ts';
import { syscallNumbers, type SyscallName } from './syscalls.ts';

export interface Probe {
  readonly name: SyscallName;
  readonly number: number;
  /** Six registers; -1 is all bits set. */
  readonly args: readonly number[];
  /** `allowed`: any answer but EPERM is the kernel's own, an ENOSYS among them where the kernel is too old. */
  readonly expected: Outcome;
  /** False if the call does not return, changes its caller, or may be answered EPERM by the kernel itself. */
  readonly callable: boolean;
  /**
   * The engine's libseccomp may be older than the call, and then answers EPERM or ENOSYS whatever the profile says.
   * The filter that the supervisor installs knows numbers only and has no such doubt.
   */
  readonly newerThanSomeEngines: boolean;
}

/** The last call that libseccomp 2.5.0 of 2020 knew, the oldest that engines still in use are built with. */
const oldestLibseccomp = syscallNumbers.faccessat2;

const notCallable: ReadonlySet<SyscallName> = new Set<SyscallName>([
  ...(['exit', 'exit_group', 'rt_sigreturn', 'pause'] as const), // do not return
  ...(['fork', 'vfork', 'clone'] as const), // return twice
  ...(['umask', 'alarm', 'set_tid_address', 'capset', 'setsid'] as const), // change their caller
  ...(['setgroups', 'mlock', 'mlock2', 'mlockall', 'munlockall'] as const), // EPERM without a capability
]);

/** Linux 6.14 lets it pass every filter, and kills whoever is not its own trampoline. */
const unfiltered: SyscallName = 'uretprobe';

const none = [-1, -1, -1, -1, -1, -1] as const;

/** Arguments worth a probe of their own, beside those that follow from the conditions. */
const attacks: readonly (readonly [SyscallName, readonly number[]])[] = [
  ['clone', [0x10000000]], // CLONE_NEWUSER
  ['socketpair', [2, 1, 0]], // AF_INET
  ['socketpair', [40, 1, 0]], // AF_VSOCK
  ['prlimit64', [1, 7]], // RLIMIT_NOFILE of PID 1
  ['sched_setaffinity', [1]],
  ['sched_setscheduler', [1, 5]], // SCHED_IDLE
  ['sched_setparam', [1]],
  ['sched_setattr', [1]],
  ['setpriority', [0, 1, 19]],
  ['setpriority', [2, 0, 19]], // everybody of this user
  ['ioprio_set', [1, 1]],
  ['personality', [0x0040000]], // ADDR_NO_RANDOMIZE
  ['mknod', [-1, 0o020666]], // a character device
  ['mknod', [-1, 0o060666]], // a block device
  ['mknodat', [-1, -1, 0o020666]],
  ['mknodat', [-1, -1, 0o060666]],
  ['execveat', [-1, -1, -1, -1, 0x1000]], // AT_EMPTY_PATH
  ['ioctl', [-1, 0x5412]], // TIOCSTI
  ['ioctl', [-1, 0x541c]], // TIOCLINUX
  ['ioctl', [-1, 0x100005412]], // TIOCSTI again: the kernel reads 32 bits
];

/** At least one probe for every call that has a name. Numbers of x32 (bit 30) are not here: they kill. */
export const expectations: readonly Probe[] = [
  ...[...policy.keys()].map((name) => probe(name, none)),
  ...attacks.map(([name, args]) => probe(name, args)),
  ...[...policy].flatMap(([name, rule]) =>
    rule.outcome === 'conditional'
      ? rule.when.map((all) => {
          const args: number[] = [...none];
          for (const { arg, value } of all) args[arg] = value;
          return probe(name, args);
        })
      : [],
  ),
];

function probe(name: SyscallName, given: readonly number[]): Probe {
  const number = syscallNumbers[name];
  const args = none.map((missing, index) => given[index] ?? missing);
  const expected = decide(number, args);
  return {
    name,
    number,
    args,
    expected,
    callable: name !== unfiltered && (expected !== 'allowed' || !notCallable.has(name)),
    newerThanSomeEngines: number > oldestLibseccomp,
  };
}
