import { useEffect, useState } from 'react';
import type { Look } from '../studio/stepper.ts';
import { spokenPosition } from './step-words.ts';
import { nowhereWords } from './walker.tsx';

/** So long nothing has moved before a position is told: what flies by while a slider is dragged is no news. */
const REST_MILLIS = 250;

/** Says aloud where one has gone, and what happens there. */
export function Told({ look }: { readonly look: Look }) {
  const [told, setTold] = useState('');
  const { position, held, nowhere, recording } = look;
  const { trace } = recording;
  useEffect(() => {
    if (!held) return undefined;
    const say = () =>
      setTold(nowhere === undefined ? spokenPosition(trace, position) : nowhereWords(nowhere));
    const timer = setTimeout(say, REST_MILLIS);
    return () => clearTimeout(timer);
  }, [trace, position, held, nowhere]);
  return (
    <p className="heard" role="status">
      {told}
    </p>
  );
}
