import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

interface SplitterProps {
  /** What it makes larger or smaller, for those who hear it. */
  readonly label: string;
  /** Share of the console in per cent of what the two have together. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

const LEAST = 15;
const MOST = 80;
const STEP = 5;

/** The bar between the editor and the console: dragged, or moved with the arrow keys. */
export function Splitter({ label, value, onChange }: SplitterProps) {
  const bar = useRef<HTMLDivElement>(null);
  const move = (to: number) => onChange(Math.min(MOST, Math.max(LEAST, Math.round(to))));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(value + step);
  };
  const onPointerMove = (event: PointerEvent) => {
    const both = bar.current?.parentElement?.getBoundingClientRect();
    if (both === undefined || !bar.current?.hasPointerCapture(event.pointerId)) return;
    move((100 * (both.bottom - event.clientY)) / both.height);
  };
  return (
    <div
      ref={bar}
      className="splitter"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuenow={value}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => bar.current?.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    />
  );
}
