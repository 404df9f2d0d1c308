import { useId } from 'react';
import { words } from '../../app/words/index.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';

interface PredictionProps {
  readonly session: Session;
  /** The file that it is kept in. */
  readonly path: string;
}

/** What the pupil says that the program prints. It is saved as she types, like all her work. */
export function Prediction({ session: { workspace }, path }: PredictionProps) {
  const label = useId();
  useStore(workspace.typed);
  const { files } = useStore(workspace.state);
  if (!files.some((file) => file.path === path)) return null;
  return (
    <div className="prediction">
      <label htmlFor={label}>{words('lessons.predictLabel')}</label>
      <textarea
        id={label}
        rows={5}
        spellCheck={false}
        value={workspace.textOf(path)}
        onChange={({ target }) => workspace.edit(path, target.value)}
      />
      <p className="aside">{words('lessons.predictHint')}</p>
    </div>
  );
}
