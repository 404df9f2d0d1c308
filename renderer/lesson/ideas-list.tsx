import { Lightbulb } from 'lucide-react';
import { useState } from 'react';
import { words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import { focusProgram } from '../keys/keep-focus.ts';
import type { Session } from '../studio/session.ts';
import { type Idea, ideas } from './ideas.ts';

/** Small programs to begin with, for who wants no exercise. */
export function Ideas({ session: { workspace } }: { readonly session: Session }) {
  const { askOnce, busy, trouble } = useAsking();
  const [all] = useState(ideas);
  const open = ({ path, text }: Idea) => {
    const { files } = workspace.state.value;
    void askOnce(async () => {
      if (files.some((file) => file.path === path)) workspace.select(path);
      else await workspace.createFile(path, text);
      focusProgram();
    });
  };
  return (
    <section aria-labelledby="ideas-title">
      <h3 id="ideas-title">{words('lessons.ideas')}</h3>
      <ul className="ideas">
        {all.map((idea) => (
          <li key={idea.path}>
            <button type="button" className="idea" aria-disabled={busy} onClick={() => open(idea)}>
              <Lightbulb aria-hidden />
              <span>
                <strong>{idea.title}</strong>
                <span className="aside">{idea.about}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {trouble !== undefined && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
    </section>
  );
}
