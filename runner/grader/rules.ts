import type { FileFacts } from '../model/index.ts';
import type { Feature } from './assessment.ts';

type ProgramFacts = Extract<FileFacts, { readonly kind: 'facts' }>;

/** Lines of one file, from 1; a feature that has no line of its own is said to be in line 1. */
type Find = (facts: ProgramFacts) => number[];

const loops =
  (...kinds: readonly string[]): Find =>
  (facts) =>
    facts.loops.filter(({ kind }) => kinds.includes(kind)).map(({ at: [line] }) => line);
const arms =
  (...kinds: readonly string[]): Find =>
  (facts) =>
    facts.branches.flatMap((branch) =>
      branch.arms.filter(({ kind }) => kinds.includes(kind)).map(({ line }) => line),
    );
const scopes =
  (fits: (scope: ProgramFacts['scopes'][number]) => boolean): Find =>
  (facts) =>
    facts.scopes.filter(fits).map(({ at: [line] }) => line);
const counted = (count: number): number[] => (count > 0 ? [1] : []);
const comprehensions = (...names: readonly string[]): Find =>
  scopes(({ kind, name }) => kind === 'comprehension' && (names.length === 0 || names.includes(name)));

/** What FORMAT.md calls features, but for calls. */
const FEATURES: Readonly<Record<string, Find>> = {
  loop: loops('for', 'while'),
  for: loops('for'),
  while: loops('while'),
  if: arms('if'),
  elif: arms('elif'),
  else: arms('else'),
  function: scopes(({ kind }) => kind === 'function'),
  return: ({ exits }) => exits.filter(({ kind }) => kind === 'return').map(({ at: [line] }) => line),
  list: (facts) => [
    ...callsOf(facts, 'list'),
    ...comprehensions('<listcomp>')(facts),
    ...counted(facts.lists),
  ],
  dict: (facts) => [
    ...callsOf(facts, 'dict'),
    ...comprehensions('<dictcomp>')(facts),
    ...counted(facts.dicts),
  ],
  comprehension: comprehensions(),
  'f-string': ({ fStrings }) => counted(fStrings),
  import: ({ imports }) => imports.map(({ at: [line] }) => line),
};

const CALL = /^([\p{L}_][\p{L}\p{N}_]*)\(\)$/u;

/** Whether it is one that can be looked for. */
export const isFeature = (feature: Feature): boolean =>
  Object.hasOwn(FEATURES, feature) || CALL.test(feature);

/**
 * In which lines it is used; none if it is not. A call counts by its name: `print()` is also one of the pupil's own
 * function of that name, and `append()` is one of anything's.
 */
export function linesWith(facts: ProgramFacts, feature: Feature): number[] {
  const called = CALL.exec(feature)?.[1];
  return called === undefined ? (FEATURES[feature]?.(facts) ?? []) : callsOf(facts, called);
}

/**
 * In which lines something stands that a program must not have. A name that is not called counts too, since by another
 * name it can be. Where a program can run what does not stand in it, nothing is known to be absent.
 */
export function linesAgainst(facts: ProgramFacts, feature: Feature): number[] {
  const called = CALL.exec(feature)?.[1];
  const names = called === undefined ? HIDING : new Set([called, ...HIDING]);
  return [...linesWith(facts, feature), ...mentions(facts, names), ...calls(facts, HIDING)].sort(
    (a, b) => a - b,
  );
}

/** With these a program runs what stands in a text, or gets at a thing by a name that does. */
const HIDING: ReadonlySet<string> = new Set([
  'eval',
  'exec',
  'compile',
  '__import__',
  'importlib',
  'builtins',
  '__builtins__',
  'globals',
  'locals',
  'vars',
  'getattr',
  '__getattribute__',
]);

const callsOf = (facts: ProgramFacts, name: string): number[] => calls(facts, new Set([name]));

const calls = (facts: ProgramFacts, names: ReadonlySet<string>): number[] =>
  facts.calls.filter(({ callee }) => names.has(callee.split('.').at(-1) ?? '')).map(({ at: [line] }) => line);

const mentions = (facts: ProgramFacts, names: ReadonlySet<string>): number[] => [
  ...facts.scopes.flatMap((scope) =>
    scope.names.filter(({ name }) => names.has(name)).flatMap(({ uses }) => uses.map(([line]) => line)),
  ),
  ...facts.imports
    .filter(({ module, name }) => names.has(name ?? '') || names.has(module.split('.')[0] ?? ''))
    .map(({ at: [line] }) => line),
];
