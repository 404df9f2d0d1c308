import type { Comparison } from '../../runner/grader/assessment.ts';
import { isCall, isFeature, isLiteral, isPattern } from '../../runner/index.ts';
import { LIMITS } from './limits.ts';
import type { Choices, Expected, Generate, PackTest, TestBody, Texts } from './model.ts';
import type { PackProblemCode } from './problems.ts';
import type { ExerciseYaml, TestYaml } from './schema.ts';

/** Tells of the test that is being read; `key` is the part of it that is wrong. */
type Tell = (
  key: string | undefined,
  code: PackProblemCode,
  values?: Record<string, string | number>,
) => void;

/** What a test needs to know of what is around it. */
export interface Surroundings {
  /** Puts a text into all languages. */
  texts(text: NonNullable<TestYaml['name']>, path: readonly PropertyKey[]): Texts;
  /** Source of a checker. */
  checker(name: string): string | undefined;
  tell(path: readonly PropertyKey[], code: PackProblemCode, values?: Record<string, string | number>): void;
}

/** The tests of an exercise, with what is each worth. */
export function readTests(exercise: ExerciseYaml, points: number, around: Surroundings): readonly PackTest[] {
  const written = exercise.tests ?? [];
  const shares = sharePoints(written, points, around);
  const count = written.reduce((sum, { generate }) => sum + (generate?.times ?? 1), 0);
  if (count > LIMITS.tests) around.tell(['tests'], 'too-many-tests', { most: LIMITS.tests });
  return written.flatMap((test, index) => {
    const path = ['tests', index];
    const tell: Tell = (key, code, values) =>
      around.tell(key === undefined ? path : [...path, key], code, values);
    const does = bodyOf(test, around, tell);
    if (does === undefined) return [];
    const generate = generateOf(test, does, tell);
    return {
      id: `t${index + 1}`,
      name: test.name === undefined ? undefined : around.texts(test.name, [...path, 'name']),
      message: test.message === undefined ? undefined : around.texts(test.message, [...path, 'message']),
      hidden: test.hidden ?? false,
      points: shares[index] ?? 0,
      does,
      generate,
    };
  });
}

/** What is left over is shared equally among tests that do not say. */
function sharePoints(tests: readonly TestYaml[], points: number, around: Surroundings): number[] {
  const said = tests.reduce((sum, test) => sum + (test.points ?? 0), 0);
  const silent = tests.filter((test) => test.points === undefined).length;
  const left = points - said;
  const values = { said, points };
  if (left < 0) around.tell(['tests'], 'points-too-many', values);
  else if (left > 0 && silent === 0 && tests.length > 0) around.tell(['tests'], 'points-left-over', values);
  else if (left === 0 && silent > 0) around.tell(['tests'], 'nothing-left-over', values);
  return tests.map((test) => test.points ?? left / silent);
}

const RULE_KEYS = ['uses', 'avoids'] as const;
const RUN_KEYS = [
  ...['input', 'output', 'compare', 'tolerance', 'checker', 'call', 'returns', 'generate'],
] as (keyof TestYaml)[];

function bodyOf(test: TestYaml, around: Surroundings, tell: Tell): TestBody | undefined {
  const isRule = RULE_KEYS.some((key) => test[key] !== undefined);
  const mixed = RUN_KEYS.find((key) => test[key] !== undefined);
  if (isRule) {
    if (mixed !== undefined) tell(mixed, 'test-mixed', { key: mixed });
    return ruleOf(test, tell);
  }
  if (mixed === undefined) {
    tell(undefined, 'test-nothing');
    return undefined;
  }
  return test.call === undefined ? programOf(test, around, tell) : callOf(test, test.call, around, tell);
}

function ruleOf({ uses = [], avoids = [] }: TestYaml, tell: Tell): TestBody {
  for (const [key, features] of [
    ['uses', uses],
    ['avoids', avoids],
  ] as const) {
    const unknown = features.find((feature) => !isFeature(feature));
    if (unknown !== undefined) tell(key, 'feature', { feature: unknown });
  }
  return { kind: 'rule', uses, avoids };
}

function programOf(test: TestYaml, around: Surroundings, tell: Tell): TestBody {
  if (test.returns !== undefined) tell('returns', 'test-mixed', { key: 'returns' });
  const output = outputOf(test, around, tell);
  if (output === undefined) tell(undefined, 'test-expects-nothing');
  if (test.tolerance !== undefined && test.compare !== 'numbers') tell('tolerance', 'test-tolerance');
  return { kind: 'program', input: test.input ?? '', output };
}

function callOf(test: TestYaml, call: string, around: Surroundings, tell: Tell): TestBody {
  if (!/^[A-Za-z_]\w*\(.*\)$/su.test(call.trim())) tell('call', 'call-form', { call });
  else if (test.generate === undefined && !isCall(call)) tell('call', 'call-form', { call });
  if (test.returns !== undefined && !isLiteral(test.returns)) {
    tell('returns', 'not-a-literal', { text: test.returns });
  }
  const generated = test.generate !== undefined;
  if (generated && test.returns !== undefined)
    tell('returns', 'test-generated-expectation', { key: 'returns' });
  const hasOutput = test.output !== undefined || test.checker !== undefined || test.compare !== undefined;
  const output = hasOutput ? outputOf(test, around, tell) : undefined;
  if (!generated && output === undefined && test.returns === undefined)
    tell(undefined, 'test-expects-nothing');
  return {
    kind: 'call',
    call: call.trim(),
    returns: test.returns,
    tolerance: test.tolerance ?? 0,
    input: test.input ?? '',
    output,
  };
}

/** What must be printed; undefined if nothing is said of it. */
function outputOf(test: TestYaml, around: Surroundings, tell: Tell): Expected | undefined {
  const { output, checker, generate } = test;
  if (checker !== undefined) {
    if (output !== undefined) tell('checker', 'test-mixed', { key: 'output' });
    if (test.compare !== undefined) tell('compare', 'test-mixed', { key: 'compare' });
    const source = around.checker(checker);
    if (source === undefined) tell('checker', 'needs', { file: `checkers/${checker}` });
    return { kind: 'checker', source: source ?? '' };
  }
  if (generate !== undefined) {
    if (output !== undefined) tell('output', 'test-generated-expectation', { key: 'output' });
    if (test.compare === 'regex') tell('compare', 'test-generated-expectation', { key: 'compare' });
    return { kind: 'text', text: undefined, comparison: comparisonOf(test) };
  }
  if (output === undefined) return undefined;
  if (test.compare === 'regex' && !isPattern(output)) tell('output', 'pattern');
  return { kind: 'text', text: output, comparison: comparisonOf(test) };
}

const DEFAULT_TOLERANCE = 0.001;

function comparisonOf({ compare = 'lines', tolerance = DEFAULT_TOLERANCE }: TestYaml): Comparison {
  return compare === 'numbers' ? { kind: compare, tolerance } : { kind: compare };
}

function generateOf({ generate }: TestYaml, does: TestBody, tell: Tell): Generate | undefined {
  if (generate === undefined || does.kind === 'rule') return undefined;
  const text = does.kind === 'call' ? does.call + does.input : does.input;
  const holes = new Set([...text.matchAll(HOLE)].map(([, name = '']) => name));
  const values = Object.entries(generate.values).map(([name, value]) => {
    const choices = choicesOf(value);
    if (choices === undefined) tell('generate', 'range', { name, text: String(value) });
    if (!holes.has(name)) tell('generate', 'name-unused', { name });
    return { name, choices: choices ?? { kind: 'list' as const, items: [''] } };
  });
  for (const hole of holes) {
    if (!Object.hasOwn(generate.values, hole)) tell('generate', 'name-unknown', { name: hole });
  }
  return { times: generate.times, seed: generate.seed, values };
}

/** Where a value goes: `{n}`. */
export const HOLE = /\{([a-z][a-z0-9_]*)\}/gu;

function choicesOf(value: string | readonly string[]): Choices | undefined {
  if (typeof value !== 'string') return { kind: 'list', items: value };
  const [, first, last] = /^(-?\d{1,15})\.\.(-?\d{1,15})$/u.exec(value) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const [from, to] = [Number(first), Number(last)];
  return from <= to ? { kind: 'range', from, to } : undefined;
}
