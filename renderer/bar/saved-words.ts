import { words } from '../../app/words/index.ts';
import type { OpenFile } from '../studio/workspace.ts';

/** Whether all files are on the disk, in words. */
export function savedWords(files: readonly OpenFile[]): string {
  const states = new Set(files.map(({ saving }) => saving.state));
  if (states.has('failed')) return words('window.saved.failed');
  if (states.has('changed')) return words('window.saved.changed');
  if (states.has('unsaved')) return words('window.saved.saving');
  return words('window.saved.saved');
}
