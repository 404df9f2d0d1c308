import type { EngineName } from '../engine.ts';
import {
  type BoxRequest,
  CPU_PERIOD_MICROS,
  CPU_QUOTA_MICROS,
  environment,
  memoryBytes,
  scratchFolders,
} from './box-request.ts';

/** Everything in which two engines behind the same API differ for us. */
export interface Quirks {
  readonly name: EngineName;
  /** Path that makes a container, and what to send there. */
  readonly createPath: string;
  createBody(request: BoxRequest): object;
  /** Where containers are removed, and the query that has it done at once. */
  readonly removePath: string;
  readonly removeQuery: Readonly<Record<string, boolean | number>>;
}

const HOST_NAME = 'sandlot';

const docker: Quirks = {
  name: 'docker',
  createPath: '/containers/create',
  removePath: '/containers',
  removeQuery: { force: true, v: true },
  createBody: ({ imageId, user, kind, labels, seccomp, runtime }) => ({
    Image: imageId,
    Env: Object.entries(environment(kind)).map(([name, value]) => `${name}=${value}`),
    Hostname: HOST_NAME,
    Labels: labels,
    Tty: false,
    OpenStdin: true,
    // The box's stream in ends with our connection, however that ends.
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    NetworkDisabled: true,
    HostConfig: {
      NetworkMode: 'none',
      // Whatever the engine's own settings say: the supervisor is PID 1.
      Init: false,
      PidMode: '',
      UTSMode: '',
      IpcMode: 'private',
      CgroupnsMode: 'private',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges', `seccomp=${seccomp.json}`],
      Memory: memoryBytes(kind),
      MemorySwap: memoryBytes(kind),
      PidsLimit: kind.pids,
      CpuPeriod: CPU_PERIOD_MICROS,
      CpuQuota: CPU_QUOTA_MICROS,
      Tmpfs: Object.fromEntries(
        scratchFolders({ kind, user }).map(({ path, options }) => [path, options.join(',')]),
      ),
      // What the box says goes to us and to no file on the disk.
      LogConfig: { Type: 'none', Config: {} },
      ...(runtime === undefined ? {} : { Runtime: runtime }),
    },
  }),
};

/** Users of the host that no one is: far above those of people, and of the ranges that subuid(5) hands out. */
const NOBODYS_USERS = [{ container_id: 0, host_id: 0x7000_0000, size: 0x1_0000 }];

/**
 * A user namespace for the box, so that even its root would be nobody outside. A rootless Podman has one already.
 * Docker has them for all containers or for none (userns-remap), which is for its administrator to choose.
 */
const OWN_USERS = {
  userns: { nsmode: 'private' },
  idmappings: {
    HostUIDMapping: false,
    HostGIDMapping: false,
    UIDMap: NOBODYS_USERS,
    GIDMap: NOBODYS_USERS,
  },
};

/** Of all boxes of a user together, so no box meets it: its own limits are its control group's and kernel.py's. */
const MOST_PROCESSES = 4096;
const MOST_OPEN_FILES = 1024;

/**
 * Podman is asked in its own words (libpod): its translation of Docker's refuses a limit of inodes, adds
 * writable folders to a read-only root, and takes no list of resource limits but its own.
 */
const podman: Quirks = {
  name: 'podman',
  createPath: '/v4.0.0/libpod/containers/create',
  removePath: '/v4.0.0/libpod/containers',
  // Without a time it asks politely for ten seconds first, and PID 1 does not listen.
  removeQuery: { force: true, v: true, timeout: 0 },
  createBody: ({ imageId, user, kind, labels, seccomp, runtime, rootless }) => ({
    image: imageId,
    env: environment(kind),
    hostname: HOST_NAME,
    labels,
    terminal: false,
    stdin: true,
    // Whatever containers.conf says: everything is the box's own, and the supervisor is PID 1.
    init: false,
    pidns: { nsmode: 'private' },
    utsns: { nsmode: 'private' },
    netns: { nsmode: 'none' },
    ipcns: { nsmode: 'private' },
    cgroupns: { nsmode: 'private' },
    ...(rootless ? {} : OWN_USERS),
    read_only_filesystem: true,
    cap_drop: ['ALL'],
    no_new_privileges: true,
    // A path on the engine's side: Podman 4 takes no profile inline.
    seccomp_profile_path: seccomp.path,
    resource_limits: {
      memory: { limit: memoryBytes(kind), swap: memoryBytes(kind) },
      pids: { limit: kind.pids },
      cpu: { period: CPU_PERIOD_MICROS, quota: CPU_QUOTA_MICROS },
    },
    // What is not named is the most there is, and that may be more than root is allowed in a container. Without root's
    // rights Podman makes it what the user has, and would take what is named at its word.
    r_limits: rootless
      ? []
      : [
          { type: 'nofile', hard: MOST_OPEN_FILES, soft: MOST_OPEN_FILES },
          { type: 'nproc', hard: MOST_PROCESSES, soft: MOST_PROCESSES },
        ],
    mounts: scratchFolders({ kind, user }).map(({ path, options }) => ({
      type: 'tmpfs',
      source: 'tmpfs',
      destination: path,
      // Options that it does not know pass as part of one that it does.
      options: smuggle(options),
    })),
    log_configuration: { driver: 'none' },
    systemd: 'false',
    ...(runtime === undefined ? {} : { oci_runtime: runtime }),
  }),
};

/** `size=…,nr_inodes=…` as one option: Podman checks the name before the first `=`, the kernel all of it. */
function smuggle(options: readonly string[]): string[] {
  const known = new Set(['rw', 'noexec', 'nosuid', 'nodev']);
  const flags = options.filter((option) => known.has(option));
  const rest = options.filter((option) => !known.has(option));
  return [...flags, rest.join(',')];
}

export const QUIRKS: Readonly<Record<EngineName, Quirks>> = { docker, podman };
