/** Calls whose danger lies in an argument. */
import type { SyscallName } from './syscalls.ts';

/**
 * `(args[arg] & mask) === value`, on the low 32 bits: all that the kernel reads of these arguments, so that nothing
 * can be hidden in the upper half (as CVE-2019-10063 did with TIOCSTI).
 */
export interface Condition {
  readonly arg: 0 | 1 | 2 | 3 | 4 | 5;
  readonly mask: number;
  readonly value: number;
}

export interface ConditionalGroup {
  readonly why: string;
  readonly calls: readonly SyscallName[];
  /** Allowed when every condition of one alternative holds. */
  readonly when: readonly (readonly Condition[])[];
}

const is = (arg: Condition['arg'], value: number): Condition => ({ arg, mask: 0xffffffff, value });
const bits = (arg: Condition['arg'], mask: number, value: number): Condition => ({ arg, mask, value });

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET of linux/sched.h. */
const newNamespaces = 0x7e020000;
const afUnix = 1;
const prioProcess = 0;
const ioprioWhoProcess = 1;
const myself = 0;
const atEmptyPath = 0x1000;
/** The kind of a file in its mode, and the kinds that are no device. */
const fileKind = 0o170000;
const plainKinds = [0, 0o100000, 0o010000, 0o140000]; // unsaid (a regular file), regular, FIFO, socket

/**
 * The ioctls of terminals, pipes and files that Python's io, os, tty, termios and pty use (asm-generic/ioctls.h).
 * Not among them: TIOCSTI and TIOCLINUX, which type on the terminal as if the pupil had, and those of any device.
 */
const ioctls = [
  ...[0x5401, 0x5402, 0x5403, 0x5404], // TCGETS, TCSETS, TCSETSW, TCSETSF
  ...[0x5405, 0x5406, 0x5407, 0x5408], // the same for termio
  ...[0x5409, 0x540a, 0x540b], // TCSBRK, TCXONC, TCFLSH
  ...[0x540c, 0x540d, 0x540e], // TIOCEXCL, TIOCNXCL, TIOCSCTTY
  ...[0x540f, 0x5410, 0x5411], // TIOCGPGRP, TIOCSPGRP, TIOCOUTQ
  ...[0x5413, 0x5414], // TIOCGWINSZ, TIOCSWINSZ
  ...[0x541b, 0x5420, 0x5421, 0x5422], // FIONREAD, TIOCPKT, FIONBIO, TIOCNOTTY
  ...[0x5425, 0x5429], // TCSBRKP, TIOCGSID
  ...[0x802c542a, 0x402c542b, 0x402c542c, 0x402c542d], // TCGETS2, TCSETS2, TCSETSW2, TCSETSF2
  ...[0x80045430, 0x40045431, 0x5441], // TIOCGPTN, TIOCSPTLCK, TIOCGPTPEER
  ...[0x5450, 0x5451, 0x5452], // FIONCLEX, FIOCLEX, FIOASYNC
];

export const conditional: readonly ConditionalGroup[] = [
  {
    why: 'threads and processes, but in no namespace of their own',
    calls: ['clone'],
    when: [[bits(0, newNamespaces, 0)]],
  },
  {
    why: 'a pair of sockets is a pipe with two directions; any other family leads out of the box',
    calls: ['socketpair'],
    when: [[is(0, afUnix)]],
  },
  {
    why: 'on oneself only: on PID 1 they would starve the supervisor or close its door to new files',
    calls: ['prlimit64', 'sched_setaffinity', 'sched_setscheduler', 'sched_setparam', 'sched_setattr'],
    when: [[is(0, myself)]],
  },
  {
    why: 'being nicer oneself, for the same reason',
    calls: ['setpriority'],
    when: [[is(0, prioProcess), is(1, myself)]],
  },
  {
    why: "one's own place in the queue for the disk, for the same reason",
    calls: ['ioprio_set'],
    when: [[is(0, ioprioWhoProcess), is(1, myself)]],
  },
  {
    why: 'asking for the personality, or for the ordinary one; others undo address randomization',
    calls: ['personality'],
    when: [[is(0, 0)], [is(0, 0xffffffff)]],
  },
  {
    why: 'files, FIFOs and sockets, but no device',
    calls: ['mknod'],
    when: plainKinds.map((kind) => [bits(1, fileKind, kind)]),
  },
  {
    why: 'files, FIFOs and sockets, but no device',
    calls: ['mknodat'],
    when: plainKinds.map((kind) => [bits(2, fileKind, kind)]),
  },
  {
    why: 'a program that is a file on some mount, so that noexec is asked; not one that is only an open descriptor',
    calls: ['execveat'],
    when: [[bits(4, atEmptyPath, 0)]],
  },
  {
    why: 'terminals and descriptors, by name',
    calls: ['ioctl'],
    when: ioctls.map((request) => [is(1, request)]),
  },
];
