import type { ITerminalOptions } from '@xterm/xterm';

// Every letter of a terminal must be as wide as the next, so OpenDyslexic has no place here.
const LETTERS = "'Atkinson Hyperlegible Mono', ui-monospace, monospace";

/** The terminal measures its letters once, when it is made, so they have to be there before it. */
export async function loadConsoleLetters(): Promise<void> {
  // Without them the console has letters of the system, which is no reason to show nothing.
  await document.fonts.load(`1rem ${LETTERS}`).catch(() => undefined);
}

/** Colours and sizes of the terminal, which draws itself and so has to be told: read from the page's own. */
export function consoleLook(): ITerminalOptions {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const rem = parseFloat(style.fontSize);
  return {
    fontFamily: LETTERS,
    fontSize: Math.round(rem),
    lineHeight: 1.3,
    theme: {
      background: colour('--console'),
      foreground: colour('--console-ink'),
      cursor: colour('--sun'),
      selectionBackground: '#46639a',
      scrollbarSliderBackground: '#5d6880',
      scrollbarSliderHoverBackground: '#8792a8',
      scrollbarSliderActiveBackground: '#a9b1c0',
      black: '#3a4150',
      red: '#ff8f80',
      green: '#8fdc9f',
      yellow: '#ffcf57',
      blue: '#8cbcff',
      magenta: '#d7a6ff',
      cyan: '#7fdbe6',
      white: '#eef0f4',
      brightBlack: '#a9b1c0',
    },
    minimumContrastRatio: 4.5,
  };
}
