import { useCallback, useEffect, useState } from 'react';
import type { DoctorReport } from '../../app/contract/index.ts';
import { doctorWords, hasWords, words } from '../../app/words/index.ts';
import { useAsking } from '../design/asking.ts';
import type { Session } from '../studio/session.ts';
import { whyNoBox } from './no-box.ts';

type Engine = DoctorReport['engines'][number];

/** The doctor's table: every engine of this computer, and whether its boxes hold. */
export function DoctorPanel({ session }: { readonly session: Session }) {
  const [report, setReport] = useState<DoctorReport>();
  const { askOnce, busy, trouble } = useAsking();
  const { line } = session;
  const look = useCallback(() => {
    void askOnce(async () => setReport(await line.call('doctor', {})));
  }, [askOnce, line]);
  useEffect(look, [look]);
  return (
    <div className="settings" aria-busy={busy}>
      <p>{words('window.doctor.about')}</p>
      <div className="row">
        <button type="button" className="button" aria-disabled={busy} onClick={look}>
          {words('window.doctor.again')}
        </button>
        <p role="status">{busy && words('window.doctor.looking')}</p>
      </div>
      {trouble !== undefined && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
      {report?.engines.length === 0 && (
        <div className="card bad">
          <p>{words('doctor.none')}</p>
          <p>{words('window.doctor.install')}</p>
        </div>
      )}
      {report?.engines.map((engine) => (
        <EngineReport key={engine.address} engine={engine} />
      ))}
      {report !== undefined && report.missed.length > 0 && <Missed missed={report.missed} />}
      {report !== undefined && <p className="aside">{words('doctor.elsewhere')}</p>}
    </div>
  );
}

/** Where else was asked, and what was wrong there if it was more than silence. */
function Missed({ missed }: { readonly missed: DoctorReport['missed'] }) {
  return (
    <section className="aside">
      <h3>{words('window.doctor.missed')}</h3>
      <ul>
        {missed.map(({ address, source, problem }) => (
          <li key={address}>
            {problem.code === 'engine-missing'
              ? words('window.doctor.quiet', { address, source })
              : words('doctor.asked', { address, source, words: doctorWords(problem, 'window') })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function EngineReport({ engine }: { readonly engine: Engine }) {
  const { name, version, address, rootless, cgroupVersion, fit, checks, problem } = engine;
  const reason = whyNoBox(checks);
  const mode = words(rootless ? 'doctor.rootless' : 'doctor.rootful');
  return (
    <section className="card">
      <h3>{words('doctor.engine', { name, version, address, mode, cgroups: cgroupVersion })}</h3>
      {problem !== null && <p className="trouble">{doctorWords(problem, 'window')}</p>}
      {problem === null && (
        <p className={fit ? 'fit' : 'trouble'}>
          {fit ? words('window.doctor.fit') : words('window.doctor.unfit')}
        </p>
      )}
      {reason !== undefined && <p className="trouble">{words('window.doctor.noBox', { words: reason })}</p>}
      {checks.length > 0 && reason === undefined && (
        <table className="checks">
          <thead>
            <tr>
              <th scope="col">{words('doctor.columns.check')}</th>
              <th scope="col">{words('doctor.columns.state')}</th>
            </tr>
          </thead>
          <tbody>
            {checks.map(({ id, state, seen }) => (
              <tr key={id} data-state={state}>
                <th scope="row">{checkName(id)}</th>
                <td>
                  {words(`doctor.state.${state}`)}
                  {state === 'not enforced' && <span className="aside block">{seen}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function checkName(id: string): string {
  const key = `doctor.check.${id}`;
  return hasWords(key) ? words(key) : id;
}
