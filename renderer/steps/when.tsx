import { ArrowLeft, ArrowRight, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type Direction, type Variable, changeOf } from '../../runner/trace/index.ts';
import { words } from '../../app/words/index.ts';
import type { Look, Stepper } from '../studio/stepper.ts';

interface WhenProps {
  readonly stepper: Stepper;
  readonly look: Look;
  readonly variable: Variable;
  readonly onClose: () => void;
}

/** When did this variable change? To the step before that changed it, or to the next. */
export function When({ stepper, look, variable, onClose }: WhenProps) {
  const { recording, position } = look;
  const [none, setNone] = useState<{ readonly position: number; readonly direction: Direction }>();
  const { name } = variable;
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' });
  }, [variable]);
  const go = (direction: Direction) => {
    const { trace, stepCount } = recording;
    const known = position < stepCount || direction === 'backwards';
    const there = known ? changeOf(trace, variable, position, direction) : undefined;
    if (there === undefined) setNone({ position, direction });
    else stepper.goTo(there);
  };
  return (
    <div ref={card} className="when card" role="group" aria-label={words('steps.when.of', { name })}>
      <div className="row spread">
        <strong>{words('steps.when.of', { name })}</strong>
        <button
          type="button"
          className="button plain icon"
          aria-label={words('window.close')}
          onClick={onClose}
        >
          <X aria-hidden />
        </button>
      </div>
      <div className="row">
        <button type="button" className="button" onClick={() => go('backwards')}>
          <ArrowLeft aria-hidden />
          {words('steps.when.before')}
        </button>
        <button type="button" className="button" onClick={() => go('forwards')}>
          <ArrowRight aria-hidden />
          {words('steps.when.after')}
        </button>
      </div>
      {none?.position === position && (
        <p role="status">
          {none.direction === 'backwards'
            ? words('steps.when.notBefore', { name })
            : words('steps.when.notAfter', { name })}
        </p>
      )}
    </div>
  );
}
