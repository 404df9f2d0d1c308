import * as z from 'zod';

/**
 * Facts: what only Python can say about a source, read and never run. `sandbox-images/python/box/facts.py` makes them.
 *
 * Lines and columns are counted from 1, columns in UTF-16 code units, as an editor counts. Lists are in the order of
 * the source. What belongs to a scope says which: its index in `scopes`. What stands in a loop of that scope says which
 * too: the innermost, by its index in `loops`.
 *
 * What is said of one thing, such as its targets or its arms, has at most a hundred parts; more are left out.
 *
 * They come from a process that has read a hostile source: they are bounded here, and no mark may depend on them alone.
 */

// `facts.py` leaves out what is more, so that it also fits a frame.
const MOST = 4_000;
const MOST_PLACES = 1_000;
// A file that is read has 50 KB.
const position = z.int().min(1).max(100_000);
const index = z.int().min(0).max(10_000);
const count = z.int().min(0).max(100_000);

/** Line and column. */
const place = z.tuple([position, position]);
/** First line and last line. */
const lines = z.tuple([position, position]);
const name = z.string().max(200);
/** As it stands in the source, and cut short with `…` behind 80 characters. */
const text = z.string().max(100);
const some = <T extends z.ZodType>(of: T) => z.array(of).max(100);
const many = <T extends z.ZodType>(of: T) => z.array(of).max(MOST);

/** What sort of expression it is, as far as it shows: `integer` for `-1`, `call` for `f(1)`. */
const SHAPES = [
  'name',
  'attribute',
  'subscript',
  'call',
  'comparison',
  /** With `and` or `or`. */
  'logic',
  'not',
  'arithmetic',
  'integer',
  'float',
  'complex',
  'string',
  'bytes',
  'boolean',
  'none',
  'list',
  'tuple',
  'dict',
  'set',
  'comprehension',
  'lambda',
  /** `a if b else c`. */
  'conditional',
  'other',
] as const;

const expression = z.strictObject({ text, shape: z.enum(SHAPES) });

const parameter = z.strictObject({
  name,
  /** `rest` is `*args`, `keyword` one that is given by its name only, `keywords` is `**kwargs`. */
  kind: z.enum(['positional', 'rest', 'keyword', 'keywords']),
  default: z.nullable(expression),
  /** Whether the default is a thing that can be changed, such as `[]`, and then stays changed. */
  mutableDefault: z.boolean(),
});

const nameInScope = z.strictObject({
  name,
  /**
   * Whose it is, as Python decides it: `parameter` or `local` of this scope; `free`, a function's around it; `nonlocal`
   * and `declared-global`, by a declaration; `global`, the module's; `builtin`; `unknown`, bound nowhere in this file
   * (unless by `import *`).
   */
  role: z.enum(['parameter', 'local', 'free', 'nonlocal', 'declared-global', 'global', 'builtin', 'unknown']),
  /** Where it gets a value in this scope: assignments, loops, imports, definitions, `with`, `except`, and `del`. */
  bindings: z.array(place).max(MOST_PLACES),
  uses: z.array(place).max(MOST_PLACES),
});

const scope = z.strictObject({
  kind: z.enum(['module', 'function', 'lambda', 'class', 'comprehension']),
  /** `<module>`, `<lambda>`, `<listcomp>` and the like where it has no name. */
  name,
  /** Where its name stands. */
  at: place,
  lines,
  /** The scope around it; null for the module, which is the first. */
  parent: z.nullable(index),
  parameters: some(parameter),
  /** Whether it is a function with `yield` in it. */
  generator: z.boolean(),
  /** Whether it is a function whose end can be reached without `return` or `raise`, as far as the source shows. */
  fallsThrough: z.boolean(),
  names: z.array(nameInScope).max(MOST_PLACES),
});

/** One imported name: `import a.b as c` has no `name`; `from m import *` has the name `*`. */
const importFact = z.strictObject({
  at: place,
  scope: index,
  /** With its leading dots where it is relative. */
  module: name,
  name: z.nullable(name),
  alias: z.nullable(name),
});

const call = z.strictObject({
  at: place,
  scope: index,
  loop: z.nullable(index),
  /** What is called: `print`, `lst.sort`, or, where it is not only names and dots, any expression. */
  callee: text,
  dotted: z.boolean(),
  /** Arguments without a name. */
  arguments: count,
  keywords: some(name),
  /** Whether there are more, by `*` or `**`. */
  spread: z.boolean(),
  /** What becomes of its result; `dropped` is a statement of its own, `used` is part of something larger. */
  result: z.enum(['used', 'stored', 'returned', 'dropped']),
});

const loop = z.strictObject({
  kind: z.enum(['for', 'while']),
  at: place,
  scope: index,
  /** The loop around it in its scope. */
  loop: z.nullable(index),
  header: lines,
  body: lines,
  /** What a `for` assigns to in each turn. */
  targets: some(text),
  /** What is gone through, or the condition. */
  head: expression,
  /** Whether it is a `while True`. */
  alwaysTrue: z.boolean(),
  /** Lines of the `break` and `continue` that are its own. */
  breaks: some(position),
  continues: some(position),
  /** Lines of its `else`. */
  otherwise: z.nullable(lines),
});

/** A chain of `if`, `elif` and `else`, or a `match` with its cases. */
const branch = z.strictObject({
  kind: z.enum(['if', 'match']),
  at: place,
  scope: index,
  loop: z.nullable(index),
  arms: some(
    z.strictObject({
      kind: z.enum(['if', 'elif', 'else', 'case']),
      line: position,
      /** A case's pattern; null for `else`. */
      condition: z.nullable(expression),
      body: lines,
      /** Whether its end is never reached: it returns, raises, breaks or continues in any case. */
      leaves: z.boolean(),
    }),
  ),
});

const exit = z.strictObject({
  kind: z.enum(['return', 'raise']),
  at: place,
  scope: index,
  loop: z.nullable(index),
  value: z.nullable(expression),
});

const assignment = z.strictObject({
  at: place,
  scope: index,
  loop: z.nullable(index),
  /** `a = b = 1` has two; `a, b = 1, 2` has one, `a, b`. */
  targets: some(text),
  /** `=`, `+=` and its like, or `:=`. */
  operator: z.string().max(3),
  value: expression,
});

/** Facts about a program that Python can compile. */
const programFacts = z.strictObject({
  kind: z.literal('facts'),
  /** False if there were too many, so that some are missing at the end of some list. */
  complete: z.boolean(),
  lines: count,
  statements: count,
  fStrings: count,
  /** `[…]` and `{…: …}` that make one, comprehensions apart. */
  lists: count,
  dicts: count,
  /** What Python itself finds strange, in its words: `is` with a literal, a tuple that is called. */
  warnings: some(z.strictObject({ line: position, message: z.string().max(200) })),
  scopes: z.array(scope).min(1).max(1_000),
  imports: many(importFact),
  calls: many(call),
  loops: many(loop),
  branches: many(branch),
  exits: many(exit),
  assignments: many(assignment),
  /** `a < b < c` is one, with two operators. */
  comparisons: many(
    z.strictObject({
      at: place,
      scope: index,
      operators: some(z.enum(['==', '!=', '<', '<=', '>', '>=', 'is', 'is not', 'in', 'not in'])),
      operands: some(expression),
    }),
  ),
  /** `x == 1 or 2` is one whose second operand is an integer. */
  logic: many(
    z.strictObject({ at: place, scope: index, operator: z.enum(['and', 'or']), operands: some(expression) }),
  ),
  /** Arithmetic: one for each operator. */
  operations: many(
    z.strictObject({
      at: place,
      scope: index,
      operator: z.string().max(2),
      left: expression,
      right: expression,
    }),
  ),
  /** Statements that are only an expression and do nothing, such as `x == 3` or `lst.sort`. */
  discarded: many(z.strictObject({ at: place, scope: index, ...expression.shape })),
  /** Lines that are never reached, and the last line of what leaves before them. */
  unreachable: many(z.strictObject({ lines, after: position, scope: index })),
});

/** What gives a syntax error away, whatever Python says of it. */
const clue = z.strictObject({
  /**
   * - `unclosed-bracket`, `unclosed-quote`: `at` is where it was opened
   * - `stray-bracket`: it closes what was never opened
   * - `wrong-bracket`: it closes a bracket of another kind, which is `opened`
   * - `strange-character`: one that no program has outside of a string, such as a curly quote
   */
  kind: z.enum(['unclosed-bracket', 'unclosed-quote', 'stray-bracket', 'wrong-bracket', 'strange-character']),
  text: z.string().max(4),
  at: place,
  opened: z.nullable(z.strictObject({ text: z.string().max(4), at: place })),
});

/** What is said of a file that is not Python. */
const syntaxErrorFacts = z.strictObject({
  kind: z.literal('syntaxError'),
  /** `SyntaxError`, `IndentationError` or `TabError`. */
  name,
  /** Python's own words. */
  message: z.string().max(400),
  at: place,
  /** The line. */
  source: z.string().max(250),
  /** Those of that line and of the one before it that has any, as far as Python's tokenizer comes. */
  tokens: some(
    z.strictObject({
      type: z.enum([
        'name',
        'keyword',
        'number',
        'string',
        'operator',
        'comment',
        'newline',
        'indent',
        'dedent',
        'other',
      ]),
      text,
      at: place,
    }),
  ),
  clues: some(clue),
});

/**
 * Why nothing is said of a file.
 *
 * - `bytes`: it is longer than any program may be; `depth`: it is nested deeper than Python reads
 * - `facts`: there would be too many; `limits`: the box had not enough time or memory for it
 */
const tooBigFacts = z.strictObject({
  kind: z.literal('tooBig'),
  why: z.enum(['bytes', 'depth', 'facts', 'limits']),
});

export const fileFactsSchema = z.discriminatedUnion('kind', [programFacts, syntaxErrorFacts, tooBigFacts]);
export type FileFacts = z.infer<typeof fileFactsSchema>;
