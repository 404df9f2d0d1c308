/** `npm run bench -- studio`: the studio as a pupil has it before her, in real Chromium, on real Podman. */
import { engineVariables, startEngines, stopEngines } from '../../tools/engines/index.ts';
import { TestStudio } from '../../e2e/testing/studio.ts';
import type { Figure } from '../figure.ts';
import { flood, idle } from './burden.ts';
import { keyToPaint, runToPaint, stopToStatus } from './speed.ts';
import { firstPage, secondStart } from './start.ts';

export async function figures(): Promise<readonly Figure[]> {
  const engines = await startEngines(['podman'], false);
  try {
    for (const state of engines.states) {
      if ('missing' in state) throw new Error(`${state.kind}: ${state.missing}`);
    }
    Object.assign(process.env, engineVariables(engines));
    await using studio = await TestStudio.open();
    const all: Figure[] = [];
    {
      const window = await studio.window();
      await window.untilStatus(/Ready/); // its boxes were proven, so what follows is no first start
      for (const part of [runToPaint, keyToPaint, stopToStatus, flood, idle]) {
        all.push(...(await part(window, studio)));
      }
      await window.page.context().close();
    }
    all.push(...(await firstPage(studio)), ...(await secondStart(studio)));
    return all;
  } finally {
    await stopEngines(engines);
  }
}
