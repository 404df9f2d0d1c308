import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DoorPage } from './door-page.ts';

const root = mkdtempSync(join(tmpdir(), 'sandlot-door-'));
after(() => rmSync(root, { recursive: true }));
const newFolder = () => mkdtempSync(join(root, 'home-'));

const ADDRESS = 'http://127.0.0.1:1234/?token=abc';

describe('A page that leads to the studio', () => {
  it('can be read by its user only, does not tell its address, and goes', () => {
    const folder = newFolder();
    {
      using page = new DoorPage(folder, ADDRESS);
      const path = fileURLToPath(page.address);
      assert.equal(statSync(path).mode & 0o777, 0o600);
      assert.match(readFileSync(path, 'utf8'), /0; url=http:\/\/127\.0\.0\.1:1234\/\?token=abc"/);
      assert.ok(!page.address.includes('abc'));
    }
    assert.deepEqual(readdirSync(folder), []);
  });

  it('sweeps what a killed studio has left, and nothing else', () => {
    const folder = newFolder();
    const names = ['3', '4'].map((digit) => `open-${digit.repeat(36)}.html`);
    for (const name of [...names, 'open-my-work.html']) writeFileSync(join(folder, name), '');
    for (const name of [names[0] ?? '', 'open-my-work.html']) utimesSync(join(folder, name), 1, 1);
    using _page = new DoorPage(folder, ADDRESS);
    const left = readdirSync(folder);
    assert.equal(left.length, 3);
    assert.ok(left.includes(names[1] ?? '') && left.includes('open-my-work.html'));
  });
});

describe(
  'The web host',
  { skip: process.platform === 'linux' ? false : 'has a stand-in for xdg-open only' },
  () => {
    it('starts a browser with no secret that a list of processes could show', async () => {
      const folder = newFolder();
      const seen = join(folder, 'seen');
      writeFileSync(
        join(folder, 'xdg-open'),
        `#!/bin/sh\necho "$@" > ${seen}.part\nmv ${seen}.part ${seen}\n`,
      );
      chmodSync(join(folder, 'xdg-open'), 0o700);
      const env = {
        ...process.env,
        PATH: [folder, process.env['PATH']].join(delimiter),
        DISPLAY: ':9',
        SANDLOT_HOME: join(folder, 'home'),
        DOCKER_HOST: 'unix:///nowhere',
        CONTAINER_HOST: 'unix:///nowhere',
      };
      const main = join(import.meta.dirname, 'main.ts');
      const host = spawn(process.execPath, [main, '--port', '0'], { env, stdio: 'ignore' });
      const ended = once(host, 'exit');
      try {
        let opened = '';
        while (opened === '') {
          await sleep(50);
          assert.equal(host.exitCode, null);
          if (readdirSync(folder).includes('seen')) opened = readFileSync(seen, 'utf8').trim();
        }
        const page = readFileSync(fileURLToPath(opened), 'utf8');
        const token = /token=([^"]+)"/.exec(page)?.[1];
        assert.ok(token !== undefined && !opened.includes(token));
        const address = /url=([^"]+)"/.exec(page)?.[1] ?? '';
        const answer = await fetch(address, {
          headers: { 'Sec-Fetch-Site': 'cross-site' },
          redirect: 'manual',
        });
        assert.equal(answer.status, 200);
        const pages = () => readdirSync(join(folder, 'home')).filter((name) => name.endsWith('.html'));
        assert.deepEqual(pages(), [], 'it has been used');
      } finally {
        host.kill('SIGTERM');
        await ended;
      }
    });
  },
);
