import { BookOpen, Lightbulb } from 'lucide-react';
import { useState } from 'react';
import { words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import type { Session } from '../studio/session.ts';
import { type Idea, ideas } from './ideas.ts';
import './lesson.css';

/** The place of the lesson. While none is open: ideas for a program of one's own. */
export function LessonPanel({ session }: { readonly session: Session }) {
  const { workspace } = session;
  const { ask, busy, trouble } = useAsking();
  const [all] = useState(ideas);
  const open = ({ path, text }: Idea) => {
    const { files } = workspace.state.value;
    if (files.some((file) => file.path === path)) workspace.select(path);
    else void ask(() => workspace.createFile(path, text));
  };
  return (
    <aside className="side lesson" aria-labelledby="lesson-title" tabIndex={-1}>
      <h2 id="lesson-title">
        <BookOpen aria-hidden />
        {words('window.lesson.title')}
      </h2>
      <p>{words('window.lesson.none')}</p>
      <ul className="ideas">
        {all.map((idea) => (
          <li key={idea.path}>
            <button type="button" className="idea" disabled={busy} onClick={() => open(idea)}>
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
    </aside>
  );
}
