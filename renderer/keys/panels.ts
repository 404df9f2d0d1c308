/** Where the focus goes, in this order, with one key: the first thing of each panel that can have it. */
const PANELS = [
  '.bar-run .go',
  '.lesson',
  '.files [aria-selected="true"]',
  '.cm-content',
  '.xterm-helper-textarea',
  '.help',
  '.steps',
];

/** Give the focus to the next panel that is there; after the last comes the first. */
export function focusNextPanel(): void {
  const places = PANELS.map((selector) => document.querySelector<HTMLElement>(selector)).filter(
    (place) => place?.checkVisibility() === true,
  );
  const now = places.findIndex((place) => place?.contains(document.activeElement));
  places[(now + 1) % places.length]?.focus();
}
