import { useState } from 'react';
import { words } from '../../app/words/index.ts';
import { Dialog } from '../design/dialog.tsx';
import { DoctorPanel } from '../doctor/doctor-panel.tsx';
import type { Session } from '../studio/session.ts';
import { LooksPanel } from './looks-panel.tsx';
import { TeacherPanel } from './teacher-panel.tsx';

interface SettingsDialogProps {
  readonly session: Session;
  readonly onClose: () => void;
}

const PANELS = ['looks', 'teacher', 'doctor'] as const;
type Panel = (typeof PANELS)[number];

/** How the studio looks; what a teacher settles; what the doctor says about this computer. */
export default function SettingsDialog({ session, onClose }: SettingsDialogProps) {
  const [panel, setPanel] = useState<Panel>('looks');
  return (
    <Dialog title={words('window.settings.title')} size="wide" onClose={onClose}>
      <div className="row" role="group" aria-label={words('window.settings.panels')}>
        {PANELS.map((name) => (
          <button
            key={name}
            type="button"
            className="button"
            aria-pressed={name === panel}
            onClick={() => setPanel(name)}
          >
            {words(`window.settings.panel.${name}`)}
          </button>
        ))}
      </div>
      {panel === 'looks' && <LooksPanel session={session} />}
      {panel === 'teacher' && <TeacherPanel session={session} />}
      {panel === 'doctor' && <DoctorPanel session={session} />}
    </Dialog>
  );
}
