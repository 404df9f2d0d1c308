import { useEffect, useState } from 'react';
import type { Recording } from '../studio/recording.ts';
import type { Workspace } from '../studio/workspace.ts';

/** So long nobody has typed before texts are compared: no key waits for it. */
const REST_MILLIS = 300;

/** Whether the program is another by now than the one that was run. */
export function useEdited(workspace: Workspace, sources: Recording['sources']): boolean {
  const [edited, setEdited] = useState(false);
  useEffect(() => {
    const isEdited = ([path, source]: [string, { toString(): string }]) => {
      const now = workspace.sourceOf(path);
      return now !== source && now.toString() !== source.toString();
    };
    const look = () => setEdited([...sources].some(isEdited));
    let timer = setTimeout(look);
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(look, REST_MILLIS);
    };
    const stops = [workspace.typed.subscribe(soon), workspace.state.subscribe(soon)];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [workspace, sources]);
  return edited;
}
