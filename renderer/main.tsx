/** Where a window begins: connect, ask for what the first page shows, draw it. */
import { opening } from './opening.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { lookLikeSystem } from './design/appearance.ts';
import './design/index.css';
import { loadConsoleLetters } from './console/look.ts';
import { Trouble } from './trouble.tsx';

lookLikeSystem();
const consoleLetters = loadConsoleLetters();
const root = createRoot(document.getElementById('studio') ?? document.body);
try {
  const session = await opening;
  await consoleLetters;
  window.addEventListener('pagehide', () => void session.workspace.flush());
  window.addEventListener('beforeunload', (event) => {
    void session.workspace.flush();
    if (!session.workspace.allSaved) event.preventDefault();
  });
  root.render(<App session={session} />);
} catch (error) {
  root.render(<Trouble error={error} />);
}
