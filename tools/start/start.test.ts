import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ask, cookieFrom, openLine } from '../../app/hosts/web/testing/host.ts';

const root = join(import.meta.dirname, '..', '..');

interface HowToStart {
  readonly nodeArgs?: readonly string[];
  /** By npm itself, and not only what it runs. */
  readonly npm?: boolean;
  /** What is another way in its environment. */
  readonly surroundings?: Readonly<Record<string, string>>;
}

/** `npm start` with a home of its own, and without a screen. */
class Start implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly ended: Promise<unknown[]>;
  output = '';
  readonly #home = mkdtempSync(join(tmpdir(), 'sandlot-home-'));

  constructor(args: readonly string[], { nodeArgs = [], npm = false, surroundings = {} }: HowToStart = {}) {
    const env = {
      ...process.env,
      SANDLOT_HOME: this.#home,
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      ...surroundings,
    };
    const [program, ...before] = npm
      ? ['npm', 'start', '--']
      : [process.execPath, ...nodeArgs, join(root, 'tools/start.mjs')];
    this.process = spawn(program, [...before, ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.ended = once(this.process, 'close');
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
  }

  /** The address, when it is printed. */
  async address(): Promise<string> {
    for (;;) {
      const address = /http:\S+/.exec(this.output)?.[0];
      if (address !== undefined) return address;
      assert.equal(this.process.exitCode, null, this.output);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Its exit code, and all that it has said. */
  async end(): Promise<{ code: number | null; output: string }> {
    await this.ended;
    return { code: this.process.exitCode, output: this.output };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill('SIGTERM');
    await this.ended;
    rmSync(this.#home, { recursive: true });
  }
}

/** A computer with a screen, a user who is not root, and this in Electron's place. */
class Desk implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sandlot-desk-'));

  constructor(electron: string) {
    this.#put('electron', electron);
    this.#put('xdg-open', '#!/bin/sh');
    this.#put('newuidmap', '#!/bin/sh'); // or npm start would install it
  }

  get surroundings(): Record<string, string> {
    const notRoot = encodeURIComponent('process.getuid = () => 1000');
    return {
      DISPLAY: ':99',
      ELECTRON_OVERRIDE_DIST_PATH: this.#folder,
      PATH: `${this.#folder}:${process.env['PATH']}`,
      NODE_OPTIONS: `--import data:text/javascript,${notRoot}`,
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }

  #put(name: string, content: string): void {
    writeFileSync(join(this.#folder, name), content, { mode: 0o755 });
  }
}

describe('npm start', () => {
  it('sets up, opens the studio for who has its address, and ends cleanly on Ctrl-C', async () => {
    await using start = new Start(['--host', 'web', '--port', '0', '--no-open']);
    const address = await start.address();
    for (const step of ['packages', 'programs', 'images', 'window']) {
      assert.match(start.output, new RegExp(`^${step}: `, 'm'));
    }
    const port = Number(new URL(address).port);
    const Cookie = await cookieFrom(address);
    const { status, body } = await ask(port, 'GET /', { Cookie });
    assert.equal(status, 200);
    assert.match(body, /<div id="studio">/);
    const line = openLine(port, Cookie);
    await once(line, 'open');
    line.send(JSON.stringify({ type: 'call', id: 1, method: 'project.list', params: {} }));
    const [answer] = (await once(line, 'message')) as [Buffer];
    assert.match(answer.toString(), /"type":"return","id":1/);
    start.process.kill('SIGINT');
    const { code, output } = await start.end();
    assert.equal(code, 0, output);
  });

  it('takes the browser where there is no screen, and says so', async () => {
    await using start = new Start([]);
    await start.address();
    assert.match(start.output, /opens in a browser: there is no screen/);
    // npm hands on the signal that the terminal has sent: it comes twice.
    start.process.kill('SIGINT');
    start.process.kill('SIGINT');
    assert.equal((await start.end()).code, 0);
  });

  it('ends with whoever started it, however that has ended', async () => {
    await using start = new Start(['--no-open']);
    const port = Number(new URL(await start.address()).port);
    start.process.kill('SIGKILL');
    await start.ended; // the child has our pipes too: they close when it has gone
    assert.equal((await ask(port, 'GET /')).status, 0);
  });

  it('ends when npm is told to, though npm tells only the shell between', async () => {
    await using start = new Start(['--no-open'], { npm: true });
    const port = Number(new URL(await start.address()).port);
    start.process.kill('SIGTERM');
    await start.ended;
    assert.match(start.output, /Closing Sandlot/);
    assert.equal((await ask(port, 'GET /')).status, 0);
  });

  it('says which port is taken, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await using start = new Start(['--host', 'web', '--port', String(port)]);
    const { code, output } = await start.end();
    other.close();
    assert.equal(code, 1);
    assert.match(output, new RegExp(`Another program has the port ${port}.*--port 0`));
  });

  it('refuses what is no option before it does anything', async () => {
    for (const [args, words] of [
      [['--port', '70000'], /A port is a number from 0 to 65535, and not 70000/],
      [['--port', '0x10'], /and not 0x10/],
      [['--host', 'cloud'], /There is no host cloud/],
      [['--wide'], /--port NUMBER and --no-open/],
    ] as const) {
      await using start = new Start(args);
      const { code, output } = await start.end();
      assert.equal(code, 2, args.join(' '));
      assert.match(output, words);
      assert.doesNotMatch(output, /images/);
    }
  });

  it('says why there is no Electron, for who wants that and nothing else', async () => {
    await using start = new Start(['--host', 'electron']);
    const { code, output } = await start.end();
    assert.equal(code, 1);
    assert.match(output, /there is no screen.*--host web/);
  });

  for (const [what, electron, says] of [
    ['lacks a library', '#!/bin/sh\necho libnss3.so: cannot open >&2\nexit 127', /^libnss3/m],
    ['is refused its sandbox', '#!/bin/sh\necho no sandbox >&2\nkill -TRAP $$', /^no sandbox/m],
    ['cannot be run at all', '#!/nowhere/sh', /^spawn .*ENOENT/m],
  ] as const) {
    it(`takes the browser where Electron ${what}, and says why`, async () => {
      using desk = new Desk(electron);
      await using start = new Start([], desk);
      await start.address();
      assert.match(start.output, says);
      assert.match(start.output, /opens in a browser: Electron stopped as soon as it was started/);
      start.process.kill('SIGINT');
      assert.equal((await start.end()).code, 0, start.output);
    });

    it(`fails where Electron ${what}, for who wants that and nothing else`, async () => {
      using desk = new Desk(electron);
      await using start = new Start(['--host', 'electron'], desk);
      const { code, output } = await start.end();
      assert.equal(code, 1, output);
      assert.match(output, /Electron stopped as soon as it was started.*--host web/);
    });
  }

  it('ends with a studio in Electron that has said why it cannot open', async () => {
    using desk = new Desk('#!/bin/sh\nexit 3');
    await using start = new Start([], desk);
    const { code, output } = await start.end();
    assert.equal(code, 3, output);
    assert.doesNotMatch(output, /browser/);
  });

  it('ends with an Electron that somebody has closed, however soon', async () => {
    using desk = new Desk('#!/bin/sh');
    await using start = new Start([], desk);
    const { code, output } = await start.end();
    assert.equal(code, 0, output);
    assert.doesNotMatch(output, /browser/);
  });

  it('ends, and opens no browser, when somebody stops it while Electron has just started', async () => {
    using desk = new Desk('#!/bin/sh\necho here\nexec sleep 60');
    await using start = new Start([], desk);
    while (!start.output.includes('here')) await new Promise((resolve) => setTimeout(resolve, 20));
    start.process.kill('SIGINT');
    const { code, output } = await start.end();
    assert.equal(code, 1);
    assert.doesNotMatch(output, /browser/);
  });

  it('tells an old Node that it is too old', async () => {
    const old = `Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } })`;
    await using start = new Start([], {
      nodeArgs: ['--import', `data:text/javascript,${encodeURIComponent(old)}`],
    });
    const { code, output } = await start.end();
    assert.equal(code, 1);
    assert.match(output, /needs Node.js 20.19 or newer, and this is 18.20.4/);
  });
});
