import { words } from './catalogue.ts';

/** A pack of one exercise, for somebody to begin with: texts of files by their paths. */
export function packTemplate(id: string, studio: string): ReadonlyMap<string, string> {
  const exercise = 'exercises/how-old';
  return new Map([
    ['pack.yaml', words('packs.template.pack', { id, studio })],
    [`${exercise}/exercise.yaml`, words('packs.template.exercise')],
    [`${exercise}/task.md`, words('packs.template.task')],
    [`${exercise}/starter.py`, words('packs.template.starter')],
    [`${exercise}/solution.py`, words('packs.template.solution')],
    [`${exercise}/wrong/input-not-converted.py`, words('packs.template.wrong')],
  ]);
}
