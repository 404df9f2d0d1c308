/** Where a window begins: connect, ask for what the first page shows, draw it. */
import './without-eval.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connect } from './connection/index.ts';
import './design/index.css';
import { Session } from './studio/session.ts';
import { Trouble } from './trouble.tsx';

const root = createRoot(document.getElementById('studio') ?? document.body);
try {
  // The terminal measures its letters once, so they have to be there before it.
  const letters = document.fonts.load("1rem 'Atkinson Hyperlegible Mono'");
  const session = await Session.open(connect);
  await letters;
  window.addEventListener('pagehide', () => void session.workspace.flush());
  window.addEventListener('beforeunload', (event) => {
    void session.workspace.flush();
    if (!session.workspace.allSaved) event.preventDefault();
  });
  root.render(<App session={session} />);
} catch (error) {
  root.render(<Trouble error={error} />);
}
