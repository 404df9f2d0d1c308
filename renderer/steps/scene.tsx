import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { TraceReader, Variable } from '../../runner/trace/index.ts';
import { words } from '../../app/words/index.ts';
import { drawArrows } from './arrows.ts';
import { FrameBox } from './frame-box.tsx';
import { marksOf } from './marks.ts';
import { ObjectBox } from './object-box.tsx';
import { type More, pictureOf } from './picture.ts';

interface SceneProps {
  readonly trace: TraceReader;
  readonly position: number;
  readonly asked: Variable | undefined;
  readonly onAsk: (variable: Variable | undefined) => void;
}

/** Boxes that are drawn at once: more than a child can look at, and few enough to drag through. */
const MOST_BOXES = 24;
/** Around the frame that runs, in pixels. */
const MARGIN = 12;

/** The state at a position: frames at the left, objects at the right, arrows between them. */
export function Scene({ trace, position, asked, onAsk }: SceneProps) {
  const scene = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const [mostBoxes, setMostBoxes] = useState(MOST_BOXES);
  const isStep = position < trace.stepCount;
  const state = isStep ? trace.stateAt(position) : trace.later?.state;
  const thread = isStep ? trace.step(position).thread : 0;
  const picture = useMemo(
    () => (state === undefined ? undefined : pictureOf(state, thread, mostBoxes, moreOf(trace, position))),
    [state, thread, mostBoxes, trace, position],
  );
  const marks = useMemo(() => marksOf(trace, position), [trace, position]);

  useLayoutEffect(() => {
    if (scene.current !== null && svg.current !== null) drawArrows(scene.current, svg.current);
  });
  const innermost = picture?.frames.find(({ role }) => role === 'now')?.key;
  useEffect(() => {
    // A call that begins or ends moves what is looked at; a step within one does not.
    if (scene.current !== null) bringToSight(scene.current);
  }, [innermost]);
  useEffect(() => {
    if (scene.current === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (scene.current !== null && svg.current !== null) drawArrows(scene.current, svg.current);
    });
    observer.observe(scene.current);
    return () => observer.disconnect();
  }, []);

  if (picture === undefined) return null;
  const { frames, framesLeftOut, boxes, boxesLeftOut } = picture;
  return (
    <div ref={scene} className="scene">
      <div className="frames">
        {frames.map((drawn, at) => (
          <div key={drawn.key}>
            <FrameBox {...{ drawn, files: trace.files, picture, marks, asked, onAsk }} />
            {at === 0 && framesLeftOut > 0 && (
              <p className="aside">{words('steps.frame.leftOut', { count: framesLeftOut })}</p>
            )}
          </div>
        ))}
      </div>
      {boxes.length > 0 && (
        <div className="objects">
          {boxes.map((object) => (
            <ObjectBox key={object.id} {...{ object, picture, marks }} />
          ))}
          {boxesLeftOut > 0 && (
            <button
              type="button"
              className="button"
              onClick={() => setMostBoxes((most) => most + MOST_BOXES)}
            >
              {words('steps.object.boxes', { count: boxesLeftOut })}
            </button>
          )}
        </div>
      )}
      <svg ref={svg} className="arrows" aria-hidden>
        <defs>
          <marker
            markerUnits="userSpaceOnUse"
            id="arrowhead"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="10"
            markerHeight="10"
            orient="auto"
          >
            <path d="M0 0.5 8 4 0 7.5Z" />
          </marker>
        </defs>
      </svg>
    </div>
  );
}

/** Of how things were later, nothing more is recorded. */
function moreOf(trace: TraceReader, position: number): More {
  return {
    itemsOf: (id) => (position < trace.stepCount ? trace.wholeOf(id, position)?.items : undefined),
    textOf: (number) => trace.longText(number),
  };
}

/** Scroll to the frame that runs, within the panel alone: the page stays where it is. */
function bringToSight(scene: HTMLElement): void {
  const panel = scene.parentElement;
  const frame = scene.querySelector('.frame.now')?.getBoundingClientRect();
  if (panel === null || frame === undefined || panel.scrollHeight <= panel.clientHeight) return;
  const { top, bottom } = panel.getBoundingClientRect();
  if (frame.bottom > bottom) panel.scrollTop += frame.bottom - bottom + MARGIN;
  else if (frame.top < top) panel.scrollTop -= top - frame.top + MARGIN;
}
