import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Client, portPair } from './contract/index.ts';
import { Studio } from './studio.ts';

const address = process.env['SANDLOT_TEST_PODMAN'];
const skip = address === undefined ? 'no podman on this machine' : false;

describe('Facts in a studio', { skip }, () => {
  const home = mkdtempSync(join(tmpdir(), 'sandlot-studio-'));
  let studio: Studio;
  before(async () => {
    Object.assign(process.env, {
      SANDLOT_HOME: home,
      CONTAINER_HOST: address,
      DOCKER_HOST: 'unix:///nowhere/docker.sock',
    });
    studio = await Studio.open();
  });
  after(async () => {
    await studio[Symbol.asyncDispose]();
    rmSync(home, { recursive: true, force: true });
  });

  function openWindow() {
    const [port, other] = portPair();
    studio.connect(other);
    const client = new Client(port);
    client.stream('watch', {}, (_, taken) => taken()).done.catch(() => undefined);
    const names = async (text: string) => {
      const answer = await client.call('facts', { files: [{ path: 'a.py', text }] });
      const facts = answer?.[0]?.facts;
      return facts?.kind === 'facts' ? facts.scopes[0]?.names.map(({ name }) => name).join(' ') : facts?.kind;
    };
    return { port, client, names };
  }

  it('are each window’s own, whoever else asks', async () => {
    const [one, two] = [openWindow(), openWindow()];
    assert.deepEqual(await Promise.all([one.names('x = 1'), two.names('y = z')]), ['x', 'y z']);
    assert.deepEqual(await Promise.all([two.names('('), one.names('a')]), ['syntaxError', 'a']);
    one.port.close();
    assert.equal(await two.names('b'), 'b');
    two.port.close();
  });

  it('come while a program of the same window runs, and do not touch it', async () => {
    const window = openWindow();
    const { project } = await window.client.call('open', {});
    let output = '';
    const waiting = Promise.withResolvers<undefined>();
    const stream = window.client.stream(
      'run',
      {
        project: project.id,
        entry: 'a.py',
        edited: [{ path: 'a.py', text: 'print(input("?"))' }],
        columns: 80,
        rows: 24,
      },
      (event, taken) => {
        taken();
        if (event.type === 'output') output += event.text;
        if (event.type === 'waiting') waiting.resolve(undefined);
      },
    );
    await waiting.promise;
    assert.equal(await window.names('while True: x = 1'), 'x');
    await window.client.call('run.input', { run: stream.id, text: 'Ada\r' });
    const { result } = await stream.done;
    assert.equal(result.verdict, 'finished');
    assert.match(output, /Ada\r\nAda/);
    window.port.close();
  });
});
