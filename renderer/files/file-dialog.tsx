import { FolderInput, Trash2 } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import { Dialog, closeToProgram } from '../design/dialog.tsx';
import { NameField } from '../design/name-field.tsx';
import { ChooseFiles } from '../intake/choose-files.tsx';
import type { Intake } from '../intake/use-intake.ts';
import type { Workspace } from '../studio/workspace.ts';

interface FileDialogProps {
  readonly workspace: Workspace;
  readonly intake: Intake;
  /** The file to rename or remove; none makes a new one. */
  readonly file?: string;
  readonly onClose: () => void;
}

/** Make a file or bring some from elsewhere, or give one another name, or remove it. */
export function FileDialog({ workspace, intake, file, onClose }: FileDialogProps) {
  const [name, setName] = useState(file ?? '');
  const { askOnce, busy, trouble } = useAsking();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const path = withEnding(name.trim());
    if (path === file || path === '') return;
    const work = () =>
      file === undefined ? workspace.createFile(path, '') : workspace.renameFile(file, path);
    if (await askOnce(work)) closeToProgram(onClose);
  };
  const remove = async () => {
    if (file !== undefined && (await askOnce(() => workspace.removeFile(file)))) onClose();
  };
  const title =
    file === undefined ? words('window.files.newTitle') : words('window.files.changeTitle', { file });
  return (
    <Dialog title={title} size="narrow" onClose={onClose}>
      <form className="row" onSubmit={(event) => void submit(event)}>
        <NameField
          label={words('window.files.name')}
          aside={words('window.files.nameAside')}
          value={name}
          trouble={trouble}
          onChange={setName}
        />
        <button type="submit" className="button go" aria-disabled={busy || name.trim() === ''}>
          {file === undefined ? words('window.files.make') : words('window.files.rename')}
        </button>
        {file !== undefined && (
          <button type="button" className="button halt" aria-disabled={busy} onClick={() => void remove()}>
            <Trash2 aria-hidden />
            {words('window.files.remove')}
          </button>
        )}
      </form>
      {file === undefined ? (
        <div className="row">
          <ChooseFiles
            className="button plain"
            disabled={busy}
            onChoose={(files) => {
              intake.take(files);
              closeToProgram(onClose);
            }}
          >
            <FolderInput aria-hidden />
            {words('window.files.bring')}
          </ChooseFiles>
        </div>
      ) : (
        <p className="aside">{words('window.files.removeAside')}</p>
      )}
    </Dialog>
  );
}

/** A name without an ending is a program's. */
const withEnding = (name: string) => (name === '' || name.includes('.') ? name : `${name}.py`);
