import { FolderOpen, FolderPlus, Pencil } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import { Dialog, closeToProgram } from '../design/dialog.tsx';
import { NameField } from '../design/name-field.tsx';
import { timeWords } from '../design/time-words.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';

/** There at once, so that one can begin to type. */
const FIRST_FILE = 'main.py';

interface ProgramsProps {
  readonly session: Session;
  readonly onClose: () => void;
}

/** The pupil's programs: open one, begin a new one, give this one another name. */
export default function Programs({ session, onClose }: ProgramsProps) {
  const { workspace } = session;
  const projects = useStore(session.projects);
  const current = useStore(workspace.state, ({ project }) => project);
  const [now] = useState(Date.now);
  const [naming, setNaming] = useState<'new' | 'rename'>();
  const { askOnce, trouble } = useAsking();
  const open = async (project: string) => {
    if (project !== current && !(await askOnce(() => workspace.openProject(project)))) return;
    closeToProgram(onClose);
  };
  return (
    <Dialog title={words('window.programs.title')} onClose={onClose}>
      {naming === undefined ? (
        <div className="row">
          <button type="button" className="button go" onClick={() => setNaming('new')}>
            <FolderPlus aria-hidden />
            {words('window.programs.new')}
          </button>
          <button type="button" className="button" onClick={() => setNaming('rename')}>
            <Pencil aria-hidden />
            {words('window.programs.rename', { name: current })}
          </button>
        </div>
      ) : (
        <Naming
          initial={naming === 'new' ? '' : current}
          label={naming === 'new' ? words('window.programs.newName') : words('window.programs.otherName')}
          submit={async (name) => {
            if (naming === 'new') {
              await workspace.createProject(name);
              // Without it she makes one herself.
              await workspace.createFile(FIRST_FILE, '').catch(() => undefined);
            } else await workspace.renameProject(name);
            closeToProgram(onClose);
          }}
          onCancel={() => setNaming(undefined)}
        />
      )}
      {trouble !== undefined && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
      <ul className="programs">
        {projects.map(({ id, changedAt }) => (
          <li key={id}>
            <button
              type="button"
              className="program-row"
              aria-current={id === current ? 'true' : undefined}
              onClick={() => void open(id)}
            >
              <FolderOpen aria-hidden />
              <span className="program-name">{id}</span>
              <span className="aside">{timeWords(changedAt, now)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

interface NamingProps {
  readonly initial: string;
  readonly label: string;
  readonly submit: (name: string) => Promise<void>;
  readonly onCancel: () => void;
}

function Naming({ initial, label, submit, onCancel }: NamingProps) {
  const [name, setName] = useState(initial);
  const { askOnce, busy, trouble } = useAsking();
  const isNone = ['', initial].includes(name.trim());
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isNone) void askOnce(() => submit(name.trim()));
  };
  return (
    <form className="row" onSubmit={onSubmit}>
      <NameField label={label} value={name} trouble={trouble} onChange={setName} />
      <button type="submit" className="button go" aria-disabled={busy || isNone}>
        {words('window.programs.done')}
      </button>
      <button type="button" className="button" onClick={onCancel}>
        {words('window.cancel')}
      </button>
    </form>
  );
}
