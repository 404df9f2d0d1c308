import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayHave, mayNavigate, mayRequest, maySpeak } from './policy.ts';

/** Addresses that are not ours, however much they look like it. */
const FOREIGN = [
  '',
  'about:blank',
  'about:srcdoc',
  'https://example.com/',
  'http://studio/',
  'file:///etc/passwd',
  'file://studio/',
  'javascript:alert(1)',
  'chrome://gpu',
  'devtools://devtools/bundled/inspector.html',
  'view-source:sandlot://studio/',
  'sandlot:',
  'sandlot:studio',
  'sandlot:///studio/',
  'sandlot://studio.evil.example/',
  'sandlot://evil/studio/',
  'sandlot://studio@evil/',
  'sandlot://pupil@studio/',
  'sandlot://studio:80/',
  'sandlots://studio/',
  ' not an address',
];

describe('A window', () => {
  it('goes to its own page and nowhere else', () => {
    for (const address of ['sandlot://studio/', 'sandlot://studio/?a=1', 'sandlot://studio/#/help']) {
      assert.ok(mayNavigate(address), address);
    }
    const others = ['sandlot://studio/studio.js', 'sandlot://studio/../x', 'data:text/html,x', 'blob:null/1'];
    for (const address of [...FOREIGN, ...others]) assert.ok(!mayNavigate(address), address);
  });

  it('asks nobody else for anything', () => {
    const own = ['sandlot://studio/x.js', 'data:image/png;base64,AA==', 'blob:sandlot://studio/6f2e'];
    for (const address of own) assert.ok(mayRequest(address), address);
    const others = ['ws://127.0.0.1:80/', 'wss://example.com', 'blob:https://example.com/1', 'ftp://studio/'];
    for (const address of [...FOREIGN, ...others]) assert.ok(!mayRequest(address), address);
  });

  it('has the clipboard to write to and no other permission', () => {
    assert.ok(mayHave('clipboard-sanitized-write', 'sandlot://studio/'));
    assert.ok(!mayHave('clipboard-sanitized-write', 'https://example.com/'));
    const denied = [
      'clipboard-read',
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'usb',
      'unknown',
      '',
    ];
    for (const permission of denied) assert.ok(!mayHave(permission, 'sandlot://studio/'), permission);
  });
});

describe('The main process', () => {
  it('listens to our page', () => {
    assert.ok(maySpeak({ url: 'sandlot://studio/', parent: null }));
  });

  it('listens to no frame in it, to nobody who has gone, and to no other page', () => {
    assert.ok(!maySpeak({ url: 'sandlot://studio/', parent: {} }));
    assert.ok(!maySpeak(null));
    for (const url of FOREIGN) assert.ok(!maySpeak({ url, parent: null }), url);
  });
});
