import type { Grade } from '../../runner/index.ts';
import { words } from '../words/terminal.ts';
import { BAD_INPUT, EXIT_CODES } from './exit-codes.ts';
import type { Collected, HandedIn } from './handed-in.ts';
import { printable } from './printable.ts';
import { ProgressBar } from './progress-bar.ts';

/** What became of what somebody has handed in; one pupil's fault keeps no other from a mark. */
export type Outcome =
  { readonly kind: 'graded'; readonly grade: Grade } | { readonly kind: 'leftOut'; readonly words: string };

interface ReportOptions {
  /** One object a line, each when it is known. */
  readonly json: boolean;
  /** What people call a test, by its id. */
  readonly testWords: (id: string) => string;
  /** Takes a line. */
  readonly say: (line: string) => void;
}

/** Tells people what became of each in the order of their names, as soon as it and all before it are known. */
export class GradeReport implements Disposable {
  readonly #collected: Collected;
  readonly #options: ReportOptions;
  readonly #bar: ProgressBar;
  readonly #outcomes = new Map<HandedIn, Outcome>();
  /** How many were told, the first ones. */
  #told = 0;

  constructor(collected: Collected, options: ReportOptions) {
    this.#collected = collected;
    this.#options = options;
    this.#bar = new ProgressBar(collected.handedIn.length);
  }

  settle(one: HandedIn, outcome: Outcome): void {
    this.#outcomes.set(one, outcome);
    this.#bar.advance();
    if (this.#options.json) this.#say(JSON.stringify(asJson(one, outcome)));
    else this.#tellKnown();
  }

  /**
   * Tell how many there were of which.
   *
   * @returns 0 if all have all their points, 9 if some lack some, 8 if some could not be judged, 2 if some were left out
   */
  end(): number {
    this[Symbol.dispose]();
    const counts = countsOf(this.#outcomes.values());
    const { json, say } = this.#options;
    const { passedOver } = this.#collected;
    if (json) say(JSON.stringify({ type: 'graded', ...counts, passedOver }));
    else {
      if (passedOver > 0) say(words('grade.passedOver', { count: passedOver }));
      say(words('grade.counts', counts));
    }
    if (counts.ungraded > 0) return EXIT_CODES['internal error'];
    if (counts.leftOut > 0) return BAD_INPUT;
    return counts.full === counts.programs ? EXIT_CODES.accepted : EXIT_CODES['wrong answer'];
  }

  [Symbol.dispose](): void {
    this.#bar[Symbol.dispose]();
  }

  #tellKnown(): void {
    for (const one of this.#collected.handedIn.slice(this.#told)) {
      const outcome = this.#outcomes.get(one);
      if (outcome === undefined) return;
      this.#say(this.#lineOf(printable(one.name), outcome));
      this.#told += 1;
    }
  }

  #lineOf(name: string, outcome: Outcome): string {
    if (outcome.kind === 'leftOut') return words('grade.leftOut', { name, words: outcome.words });
    const { outOf, tests } = outcome.grade;
    if (outcome.grade.score === null) return words('grade.none', { name });
    const score = rounded(outcome.grade.score);
    const failed = tests.find(({ verdict }) => verdict !== 'accepted');
    if (failed === undefined) return words('grade.full', { name, score, outOf });
    const test = this.#options.testWords(failed.id);
    return words('grade.part', { name, score, outOf, test, verdict: failed.verdict });
  }

  #say(line: string): void {
    this.#bar.above(() => this.#options.say(line));
  }
}

function countsOf(outcomes: Iterable<Outcome>) {
  const counts = { programs: 0, full: 0, ungraded: 0, leftOut: 0 };
  for (const outcome of outcomes) {
    if (outcome.kind === 'leftOut') {
      counts.leftOut += 1;
      continue;
    }
    counts.programs += 1;
    if (outcome.grade.score === outcome.grade.outOf) counts.full += 1;
    if (outcome.grade.score === null) counts.ungraded += 1;
  }
  return counts;
}

const asJson = ({ name }: HandedIn, outcome: Outcome) =>
  outcome.kind === 'graded'
    ? { type: 'grade', name, ...outcome.grade }
    : { type: 'leftOut', name, words: outcome.words };

/** To two decimals, as marks are read. */
const rounded = (points: number) => Math.round(points * 100) / 100;
