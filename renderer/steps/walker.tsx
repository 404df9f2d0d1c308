import {
  ArrowLeft,
  ArrowRight,
  CornerLeftUp,
  Ellipsis,
  type LucideIcon,
  Redo2,
  SkipBack,
  SkipForward,
} from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { words } from '../../app/words/index.ts';
import { keyOf } from '../keys/keys.ts';
import type { Move } from '../studio/moves.ts';
import { lastPosition } from '../studio/recording.ts';
import type { Look, Stepper } from '../studio/stepper.ts';
import { useStore } from '../studio/store.ts';
import { positionWords } from './position-words.ts';

interface WalkerProps {
  readonly stepper: Stepper;
  readonly look: Look;
}

const PLAIN = ['back', 'forward', 'over', 'out'] as const;
const STOPS = ['stopBack', 'stopNext'] as const;
const OTHERS = ['again', 'before', 'overBack', 'outBack', 'first', 'last'] as const;

/** In the editor, which has it. */
const STOP_KEY = 'Ctrl+B';

const ICONS: Readonly<Record<(typeof PLAIN)[number] | (typeof STOPS)[number], LucideIcon>> = {
  back: ArrowLeft,
  forward: ArrowRight,
  over: Redo2,
  out: CornerLeftUp,
  stopNext: SkipForward,
  stopBack: SkipBack,
};

/** The slider over all steps, and the buttons that go from one to another. */
export function Walker({ stepper, look }: WalkerProps) {
  const hasStops = useStore(stepper.stops, (stops) => stops.size > 0);
  const [more, setMore] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const { nowhere } = look;
  const button = (move: (typeof PLAIN)[number] | (typeof STOPS)[number]) => {
    const Icon = ICONS[move];
    return (
      <button
        key={move}
        type="button"
        className="button"
        title={words(`steps.does.${move}`, { key: keyOf(move) })}
        onClick={() => stepper.go(move)}
      >
        <Icon aria-hidden />
        {words(`steps.go.${move}`)}
      </button>
    );
  };
  return (
    <div
      className="walker"
      onKeyDown={({ key }) => {
        if (key !== 'Escape' || !more) return;
        setMore(false);
        toggle.current?.focus(); // what had the focus may be gone
      }}
    >
      <StepSlider stepper={stepper} look={look} />
      <div className="walk">
        {PLAIN.map(button)}
        <button
          ref={toggle}
          type="button"
          className="button icon"
          title={words('steps.more')}
          aria-label={words('steps.more')}
          aria-expanded={more}
          onClick={() => setMore(!more)}
        >
          <Ellipsis aria-hidden />
        </button>
      </div>
      {hasStops && <div className="walk">{STOPS.map(button)}</div>}
      {more && (
        <>
          <div className="others">
            {OTHERS.map((move) => (
              <button key={move} type="button" className="button plain" onClick={() => stepper.go(move)}>
                {words(`steps.go.${move}`)}
                {keyOf(move) !== '' && <kbd>{keyOf(move)}</kbd>}
              </button>
            ))}
          </div>
          <p className="aside">{words('steps.stopHint', { key: STOP_KEY })}</p>
        </>
      )}
      {nowhere !== undefined && <p className="nowhere">{nowhereWords(nowhere)}</p>}
    </div>
  );
}

export const nowhereWords = (move: Move): string => words(`steps.nowhere.${move}`);

/**
 * The slider is the browser's own, and is where the hand is, in every frame. What is drawn follows in every second one,
 * however often the hand moves: thirty pictures a second look smooth, and leave a slow computer time for the hand.
 */
function StepSlider({ stepper, look: { recording, position } }: WalkerProps) {
  const slider = useRef<HTMLInputElement>(null);
  const frame = useRef<number>(undefined);
  const moved = useRef(false);
  const last = lastPosition(recording);
  useEffect(() => {
    if (slider.current !== null && frame.current === undefined) slider.current.value = String(position);
  }, [position, last]);
  useEffect(
    () => () => {
      if (frame.current !== undefined) cancelAnimationFrame(frame.current);
    },
    [],
  );
  const draw = () => {
    moved.current = false;
    stepper.goTo(Number(slider.current?.value ?? 0));
    frame.current = requestAnimationFrame(rest);
  };
  const rest = () => {
    frame.current = moved.current ? requestAnimationFrame(draw) : undefined;
    if (slider.current === null || moved.current) return;
    slider.current.value = String(stepper.look.value?.position ?? 0);
  };
  const follow = () => {
    moved.current = true;
    frame.current ??= requestAnimationFrame(draw);
  };
  return (
    <input
      ref={slider}
      type="range"
      className="step-slider"
      min={0}
      max={last}
      defaultValue={position}
      aria-label={words('steps.slider')}
      aria-valuetext={positionWords(recording.trace, position)}
      onInput={follow}
    />
  );
}
