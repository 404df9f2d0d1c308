import { useEffect } from 'react';
import type { Session } from '../studio/session.ts';
import type { Look } from '../studio/stepper.ts';
import type { Editor, Place } from './editor.tsx';

/**
 * Light up the line of the step that the pupil has gone to, in its own file, and show beside the lines how often they
 * ran. A program that runs without being looked at lights nothing: it would flicker.
 */
export function useStepLine(session: Session, editor: Editor | undefined): void {
  useEffect(() => {
    if (editor === undefined) return undefined;
    const { stepper, workspace } = session;
    let counted: Look['recording'] | undefined;
    const follow = () => {
      const look = stepper.look.value;
      if (look === undefined) return;
      const place = look.held ? placeOf(look) : undefined;
      editor.showStep(place);
      const { files, active } = workspace.state.value;
      if (place !== undefined && place.file !== active && files.some(({ path }) => path === place.file)) {
        workspace.select(place.file);
      }
      if (counted === look.recording) return;
      counted = look.recording;
      editor.showVisits(visitsOf(look));
    };
    follow();
    return stepper.look.subscribe(follow);
  }, [session, editor]);
}

/** Where the step is; of a time later than all steps, the line that ran last. */
function placeOf({ recording: { trace }, position }: Look): Place | undefined {
  if (position < 0) return undefined;
  const isStep = position < trace.stepCount;
  const step = isStep ? trace.step(position) : undefined;
  const place = step === undefined ? trace.lastLines.at(-1) : { file: step.code.file, line: step.line };
  const file = place === undefined ? undefined : trace.files[place.file];
  return place === undefined || file === undefined ? undefined : { file, line: place.line };
}

/** Only when all of it is there: numbers that run along are nothing to look at. */
function visitsOf({ recording: { trace, complete } }: Look) {
  if (!complete) return new Map<string, ReadonlyMap<number, number>>();
  return new Map(trace.files.map((path, file) => [path, trace.visits(file)]));
}
