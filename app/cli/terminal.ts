import type { Run } from '../../runner/index.ts';

const CTRL_C = 0x03;

/** Whether somebody sits at our terminal, so that the program can have one too. */
export const isTerminal = (): boolean => process.stdin.isTTY && process.stdout.isTTY;

const MOST_CELLS = 1000;
// Some terminals say that they have none; then it is what terminals have had since the beginning.
const USUAL = { columns: 80, rows: 24 };

/** Our terminal's size in cells, as a program may have it. */
export function terminalSize(): { columns: number; rows: number } {
  const { columns, rows } = process.stdout;
  return {
    columns: Math.min(columns || USUAL.columns, MOST_CELLS),
    rows: Math.min(rows || USUAL.rows, MOST_CELLS),
  };
}

/**
 * Our terminal as the program's: every key goes to it as it is pressed, and its own terminal makes of them what
 * terminals do (echo, lines, Ctrl-C, Ctrl-D). Only a second Ctrl-C is ours: it ends a program that ignored the
 * first.
 */
export class TerminalInput implements Disposable {
  readonly #run: Run;
  readonly #onKeys = (keys: Buffer) => this.#send(keys);
  readonly #onResize = () => {
    const { columns, rows } = terminalSize();
    this.#run.resize(columns, rows);
  };
  #interrupted = false;

  constructor(run: Run) {
    this.#run = run;
    process.stdin.setRawMode(true);
    process.stdin.on('data', this.#onKeys);
    process.stdout.on('resize', this.#onResize);
    this.#onResize(); // it may have changed while the box was being made
  }

  [Symbol.dispose](): void {
    process.stdin.off('data', this.#onKeys);
    process.stdout.off('resize', this.#onResize);
    process.stdin.setRawMode(false);
    process.stdin.pause();
  }

  #send(keys: Buffer): void {
    for (const key of keys) {
      if (key !== CTRL_C) continue;
      if (this.#interrupted) this.#run.stop();
      this.#interrupted = true;
    }
    void this.#run.write(keys);
  }
}
