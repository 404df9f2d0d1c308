import { connect } from './connection/index.ts';
import { Session } from './studio/session.ts';

/** What the first page shows is asked for before the code that draws it is made ready: `main.tsx` has this first. */
export const opening = Session.open(connect);
