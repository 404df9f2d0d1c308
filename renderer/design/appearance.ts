import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import { SCALES, type Settings } from '../../app/contract/index.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';

/** How much larger the one key makes everything, for the projector; in per cent. */
const PROJECTOR = 150;
const MOST = 200;

const darkness = window.matchMedia('(prefers-color-scheme: dark)');
const contrast = window.matchMedia('(prefers-contrast: more)');

/** Put the settings on the page, where the style sheets read them. */
export function useAppearance(session: Session): void {
  const { theme, font, scale, motion } = useStore(session.settings, ({ settings }) => settings);
  const systemTheme = useSyncExternalStore(whenSystemChanges, themeOfSystem);
  // Before the terminal reads its colours and sizes from the page.
  useLayoutEffect(() => {
    const page = document.documentElement;
    page.dataset['theme'] = theme === 'system' ? systemTheme : theme;
    page.dataset['font'] = font;
    page.dataset['motion'] = motion;
    page.style.setProperty('--scale', String(scale / 100));
  }, [theme, systemTheme, font, scale, motion]);
}

/** Until the settings are there, and where they never will be. */
export function lookLikeSystem(): void {
  document.documentElement.dataset['theme'] = themeOfSystem();
}

function themeOfSystem(): 'light' | 'dark' | 'contrast' {
  if (contrast.matches) return 'contrast';
  return darkness.matches ? 'dark' : 'light';
}

function whenSystemChanges(listener: () => void): () => void {
  for (const query of [darkness, contrast]) query.addEventListener('change', listener);
  return () => {
    for (const query of [darkness, contrast]) query.removeEventListener('change', listener);
  };
}

/** Make everything larger or smaller. */
export function useScale(session: Session) {
  return useMemo(() => scaleOf(session), [session]);
}

function scaleOf(session: Session) {
  const now = () => session.settings.value.settings.scale;
  const set = (scale: Settings['scale'] | undefined) => {
    // Where it cannot be kept, it is as large as she wants now.
    if (scale !== undefined && scale !== now()) session.changeOwn({ scale }).catch(() => undefined);
  };
  /** What the one key goes back to. */
  let before: Settings['scale'] | undefined;
  const toggle = () => {
    const back = before;
    before = back === undefined ? now() : undefined;
    set(back ?? (now() < PROJECTOR ? PROJECTOR : MOST));
  };
  return {
    toggle,
    larger: () => set(SCALES.find((scale) => scale > now())),
    smaller: () => set(SCALES.findLast((scale) => scale < now())),
    usual: () => set(100),
  };
}
