import { readlinkSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { LAB_SIZE, type Lab } from './lab.ts';

/**
 * - `proven`: we tried to break it here and could not
 * - `not enforced`: we tried and could
 * - `unproven`: it cannot be tried on this machine
 */
export type ProofState = 'proven' | 'not enforced' | 'unproven';

export interface Check {
  /** What is proven, as a key for words: `memory`. */
  readonly id: string;
  /** Whether nothing may run where this is not proven. */
  readonly essential: boolean;
  prove(lab: Lab): Promise<{ state: ProofState; seen: string }>;
}

const given = (proven: boolean, seen: string) => ({
  state: proven ? ('proven' as const) : ('not enforced' as const),
  seen: seen.trim(),
});

const memory: Check = {
  id: 'memory',
  essential: true,
  async prove(lab) {
    const { stdout, result } = await lab.run(`
hoard = []
for mib in range(1, 512):
    hoard.append(bytearray(b"x") * (1 << 20))
    print(mib, flush=True)
`);
    await lab.renew();
    const last = Number(stdout.trim().split('\n').at(-1));
    return given(result.verdict === 'memory limit exceeded' && last < LAB_SIZE.memoryMb, `${last} MiB`);
  },
};

const processes: Check = {
  id: 'processes',
  essential: true,
  async prove(lab) {
    const { stdout } = await lab.run(`
import os, time
born = 0
try:
    while born < 500:
        if os.fork() == 0:
            time.sleep(60)
        born += 1
except OSError:
    pass
print(born)
`);
    return given(Number(stdout) > 0 && Number(stdout) < LAB_SIZE.pids, stdout);
  },
};

const processor: Check = {
  id: 'processor',
  essential: true,
  async prove(lab) {
    if (availableParallelism() < 2) return given(true, '1'); // there is no second one to take
    const { result } = await lab.run(`
import os, time
end = time.monotonic() + 0.5
for _ in range(3):
    if os.fork() == 0:
        while time.monotonic() < end:
            pass
        os._exit(0)
while time.monotonic() < end:
    pass
`);
    const share = result.cpuMillis / result.wallMillis;
    // The kernel hands out time in slices of a few milliseconds, so a short run may end a little above one.
    return given(share < 1.35, share.toFixed(2));
  },
};

const clocks: Check = {
  id: 'clocks',
  essential: true,
  async prove(lab) {
    const busy = await lab.run('while True: pass', { cpuMillis: 150 });
    const idle = await lab.run('import time; time.sleep(60)', { wallClockMillis: 150 });
    return given(
      busy.result.reason === 'cpu time' && idle.result.reason === 'wall clock',
      `${busy.result.verdict}, ${idle.result.verdict}`,
    );
  },
};

const output: Check = {
  id: 'output',
  essential: true,
  async prove(lab) {
    const { result } = await lab.run('while True: print("x" * 1000)');
    return given(result.verdict === 'output limit exceeded', `${result.outputBytes} bytes`);
  },
};

const disk: Check = {
  id: 'disk',
  essential: true,
  async prove(lab) {
    const { stdout } = await lab.run(`
import os
most = 0
for folder in ("/work", "/tmp", "/dev/shm"):
    written = 0
    try:
        with open(folder + "/big", "wb", buffering=0) as file:
            while written < 64 << 20:
                written += file.write(b"x" * 65536)
    except OSError:
        pass
    os.unlink(folder + "/big")
    most = max(most, written >> 20)
print(most)
`);
    return given(stdout !== '' && Number(stdout) <= 8, `${stdout.trim()} MiB`);
  },
};

const files: Check = {
  id: 'files',
  essential: true,
  async prove(lab) {
    const { stdout } = await lab.run(`
made = 0
try:
    while made < 20000:
        open(f"/tmp/{made}", "w").close()
        made += 1
except OSError:
    pass
print(made)
`);
    return given(stdout !== '' && Number(stdout) < 5000, stdout);
  },
};

const system: Check = {
  id: 'system',
  essential: true,
  async prove(lab) {
    const { stdout } = await lab.run(`
import os
SCRATCH = ("/work", "/tmp", "/dev/shm")
written = []
for folder, _, _ in os.walk("/"):
    if folder.startswith(("/proc", "/sys", *SCRATCH)):
        continue
    try:
        os.mkdir(folder + "/sandlot-attempt")
        written.append(folder)
    except OSError:
        pass
for line in open("/proc/self/mountinfo"):
    before, after = line.split(" - ")
    place, options = before.split()[4:6]
    kind = after.split()[0]
    if kind == "tmpfs" and place in SCRATCH and not {"noexec", "nosuid", "nodev"} <= set(options.split(",")):
        written.append(place)
print(written)
`);
    return given(stdout.trim() === '[]', stdout);
  },
};

const network: Check = {
  id: 'network',
  essential: true,
  async prove(lab) {
    const { stdout } = await lab.run(`
import socket
names = [line.split(":")[0].strip() for line in list(open("/proc/net/dev"))[2:]]
try:
    socket.create_connection(("192.0.2.1", 80), timeout=0.2)
    names.append("connected")
except PermissionError:
    pass
except OSError:
    names.append("sockets")
print(*sorted(set(names) - {"lo"}))
`);
    return given(stdout === '\n', stdout);
  },
};

const calls: Check = {
  id: 'calls',
  essential: true,
  async prove(lab) {
    const { stdout } = await lab.run(`
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
FORBIDDEN = {"unshare": 272, "mount": 165, "ptrace": 101, "keyctl": 250, "bpf": 321, "setns": 308,
             "process_vm_readv": 310, "io_uring_setup": 425, "userfaultfd": 323, "perf_event_open": 298,
             "memfd_create": 319, "open_by_handle_at": 304, "kexec_load": 246, "reboot": 169}
allowed = []
for name, number in FORBIDDEN.items():
    ctypes.set_errno(0)
    if libc.syscall(number, 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() != errno.EPERM:
        allowed.append(name)
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
if status["Seccomp"].strip() != "2":
    allowed.append("no filter")
print(*allowed)
`);
    return given(stdout === '\n', stdout);
  },
};

const privileges: Check = {
  id: 'privileges',
  essential: true,
  async prove(lab) {
    const { stdout } = await lab.run(`
status = dict(line.strip().split(":\\t", 1) for line in open("/proc/self/status"))
held = [name for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb") if int(status[name], 16)]
if status["NoNewPrivs"] != "1":
    held.append("NoNewPrivs")
if "0" in status["Uid"].split() + status["Gid"].split():
    held.append("root")
print(*held)
`);
    return given(stdout === '\n', stdout);
  },
};

const NAMESPACES = ['ipc', 'mnt', 'net', 'pid', 'uts', 'cgroup'];

const namespaces: Check = {
  id: 'namespaces',
  // Elsewhere the engine's own machine is Linux, and ours has no namespaces to compare with.
  essential: process.platform === 'linux',
  async prove(lab) {
    const { stdout } = await lab.run(`
import os
print(*(os.readlink(f"/proc/self/ns/{name}") for name in ${JSON.stringify(NAMESPACES)}))
`);
    if (process.platform !== 'linux') return { state: 'unproven', seen: process.platform };
    const inside = stdout.trim().split(' ');
    const shared = NAMESPACES.filter((name, at) => inside[at] === readlinkSync(`/proc/self/ns/${name}`));
    return given(inside.length === NAMESPACES.length && shared.length === 0, shared.join(' '));
  },
};

const userNamespace: Check = {
  id: 'user-namespace',
  essential: false,
  async prove(lab) {
    const { stdout } = await lab.run('print(*open("/proc/self/uid_map").read().split())');
    const map = stdout.trim();
    return given(map !== '' && map !== '0 0 4294967295', stdout);
  },
};

const supervisor: Check = {
  id: 'supervisor',
  essential: true,
  async prove(lab) {
    await lab.run(`
import os, signal
for number in range(1, 32):
    try:
        os.kill(1, number)
    except OSError:
        pass
open("/tmp/left-behind", "w").close()
os.kill(-1, signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
`);
    const { stdout } = await lab.run(`
import os
print(*os.listdir("/tmp"), *(pid for pid in os.listdir("/proc") if pid.isdigit() and pid not in ("1", str(os.getpid()))))
`);
    return given(stdout === '\n', stdout);
  },
};

/** Everything that a box promises, in the order in which it is told. Memory goes last: it costs the box. */
export const CHECKS: readonly Check[] = [
  network,
  system,
  disk,
  files,
  calls,
  privileges,
  namespaces,
  userNamespace,
  processes,
  processor,
  clocks,
  output,
  supervisor,
  memory,
];
