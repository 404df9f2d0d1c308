import type { Limits, SourceFile } from '../../runner/index.ts';
import type { Comparison, Feature } from '../../runner/grader/assessment.ts';
import type { Block } from '../contract/index.ts';
import type { Kind } from './schema.ts';

/** One thing in each language of the pack. */
export type InLanguages<T> = Readonly<Record<string, T>>;
export type Texts = InLanguages<string>;

/** A lesson pack that was read and has no fault. */
export interface Pack {
  readonly id: string;
  /** Three numbers: `1.0.0`. */
  readonly version: string;
  readonly title: Texts;
  readonly about: Texts | undefined;
  /** The first is the one to fall back on. */
  readonly languages: readonly [string, ...string[]];
  readonly licence: string;
  readonly authors: readonly string[];
  readonly units: readonly Unit[];
}

export interface Unit {
  readonly id: string;
  readonly title: Texts;
  readonly exercises: readonly Exercise[];
}

/** What a pupil gets to see of it, but for `teacher` and for hidden tests. */
export interface Exercise {
  readonly id: string;
  readonly title: Texts;
  readonly kind: Kind;
  readonly points: number;
  /** Points that it takes to be done. */
  readonly passing: number;
  readonly skills: readonly string[];
  readonly requires: readonly string[];
  readonly limits: Limits;
  readonly hints: readonly Texts[];
  readonly task: InLanguages<readonly Block[]>;
  readonly starter: string | undefined;
  /** What her program may read. */
  readonly files: readonly SourceFile[];
  /** Pictures of the task, as it names them: `pictures/cat.png`. They lie in the exercise's folder. */
  readonly pictures: readonly string[];
  readonly tests: readonly PackTest[];
  readonly teacher: TeachersPart;
}

/** A test as the pack's author wrote it. */
export interface PackTest {
  /** `t1` for the first, and so on. */
  readonly id: string;
  readonly name: Texts | undefined;
  readonly message: Texts | undefined;
  /** The pupil learns whether it passed, and nothing else. */
  readonly hidden: boolean;
  /** All of it together, if many are made of it. */
  readonly points: number;
  readonly does: TestBody;
  readonly generate: Generate | undefined;
}

/** With `generate`, texts have holes such as `{n}`, and what is expected is what the solution does. */
export type TestBody =
  | { readonly kind: 'program'; readonly input: string; readonly output: Expected | undefined }
  | {
      readonly kind: 'call';
      readonly call: string;
      readonly returns: string | undefined;
      readonly tolerance: number;
      readonly input: string;
      readonly output: Expected | undefined;
    }
  | { readonly kind: 'rule'; readonly uses: readonly Feature[]; readonly avoids: readonly Feature[] };

/** `text` is undefined where the solution says it. */
export type Expected =
  | { readonly kind: 'text'; readonly text: string | undefined; readonly comparison: Comparison }
  | { readonly kind: 'checker'; readonly source: string };

export interface Generate {
  readonly times: number;
  readonly seed: number;
  readonly values: readonly { readonly name: string; readonly choices: Choices }[];
}
export type Choices =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'list'; readonly items: readonly string[] };

/** What is for the teacher. */
export interface TeachersPart {
  /** A program; for `predict`, what it prints. Undefined for a project that has none. */
  readonly solution: string | undefined;
  readonly wrong: readonly WrongAttempt[];
  /** Lines that do not belong (`parsons`). */
  readonly extra: readonly string[];
}

/** What somebody would write who has misunderstood one thing. */
export interface WrongAttempt {
  /** `wrong/off-by-one.py`. */
  readonly file: string;
  readonly misconception: string;
  /** The line with the fault; for `predict`, the line of the starter that was misread. */
  readonly line: number;
  /** Without the comment that names the misconception. */
  readonly text: string;
}

/** In the order of the pack. */
export const exercisesOf = ({ units }: Pack): readonly Exercise[] =>
  units.flatMap(({ exercises }) => exercises);
