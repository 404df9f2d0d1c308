/** The door to the catalogue for whatever runs in a process of its own: all that there is, with what a terminal says. */
import { addWords } from './catalogue.ts';
import { enTerminal } from './en-terminal.ts';

addWords(enTerminal);

export * from './index.ts';
export { packTemplate } from './pack-template.ts';
export { starterProject } from './starter.ts';
