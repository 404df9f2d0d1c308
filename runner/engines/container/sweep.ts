import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from '../connect.ts';
import { call, statusOf } from './api.ts';
import { QUIRKS } from './quirks.ts';

/** Label that says whose a box is; its value is the id of an owner. */
export const OWNER_LABEL = 'sandlot.owner';

type Speaker = Pick<Connection, 'docker' | 'info'>;

/**
 * Remove the boxes of owners that are dead. Gives the ids of those owners of whom nothing is left there, and of
 * those of whom something could not be removed.
 *
 * @throws whatever dockerode throws if the engine cannot be asked
 */
export async function sweepBoxes(
  engine: Speaker,
  isDead: (owner: string) => Promise<boolean>,
): Promise<{ swept: string[]; left: string[] }> {
  const boxes = await engine.docker.listContainers({ all: true, filters: { label: [OWNER_LABEL] } });
  const swept: string[] = [];
  const left: string[] = [];
  for (const [owner, theirs] of Map.groupBy(boxes, ({ Labels }) => Labels[OWNER_LABEL] ?? '')) {
    if (!(await isDead(owner))) continue;
    const removed = await Promise.all(theirs.map(({ Id }) => removeContainer(engine, Id)));
    (removed.every(Boolean) ? swept : left).push(owner);
  }
  return { swept, left };
}

const REMOVE_TRIES = 5;

/**
 * Kill and remove a container, and again where the engine is just busy with it: Podman 4 fails on one that is
 * just exiting. Gives whether it is gone; if there is no engine to ask, it is swept when that is back.
 */
export async function removeContainer({ docker, info }: Speaker, id: string): Promise<boolean> {
  const { removePath, removeQuery } = QUIRKS[info.name];
  for (let attempt = 1; ; attempt += 1) {
    try {
      await call(docker, { method: 'DELETE', path: `${removePath}/${id}`, query: removeQuery });
      return true;
    } catch (error) {
      const status = statusOf(error);
      if (status === 404) return true;
      if (status === undefined || attempt === REMOVE_TRIES) return false;
      await pause(50 * attempt);
    }
  }
}
