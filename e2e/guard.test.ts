import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { violations } from './testing/axe.ts';
import type { StudioPage } from './testing/page.ts';
import type { TestStudio } from './testing/studio.ts';
import { until } from './testing/until.ts';
import { useStudio } from './testing/use-studio.ts';

describe('The studio guards', () => {
  let studio: TestStudio;
  let window: StudioPage;

  useStudio((opened) => ({ studio, window } = opened));

  async function forTeachers() {
    const settings = await window.choose('Settings');
    await settings.getByRole('button', { name: 'For teachers' }).click();
    return settings;
  }

  it('what a teacher has settled, with a PIN', async () => {
    let settings = await forTeachers();
    await settings.getByLabel('Set a PIN').fill('2468');
    await settings.getByLabel('The same PIN once more').fill('2468');
    await settings.getByRole('button', { name: 'Save the PIN' }).click();
    await settings.getByLabel('Change the PIN').waitFor();
    await window.leaveDialog();

    settings = await forTeachers();
    await settings.getByLabel('The teacher’s PIN').fill('1111');
    await settings.getByRole('button', { name: 'Unlock' }).click();
    await settings.getByText('That is not the PIN.').waitFor();
    assert.deepEqual(await violations(window.page), []);
    await settings.getByLabel('The teacher’s PIN').fill('2468');
    await settings.getByRole('button', { name: 'Unlock' }).click();
    await settings.getByRole('button', { name: 'Remove the PIN' }).click();
    await settings.getByLabel('Set a PIN').waitFor();
    await window.leaveDialog();
  });

  it('a pupil from a computer that cannot run programs: it says why, and writing goes on', async () => {
    let settings = await forTeachers();
    await settings.getByText('Docker', { exact: true }).click();
    await window.leaveDialog();
    await window.untilStatus(/Programs cannot run on this computer yet/);
    await window.help.getByText('it is not running on this computer').waitFor();
    assert.deepEqual(await violations(window.page), []);
    await window.write('print("written all the same")\n');
    await until(() => readFileSync(join(studio.work, 'hello.py'), 'utf8').includes('all the same'));
    await window.run.click();
    await window.untilStatus(/not running on this computer/);
    settings = await forTeachers();
    await settings.getByText('Podman', { exact: true }).click();
    await window.leaveDialog();
    await window.untilStatus(/Ready|not running/, 60_000);
    await until(async () => {
      await window.run.click();
      return (await window.console()).includes('all the same');
    });
  });

  it('itself from a page that asks for what it must not', async () => {
    const ended = await window.page.evaluate(async () => {
      const codes: number[] = [];
      for (const rubbish of [
        'rubbish',
        '{"type":"take all"}',
        JSON.stringify({ type: 'taken', id: 5, size: -1 }),
      ]) {
        const socket = new WebSocket(`ws://${location.host}/contract`);
        const closed = new Promise<number>((resolve) => {
          socket.addEventListener('close', ({ code }) => resolve(code));
        });
        socket.addEventListener('open', () => socket.send(rubbish));
        codes.push(await closed);
      }
      return codes;
    });
    assert.equal(ended.length, 3);
    const refused = await window.page.evaluate(async () => {
      const call = (method: string, params: unknown) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(`ws://${location.host}/contract`);
          socket.addEventListener('open', () =>
            socket.send(JSON.stringify({ type: 'call', id: 1, method, params })),
          );
          socket.addEventListener('message', ({ data }) => resolve(String(data)));
        });
      return Promise.all([
        call('file.read', { project: '..', path: 'store.db' }),
        call('file.read', { project: 'My first program', path: '../../keys/studio.pem' }),
        call('file.save', { project: 'My first program', path: '/etc/passwd', text: 'x', base: null }),
        call('run.stop', { run: 1 }),
        call('process.exit', {}),
      ]);
    });
    const codes = refused.map(
      (answer) => (JSON.parse(answer) as { problem?: { code: string } }).problem?.code,
    );
    assert.deepEqual(codes, ['bad-name', 'bad-name', 'bad-name', 'no-such-run', 'bad-request']);
  });

  it('the machine: the page can reach nobody else', async () => {
    const reached = await window.page.evaluate(async () => {
      const attempts = [
        fetch('https://example.com/').then(() => 'fetched'),
        new Promise((resolve, reject) => {
          const image = new Image();
          image.onload = () => resolve('image');
          image.onerror = () => reject(new Error('no image'));
          image.src = 'https://example.com/x.png';
        }),
        new Promise((resolve, reject) => {
          const socket = new WebSocket('wss://example.com/');
          socket.onopen = () => resolve('socket');
          socket.onerror = () => reject(new Error('no socket'));
        }),
      ];
      return (await Promise.allSettled(attempts)).map(({ status }) => status);
    });
    assert.deepEqual(reached, ['rejected', 'rejected', 'rejected']);
    assert.ok(window.complaints.some((text) => text.includes('Content Security Policy')));
  });
});
