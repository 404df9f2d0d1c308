import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { StudioPage } from './page.ts';

const MAIN = join(import.meta.dirname, '../../app/hosts/web/main.ts');

interface StudioOptions {
  /** More of the environment, or other than usual; undefined takes away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The home of another studio that is to be shared. */
  readonly home?: string;
}

export interface WindowOptions {
  readonly welcome?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** The real studio: its web host in a process of its own, real boxes, and real Chromium. */
export class TestStudio implements AsyncDisposable {
  readonly home: string;
  readonly #env: StudioOptions['env'];
  readonly #ownsHome: boolean;
  readonly browser: Browser;
  readonly #contexts: BrowserContext[] = [];
  #process: ChildProcess;
  #address = '';

  private constructor(browser: Browser, { env, home }: StudioOptions) {
    this.browser = browser;
    this.#ownsHome = home === undefined;
    this.home = home ?? mkdtempSync(join(tmpdir(), 'sandlot-e2e-'));
    this.#env = env;
    this.#process = this.#spawn();
  }

  static async open(options: StudioOptions = {}): Promise<TestStudio> {
    const browser = await chromium.launch({
      executablePath: process.env['SANDLOT_TEST_CHROMIUM'] ?? '/usr/bin/chromium',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    const studio = new TestStudio(browser, options);
    await studio.#listen();
    return studio;
  }

  /** The folder of the pupil's program that is open first. */
  get work(): string {
    return join(this.home, 'work', 'My first program');
  }

  get address(): string {
    return this.#address;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** A window of its own browser profile, past the welcome unless a test wants to see it. */
  async window({ welcome = false, width = 1366, height = 768 }: WindowOptions = {}): Promise<StudioPage> {
    const context = await this.browser.newContext({ viewport: { width, height } });
    this.#contexts.push(context);
    const window = new StudioPage(await context.newPage());
    await window.open(this.#address);
    if (!welcome) await window.skipWelcome();
    return window;
  }

  /** As the power would. */
  async kill(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }

  /** As its user does. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
  }

  /** After it was killed or stopped: another process, on the same home. */
  async start(): Promise<void> {
    this.#process = this.#spawn();
    await this.#listen();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.stop();
    if (this.#ownsHome) rmSync(this.home, { recursive: true, force: true });
  }

  #spawn(): ChildProcess {
    const env = {
      ...process.env,
      SANDLOT_HOME: this.home,
      CONTAINER_HOST: process.env['SANDLOT_TEST_PODMAN'],
      // As npm start has it.
      NODE_COMPILE_CACHE: join(import.meta.dirname, '../../.cache/compiled'),
      // Only Podman is asked, so that a test knows what it tests.
      DOCKER_HOST: 'unix:///nowhere/docker.sock',
      ...this.#env,
    };
    const args = ['--disable-warning=ExperimentalWarning', MAIN, '--port', '0', '--no-open'];
    return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Until it has said where it is. */
  async #listen(): Promise<void> {
    const { stdout, stderr } = this.#process;
    if (stdout === null || stderr === null) throw new Error('no pipes');
    let said = '';
    stderr.on('data', (data: Buffer) => (said += data.toString()));
    const late = AbortSignal.timeout(60_000);
    for await (const line of createInterface({ input: stdout, signal: late })) {
      said += `${line}\n`;
      const address = /http:\/\/\S+/.exec(line)?.[0];
      if (address !== undefined) {
        this.#address = address;
        stdout.resume();
        return;
      }
    }
    throw new Error(`the studio did not start:\n${said}`);
  }
}
