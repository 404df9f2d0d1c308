import { type Session, session } from 'electron';
import { mayHave, mayRequest } from './policy.ts';

/** Without `persist:` before it, so in memory: whoever sits at this computer next finds nothing of it. */
const PARTITION = 'studio';

/** The session of every window: it reaches nobody, keeps nothing, and grants next to nothing. */
export function openSession(): Session {
  const ours = session.fromPartition(PARTITION);
  denyNetwork(ours);
  denyPermissions(ours);
  // It would fetch its dictionaries.
  ours.setSpellCheckerEnabled(false);
  ours.on('will-download', (event) => event.preventDefault());
  return ours;
}

/** All of it, WebSockets too. That no name resolves either is said by the switches. */
function denyNetwork(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !mayRequest(url) }));
}

function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_, permission, decide, { requestingUrl }) =>
    decide(mayHave(permission, requestingUrl)),
  );
  session.setPermissionCheckHandler((_, permission, origin) => mayHave(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_, decide) => decide(null));
}
