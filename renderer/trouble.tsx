import { asProblem } from '../app/contract/index.ts';
import { problemWords, words } from '../app/words/index.ts';
import { Logo } from './bar/logo.tsx';

/** What a window shows that could not even begin. */
export function Trouble({ error }: { readonly error: unknown }) {
  return (
    <main className="trouble-page">
      <Logo />
      <h1>{words('window.trouble.title')}</h1>
      <p>{problemWords(asProblem(error), 'window')}</p>
      <button type="button" className="button go" onClick={() => location.reload()}>
        {words('window.trouble.again')}
      </button>
    </main>
  );
}
