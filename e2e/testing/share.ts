/** A network share for tests: SFTP over sshfs, with a server of its own whose line can be held up and cut. Needs root. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../tools/engines/index.ts';

const SERVER = findProgram('sftp-server');

const hasAll = process.getuid?.() === 0 && findProgram('sshfs') !== undefined && SERVER !== undefined;
export const NEEDS_SHARE = {
  skip:
    hasAll && existsSync('/dev/fuse')
      ? false
      : 'needs root, FUSE, and the Debian packages sshfs and openssh-sftp-server',
};

export class Share implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sandlot-e2e-share-'));
  readonly #isCut = join(this.#folder, 'cut');
  readonly #pid = join(this.#folder, 'pid');
  /** Where this computer sees it. */
  readonly mounted = join(this.#folder, 'mounted');
  /** Where the server has it. */
  readonly served = join(this.#folder, 'served');

  constructor() {
    mkdirSync(this.mounted);
    mkdirSync(this.served);
    // In the place of ssh: it leads to a server, unless it is cut.
    const line = join(this.#folder, 'line');
    const script = `#!/bin/sh\n[ -e ${this.#isCut} ] && exit 255\necho $$ > ${this.#pid}\nexec ${SERVER ?? ''}\n`;
    writeFileSync(line, script, { mode: 0o755 });
    const options = `reconnect,ssh_command=${line},dir_cache=no`;
    execFileSync('sshfs', ['-o', options, `server:${this.served}`, this.mounted], { stdio: 'ignore' });
  }

  /** The server answers nobody. */
  hang(): void {
    this.#signal('SIGSTOP');
  }

  answer(): void {
    this.#signal('SIGCONT');
  }

  /** Whatever is asked of it fails. */
  cut(): void {
    writeFileSync(this.#isCut, '');
    this.#signal('SIGKILL');
  }

  mend(): void {
    rmSync(this.#isCut, { force: true });
  }

  [Symbol.dispose](): void {
    this.cut(); // a server that hangs does not notice that nobody is left
    execFileSync('umount', ['-l', this.mounted]);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      process.kill(Number(readFileSync(this.#pid, 'utf8')), signal);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error; // it has gone before
    }
  }
}
