import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Client, portPair } from './contract/index.ts';
import { itemsOf, withExercise, zip } from './lessons/testing/packs.ts';
import { Studio } from './studio.ts';

const address = process.env['SANDLOT_TEST_PODMAN'];
const skip = address === undefined ? 'no podman on this machine' : false;

describe('A studio', { skip }, () => {
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

  it('tells facts to each window of its own, whoever else asks', async () => {
    const [one, two] = [openWindow(), openWindow()];
    assert.deepEqual(await Promise.all([one.names('x = 1'), two.names('y = z')]), ['x', 'y z']);
    assert.deepEqual(await Promise.all([two.names('('), one.names('a')]), ['syntaxError', 'a']);
    one.port.close();
    assert.equal(await two.names('b'), 'b');
    two.port.close();
  });

  it('tells them while a program of the same window runs, which is not touched', async () => {
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

  it('gives a program all files of its exercise, live and when it is checked', async () => {
    const reads = 'print(len(open("pixel.bin", "rb").read()), open("animals.txt").read().strip())\n';
    const pack = withExercise("id: how-old\ntitle: T\nkind: program\ntests:\n  - { output: '3 cat' }\n", {
      'starter.py': '',
      'solution.py': reads,
      'files/pixel.bin': Buffer.from([0xff, 0, 0x89]),
    });
    const window = openWindow();
    const base64 = zip(itemsOf(pack)).toString('base64');
    assert.equal(
      (await window.client.call('lesson.add', { name: 'a.zip', base64, place: 'only' })).kind,
      'taken',
    );
    const of = { pack: 'small', exercise: 'how-old' };
    const { project, entry } = await window.client.call('lesson.open', of);
    const edited = [{ path: entry, text: reads }];
    let output = '';
    const run = window.client.stream(
      'run',
      { project, entry, edited, columns: 80, rows: 24 },
      (event, taken) => {
        taken();
        if (event.type === 'output') output += event.text;
      },
    );
    assert.equal((await run.done).result.verdict, 'finished');
    assert.equal(output, '3 cat\r\n');
    assert.equal((await window.client.call('lesson.check', { ...of, edited })).done, true);
    window.port.close();
  });
});
