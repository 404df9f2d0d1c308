import { words } from '../../app/words/index.ts';

const MOST_PROBLEMS = 5;

interface RefusedProps {
  readonly title: string;
  readonly problems: readonly string[];
}

/** A pack or file that was not taken, and what is wrong with it. */
export function Refused({ title, problems }: RefusedProps) {
  const left = problems.length - MOST_PROBLEMS;
  return (
    <div className="card bad" role="alert">
      <p>{title}</p>
      <ul>
        {problems.slice(0, MOST_PROBLEMS).map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
      {left > 0 && <p className="aside">{words('lessons.packs.more', { count: left })}</p>}
    </div>
  );
}
