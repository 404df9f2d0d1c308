/** What a program prints, read out by a screen reader: the last of it, and not more often than one can listen. */
export class Announcer {
  readonly #place: HTMLElement;
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  begin(): void {
    this.#text = '';
    this.#place.replaceChildren();
  }

  hear(text: string): void {
    this.#text = (this.#text + text).slice(-MOST_CHARACTERS);
    this.#timer ??= setTimeout(() => this.#say(), PAUSE_MILLIS);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #say(): void {
    this.#timer = undefined;
    const line = document.createElement('p');
    line.textContent = readable(this.#text);
    this.#text = '';
    this.#place.replaceChildren(line);
  }
}

/** Somebody who listens cannot follow more; the console itself has all of it. */
const MOST_CHARACTERS = 500;
const PAUSE_MILLIS = 400;

/** Without what only a terminal understands. */
function readable(text: string): string {
  return text
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-_])/gu, '')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/[\p{Cc}]/gu, ' ')
    .trim();
}
