/**
 * The policy as a classic BPF program for seccomp(2): an array of struct sock_filter (linux/filter.h), little-endian,
 * for x86_64. A binary search over ranges of call numbers finds the rule, so that a call costs some eight steps and
 * not four hundred; the kernel remembers besides which calls are allowed whatever their arguments.
 *
 * A call by another architecture's door kills the process, and so does x32, whose numbers have bit 30 set: both
 * would slip past numbers that mean something else there.
 */
import type { Condition } from './conditional.ts';
import { errno } from './docker.ts';
import { ruleFor, type Outcome, type Rule } from './policy.ts';
import { syscallNumbers } from './syscalls.ts';

export interface Instruction {
  readonly code: number;
  /** Instructions to skip when the test holds, and when it does not. */
  readonly jt: number;
  readonly jf: number;
  readonly k: number;
}

/** Operation codes, from linux/bpf_common.h. */
export const op = {
  load: 0x20,
  jump: 0x05,
  ifEqual: 0x15,
  ifAtLeast: 0x35,
  and: 0x54,
  answer: 0x06,
} as const;

/** Return values, from linux/seccomp.h; an errno is its own low half. */
export const answers = {
  allowed: 0x7fff0000,
  EPERM: 0x00050000 | errno.EPERM,
  ENOSYS: 0x00050000 | errno.ENOSYS,
  kill: 0x80000000,
} as const;

/** Byte offsets in struct seccomp_data (linux/seccomp.h). */
const numberOffset = 0;
const archOffset = 4;
const lowHalfOf = (arg: number): number => 16 + 8 * arg;

const archX8664 = 0xc000003e;
const x32Bit = 0x40000000;
const bytesPerInstruction = 8;

/** What the supervisor hands to the kernel. */
export function compileFilter(): Buffer {
  const program = compileProgram();
  const bytes = Buffer.alloc(program.length * bytesPerInstruction);
  for (const [index, { code, jt, jf, k }] of program.entries()) {
    const offset = index * bytesPerInstruction;
    bytes.writeUInt16LE(code, offset);
    bytes.writeUInt8(jt, offset + 2);
    bytes.writeUInt8(jf, offset + 3);
    bytes.writeUInt32LE(k, offset + 4);
  }
  return bytes;
}

function compileProgram(): Instruction[] {
  return [
    instruction(op.load, archOffset),
    instruction(op.ifEqual, archX8664, 1, 0),
    answer('kill'),
    instruction(op.load, numberOffset),
    instruction(op.ifAtLeast, x32Bit, 0, 1),
    answer('kill'),
    ...search(ranges()),
  ];
}

/** Call numbers from `first` up to the next range's, with one rule for all. */
interface Range {
  readonly first: number;
  readonly rule: Rule;
}

function ranges(): Range[] {
  const end = Math.max(...Object.values(syscallNumbers)) + 2; // one past the last name: what is not known yet
  const all: Range[] = [];
  for (let first = 0; first < end; first++) {
    const rule = ruleFor(first);
    const last = all.at(-1)?.rule;
    if (rule.outcome === 'conditional' || rule.outcome !== last?.outcome) all.push({ first, rule });
  }
  return all;
}

/** A tree of comparisons: lower half, then upper half. The number is in the accumulator. */
function search(among: readonly Range[]): Instruction[] {
  const middle = Math.ceil(among.length / 2);
  const [pivot, only] = [among[middle], among[0]];
  if (only === undefined) throw new RangeError('nothing to search');
  if (pivot === undefined) return leaf(only.rule);
  const lower = search(among.slice(0, middle));
  const upper = search(among.slice(middle));
  // A conditional jump reaches 255 instructions, an unconditional one any number.
  if (lower.length <= 255)
    return [instruction(op.ifAtLeast, pivot.first, lower.length, 0), ...lower, ...upper];
  return [
    instruction(op.ifAtLeast, pivot.first, 0, 1),
    instruction(op.jump, lower.length),
    ...lower,
    ...upper,
  ];
}

function leaf(rule: Rule): Instruction[] {
  if (rule.outcome !== 'conditional') return [answer(rule.outcome)];
  return [...rule.when.flatMap(alternative), answer('EPERM')];
}

/** Answers "allowed" if all conditions hold; otherwise goes on with what follows. */
function alternative(all: readonly Condition[]): Instruction[] {
  return all.reduceRight<Instruction[]>(
    (rest, { arg, mask, value }) => [
      instruction(op.load, lowHalfOf(arg)),
      instruction(op.and, mask),
      instruction(op.ifEqual, value, 0, rest.length),
      ...rest,
    ],
    [answer('allowed')],
  );
}

function answer(outcome: Outcome | 'kill'): Instruction {
  return instruction(op.answer, answers[outcome]);
}

function instruction(code: number, k: number, jt = 0, jf = 0): Instruction {
  return { code, jt, jf, k };
}
