/** Debian packages that the tests need. */
import { findRunning } from '../engines/index.ts';
import { type Needed, installPrograms } from '../setup/programs.ts';

const needed: readonly Needed[] = [
  ['podman', 'podman'],
  ['crun', 'crun'],
  ['dockerd', 'docker.io'],
  ['iptables', 'iptables'],
  ['mmdebstrap', 'mmdebstrap'],
  ['zstd', 'zstd'],
  ['chromium', 'chromium'],
  ['sshfs', 'sshfs'],
  ['sftp-server', 'openssh-sftp-server'],
];

/** Goes on whatever happens: the tests skip what they lack, and CI counts that as a failure. */
export async function installPrerequisites(): Promise<void> {
  // Docker may run without being a Debian package of this machine.
  const hasDocker = (await findRunning('docker')) !== undefined;
  installPrograms(hasDocker ? needed.filter(([program]) => program !== 'dockerd') : needed);
}
