import type { OpenFile } from '../studio/workspace.ts';

/** Whether all files are on the disk: the worst of what any of them says. */
export type Saved = 'failed' | 'changed' | 'saving' | 'saved';

export function savedOf(files: readonly OpenFile[]): Saved {
  const states = new Set(files.map(({ saving }) => saving.state));
  if (states.has('failed')) return 'failed';
  if (states.has('changed')) return 'changed';
  if (states.has('unsaved')) return 'saving';
  return 'saved';
}
