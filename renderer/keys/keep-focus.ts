/** Where the focus goes that nothing around it can take: to the program, or what there is in its place. */
const WORK = ['.cm-content', '.no-file .button', '.bar-run .go'];

/** Give the focus to the program, once what was just changed has been drawn. */
export function focusProgram(): void {
  requestAnimationFrame(() => focusOneOf(WORK.flatMap(thereIs)));
}

/**
 * Keeps the focus from getting lost: when what has it goes away, the panel or dialog around it takes it, or the program.
 * The browser would give it to the page, and whoever works by keyboard would be back at the top. Gives what ends it.
 */
export function keepFocus(): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  /** What has the focus, and all that it is in, from the inside out. */
  let places = around(document.activeElement);
  const isLost = () => document.activeElement === document.body;
  const observer = new MutationObserver(() => {
    const [last] = places;
    if (last === undefined || !isLost() || isThere(last)) return;
    focusOneOf([...places.filter(isThere).flatMap(takers), ...WORK.flatMap(thereIs)]);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  addEventListener('focusin', ({ target }) => (places = around(target)), { signal });
  // Who clicks beside everything wants the focus nowhere.
  const forget = () => setTimeout(() => isLost() && (places = []));
  addEventListener('pointerdown', forget, { signal, capture: true });
  signal.addEventListener('abort', () => observer.disconnect());
  return () => controller.abort();
}

function around(target: EventTarget | null): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let at = target; at instanceof HTMLElement && at !== document.body; at = at.parentElement)
    found.push(at);
  return found;
}

const isThere = (place: HTMLElement): boolean => place.isConnected && place.checkVisibility();

const thereIs = (selector: string): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>(selector)].filter(isThere);

/** What can have the focus in place of something that was in this. */
function takers(place: HTMLElement): HTMLElement[] {
  if (place instanceof HTMLDialogElement) {
    // What it is for comes before all else, then the part of it that is shown.
    const first = place.querySelectorAll<HTMLElement>('[data-first]');
    const shown = place.querySelectorAll<HTMLElement>('[aria-pressed="true"]');
    const all = place.querySelectorAll<HTMLElement>('.body :is(button, input, select)');
    return [...first, ...shown, ...all];
  }
  return place.matches('[tabindex]') ? [place] : [];
}

function focusOneOf(takers: readonly HTMLElement[]): void {
  for (const taker of takers) {
    taker.focus();
    if (document.activeElement === taker) return;
  }
}
