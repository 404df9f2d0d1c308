import { words } from './catalogue.ts';

/** The first program that a pupil finds, so that Run does something at once. */
export function starterProject(): { name: string; files: { path: string; text: string }[] } {
  return { name: words('starter.name'), files: [{ path: 'hello.py', text: words('starter.hello') }] };
}
