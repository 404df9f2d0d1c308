import type { Limits, SourceFile } from '../model/index.ts';

/** How what was printed is compared with what was expected; see lessons/FORMAT.md. */
export type Comparison =
  | { readonly kind: 'exact' | 'lines' | 'tokens' | 'regex' }
  /** Tokens; numbers among them may differ by so much. */
  | { readonly kind: 'numbers'; readonly tolerance: number };

/** What a program must print. */
export type ExpectedOutput =
  | { readonly kind: 'text'; readonly text: string; readonly comparison: Comparison }
  /** Source of a program with a function `check(input, output)`; it runs in a box of its own. */
  | { readonly kind: 'checker'; readonly source: string };

/** What is looked for in a source: `for`, `comprehension`, or `print()`, a call. */
export type Feature = string;

/** One thing that a submission must do. Ids are unique in an assessment. */
export type Test =
  | {
      readonly kind: 'program';
      readonly id: string;
      readonly points: number;
      readonly input: string;
      /** Undefined if it does not matter what it prints, as long as it ends without an error. */
      readonly output: ExpectedOutput | undefined;
    }
  | {
      readonly kind: 'call';
      readonly id: string;
      readonly points: number;
      /** A call in Python whose arguments are literals. */
      readonly call: string;
      /** A literal in Python; undefined if what it returns does not matter. */
      readonly returns: string | undefined;
      /** By how much numbers may differ; 0 if they may not. */
      readonly tolerance: number;
      readonly input: string;
      readonly output: ExpectedOutput | undefined;
    }
  | {
      readonly kind: 'rule';
      readonly id: string;
      readonly points: number;
      readonly uses: readonly Feature[];
      readonly avoids: readonly Feature[];
    };

/** What a submission is measured by. Whoever makes it has expanded what is generated. Nothing expected enters a box. */
export interface Assessment {
  readonly tests: readonly Test[];
  readonly limits: Limits;
  /** What the program may read, beside the submission's own files. */
  readonly files: readonly SourceFile[];
}
