import type { Run } from '../../runner/index.ts';

const CTRL_C = 0x03;

/** Whether somebody sits at our terminal, so that the program can have one too. */
export const isTerminal = (): boolean => process.stdin.isTTY && process.stdout.isTTY;

/**
 * Our terminal as the program's: every key goes to it as it is pressed, and its own terminal makes of them what
 * terminals do (echo, lines, Ctrl-C, Ctrl-D). Only a second Ctrl-C is ours: it ends a program that ignored the
 * first.
 */
export class TerminalInput implements Disposable {
  readonly #run: Run;
  readonly #onKeys = (keys: Buffer) => this.#send(keys);
  readonly #onResize = () => this.#run.resize(process.stdout.columns, process.stdout.rows);
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
    if (keys.includes(CTRL_C)) {
      if (this.#interrupted) this.#run.stop();
      this.#interrupted = true;
    }
    void this.#run.write(keys);
  }
}
