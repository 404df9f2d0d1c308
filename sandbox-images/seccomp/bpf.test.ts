import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answers, compileFilter, op } from './bpf.ts';
import { expectations } from './expectations.ts';
import { decide, ruleFor } from './policy.ts';

/** What the kernel would give a filter: struct seccomp_data. */
interface Call {
  readonly number: number;
  readonly arch?: number;
  readonly args?: readonly (number | bigint)[];
}

/** Runs the program as the kernel's interpreter of classic BPF would, and answers its return value and its cost. */
function run(
  filter: Buffer,
  { number, arch = 0xc000003e, args = [] }: Call,
): { value: number; steps: number } {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(number, 0);
  data.writeUInt32LE(arch, 4);
  args.forEach((arg, index) => data.writeBigUInt64LE(BigInt.asUintN(64, BigInt(arg)), 16 + 8 * index));
  let accumulator = 0;
  for (let at = 0, steps = 1; ; at++, steps++) {
    const offset = at * 8;
    const [jt, jf, k] = [filter[offset + 2] ?? 0, filter[offset + 3] ?? 0, filter.readUInt32LE(offset + 4)];
    switch (filter.readUInt16LE(offset)) {
      case op.load:
        accumulator = data.readUInt32LE(k);
        break;
      case op.and:
        accumulator = (accumulator & k) >>> 0;
        break;
      case op.jump:
        at += k;
        break;
      case op.ifEqual:
        at += accumulator === k ? jt : jf;
        break;
      case op.ifAtLeast:
        at += accumulator >= k ? jt : jf;
        break;
      case op.answer:
        return { value: k, steps };
      default:
        assert.fail(`no such instruction at ${at}`);
    }
  }
}

const filter = compileFilter();
const anyArgument = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc
    .constantFrom(...new Set(expectations.flatMap(({ args }) => args)))
    .map((arg) => BigInt.asUintN(64, BigInt(arg))),
);

test('the program does what the policy says, whatever the call and its arguments', () => {
  const anyCall = fc.record({
    number: fc.oneof(fc.nat(480), fc.constantFrom(...expectations.map((probe) => probe.number))),
    args: fc.array(anyArgument, { minLength: 6, maxLength: 6 }),
  });
  fc.assert(
    fc.property(anyCall, ({ number, args }) => {
      const low = args.map((arg) => Number(BigInt.asUintN(32, arg)));
      assert.equal(run(filter, { number, args }).value, answers[decide(number, low)]);
    }),
    { numRuns: 20_000 },
  );
});

test('every number and every case of an argument is answered as expected', () => {
  for (let number = 0; number < 1000; number++) {
    assert.equal(
      run(filter, { number, args: Array(6).fill(0) }).value,
      answers[decide(number, [0, 0, 0, 0, 0, 0])],
    );
  }
  for (const { name, number, args, expected } of expectations) {
    assert.equal(run(filter, { number, args }).value, answers[expected], `${name}(${args.join(', ')})`);
  }
});

test('another architecture is fatal, and so is x32', () => {
  const i386 = 0x40000003;
  assert.equal(run(filter, { number: 0, arch: i386 }).value, answers.kill);
  for (const number of [0x40000000, 0x40000000 | 39, 0xffffffff]) {
    assert.equal(run(filter, { number }).value, answers.kill);
  }
});

test('the kernel takes the program: every path ends, and it is short', () => {
  const instructions = filter.length / 8;
  assert.ok(instructions <= 4096); // BPF_MAXINSNS
  for (let at = 0; at < instructions; at++) {
    const [code, k] = [filter.readUInt16LE(at * 8), filter.readUInt32LE(at * 8 + 4)];
    const skips = code === op.jump ? [k] : [filter[at * 8 + 2] ?? 0, filter[at * 8 + 3] ?? 0];
    if (code !== op.answer) for (const skip of skips) assert.ok(at + 1 + skip < instructions);
  }
});

test('an unconditional call costs no more than sixteen steps', () => {
  for (const { name, number } of expectations) {
    if (ruleFor(number).outcome === 'conditional') continue;
    const { steps } = run(filter, { number });
    assert.ok(steps <= 16, `${name}: ${steps}`);
  }
});
