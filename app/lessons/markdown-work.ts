/**
 * How much work Markdown is, counted before anything is parsed. For each sign that may begin something, such as `[` or
 * a backtick, a parser looks for its other end up to the next empty line, so its steps are at the worst the characters
 * of a paragraph times the signs in it: 64 KB of `[` keep it busy for minutes. Lines that open several quotes and lists
 * at once, or stand in many, are slow, too. The figures are measured with micromark 4, of which a step takes up to 50 ns.
 */

/** Steps of one task: half a second at the worst, and several times those of 30 KB of ordinary text. */
const MOST_OF_TASK = 20_000_000;
/** Steps of all tasks of a pack: all of ours are a hundredth of it. */
const MOST_OF_PACK = 200_000_000;
const STEPS_OF_CHARACTER = 50;
/** And as many for each quote or list that it opens, and for each in which it may stand, by its indentation. */
const STEPS_OF_LINE = 1_000;
const DEEPER_BY = 2;
const MOST_LINES = 1_000;
const MOST_OPENED = 4;

const EMPTY = /^[ \t]*$/u;
const SIGN = /[[\]*_`<|]/gu;
/** What opens quotes and lists at the beginning of a line. */
const OPENED = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))*/u;

/** Why a task is not parsed, and at which line, counted from 1, it is too much. */
export interface TooMuch {
  readonly line: number;
  /** `markdown-deep`: for one task; `markdown-much`: with those before it, for a pack. */
  readonly code: 'markdown-deep' | 'markdown-much';
}

/** Counts the steps that the tasks of one pack take. */
export class MarkdownWork {
  #left = MOST_OF_PACK;

  /** @returns undefined if this can be parsed, too */
  add(text: string): TooMuch | undefined {
    let before = 0;
    let paragraph = { characters: 0, signs: 0 };
    const lines = text.split('\n');
    for (const [index, content] of lines.entries()) {
      const line = index + 1;
      const opened = openedBy(content);
      if (line > MOST_LINES || opened > MOST_OPENED) return { line, code: 'markdown-deep' };
      const around = (content.length - content.trimStart().length) / DEEPER_BY;
      before += STEPS_OF_LINE * (1 + opened + around) + STEPS_OF_CHARACTER * content.length;
      if (EMPTY.test(content)) {
        before += stepsIn(paragraph);
        paragraph = { characters: 0, signs: 0 };
      } else {
        paragraph.characters += content.length;
        paragraph.signs += content.match(SIGN)?.length ?? 0;
      }
      const steps = before + stepsIn(paragraph);
      if (steps > MOST_OF_TASK) return { line, code: 'markdown-deep' };
      if (steps > this.#left) return { line, code: 'markdown-much' };
    }
    this.#left -= before + stepsIn(paragraph);
    return undefined;
  }
}

const stepsIn = ({ characters, signs }: { characters: number; signs: number }) => characters * signs;

const openedBy = (line: string) => (OPENED.exec(line)?.[0] ?? '').replaceAll(/[ \t\d]/gu, '').length;
