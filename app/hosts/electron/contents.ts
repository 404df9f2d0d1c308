import { type WebContents, app } from 'electron';
import { mayNavigate } from './policy.ts';

/** Guard whatever shows pages, however it came to be: what nobody of ours has made is guarded too. */
export function guardAllContents(): void {
  app.on('web-contents-created', (_, contents) => guard(contents));
}

function guard(contents: WebContents): void {
  const stay = (event: Electron.Event<{ readonly url: string }>) => {
    if (!mayNavigate(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // WebRTC asks no session before it sends.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
