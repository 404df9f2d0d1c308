/** What differs between the engines that we can start: programs, packages, command line. */
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineKind } from './ping.ts';

export interface KindOfEngine {
  /** Where the machine's own engine listens, if it runs one. */
  readonly systemSocket: string;
  /** Programs that must be there before one of our own can be started. */
  readonly programs: readonly string[];
  /** The Debian packages that hold those programs. */
  readonly packages: readonly string[];
  /** The environment variable that tells the tests about it. */
  readonly variable: string;
  /** Folders outside `home` where it keeps state: each set of engines gets its own, empty and in memory. */
  readonly privateFolders: readonly string[];
  /** Whether it refuses a machine with cgroup v1 and v2 side by side ("hybrid") unless v2 is out of sight. */
  readonly refusesHybridCgroups: boolean;
  /** The command that serves its API on `socket` and keeps all data below `home`. */
  readonly command: (home: string, socket: string) => Promise<readonly string[]>;
}

const overlayFilesystem = 0x794c7630; // OVERLAYFS_SUPER_MAGIC in linux/magic.h

export const kinds: Readonly<Record<EngineKind, KindOfEngine>> = {
  docker: {
    systemSocket: '/var/run/docker.sock',
    programs: ['dockerd', 'containerd', 'runc', 'iptables'],
    packages: ['docker.io', 'iptables'],
    variable: 'SANDLOT_TEST_DOCKER',
    privateFolders: ['/run/containerd'],
    refusesHybridCgroups: false,
    command: (home, socket) =>
      Promise.resolve([
        'dockerd',
        ...['--data-root', join(home, 'docker')],
        ...['--exec-root', join(home, 'docker.run')],
        ...['--pidfile', join(home, 'docker.pid')],
        ...['--host', `unix://${socket}`],
        // No box has a network, so the engine need not touch the machine's.
        ...['--iptables=false', '--ip6tables=false', '--bridge=none'],
      ]),
  },
  podman: {
    systemSocket: '/run/podman/podman.sock',
    programs: ['podman', 'crun', 'conmon'],
    packages: ['podman', 'crun'],
    variable: 'SANDLOT_TEST_PODMAN',
    // Its locks are numbered in shared memory, and a new store frees all of them: never share that.
    privateFolders: ['/dev/shm', '/run/crun', '/run/libpod'],
    refusesHybridCgroups: true,
    command: async (home, socket) => [
      'podman',
      ...['--root', join(home, 'podman')],
      ...['--runroot', join(home, 'podman.run')],
      ...['--tmpdir', join(home, 'podman.tmp')],
      // Overlay cannot be laid over overlay, which is what we get in a container; Docker sees that itself.
      ...['--storage-driver', (await statfs(home)).type === overlayFilesystem ? 'vfs' : 'overlay'],
      ...['--cgroup-manager', 'cgroupfs', '--runtime', 'crun'],
      ...['system', 'service', '--time', '0', `unix://${socket}`],
    ],
  },
};
