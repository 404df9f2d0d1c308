import { words } from '../../app/words/index.ts';

/** A small program to begin with. */
export interface Idea {
  readonly title: string;
  readonly about: string;
  readonly path: string;
  readonly text: string;
}

/** Things to try while no lesson is open. Their words and their code are in the catalogue. */
export const ideas = (): readonly Idea[] =>
  IDEAS.map((name) => ({
    title: words(`window.ideas.${name}.title`),
    about: words(`window.ideas.${name}.about`),
    path: `${name}.py`,
    text: words(`window.ideas.${name}.code`),
  }));

const IDEAS = ['guess', 'stars', 'quiz'] as const;
