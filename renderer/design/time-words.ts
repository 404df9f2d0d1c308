import { words } from '../../app/words/index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long ago something was, as one says it; times in milliseconds since 1970. */
export function timeWords(then: number, now: number): string {
  const ago = now - then;
  if (ago < MINUTE) return words('window.time.now');
  if (ago < 2 * MINUTE) return words('window.time.minute');
  if (ago < HOUR) return words('window.time.minutes', { count: Math.floor(ago / MINUTE) });
  const date = new Date(then);
  const time = date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (then >= midnight) return words('window.time.today', { time });
  const day = date.toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
  return words('window.time.day', { day, time });
}
