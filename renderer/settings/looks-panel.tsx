import { FONTS, SCALES, THEMES } from '../../app/contract/index.ts';
import { words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import type { Session } from '../studio/session.ts';
import { useStore } from '../studio/store.ts';
import { Choice } from './choice.tsx';

/** What each pupil sets for her own eyes and ears. */
export function LooksPanel({ session }: { readonly session: Session }) {
  const { settings } = useStore(session.settings);
  const { ask, trouble } = useAsking();
  const change = (some: Parameters<Session['changeOwn']>[0]) => void ask(() => session.changeOwn(some));
  return (
    <div className="settings">
      {trouble !== undefined && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
      <Choice
        label={words('window.settings.theme')}
        values={THEMES}
        value={settings.theme}
        wordsOf={(value) => words(`window.settings.themes.${value}`)}
        onChange={(theme) => change({ theme })}
      />
      <Choice
        label={words('window.settings.font')}
        values={FONTS}
        value={settings.font}
        wordsOf={(value) => words(`window.settings.fonts.${value}`)}
        onChange={(font) => change({ font })}
      />
      <Choice
        label={words('window.settings.scale')}
        values={SCALES}
        value={settings.scale}
        wordsOf={(percent) => words('window.settings.percent', { percent })}
        onChange={(scale) => change({ scale })}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={settings.motion === 'less'}
          onChange={({ target }) => change({ motion: target.checked ? 'less' : 'system' })}
        />
        <span>{words('window.settings.lessMotion')}</span>
      </label>
      <label className="tick">
        <input
          type="checkbox"
          checked={settings.screenReader}
          onChange={({ target }) => change({ screenReader: target.checked })}
        />
        <span>
          {words('window.settings.screenReader')}
          <span className="aside block">{words('window.settings.screenReaderAside')}</span>
        </span>
      </label>
    </div>
  );
}
