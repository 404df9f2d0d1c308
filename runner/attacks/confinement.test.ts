import assert from 'node:assert/strict';
import { readlinkSync } from 'node:fs';
import { it } from 'node:test';
import { z } from 'zod';
import { expectations, type Probe } from '../../sandbox-images/seccomp/expectations.ts';
import { onEachEngine } from '../testing/index.ts';
import { python } from './attack.ts';
import { SLY } from './helpers.ts';

/** Each probe in a child of its own: what it says is its exit code, an errno, 0 for none, or minus a signal. */
const READ_BACK = python`
  import json
  from sly import *
  answers = []
  for number, args in json.load(open("probes.json")):
      def probe():
          signal.alarm(2)
          ctypes.set_errno(0)
          result = libc.syscall(ctypes.c_long(number), *(ctypes.c_long(a) for a in args))
          os._exit(ctypes.get_errno() if result == -1 else 0)
      answers.append(in_child(probe))
  print(json.dumps(answers))
`;

const SELF = python`
  import json, os
  status = dict(line.split(":\t", 1) for line in open("/proc/self/status").read().splitlines() if ":\t" in line)
  mounts = [line.split() for line in open("/proc/self/mountinfo")]
  print(json.dumps({
      "status": {name: text.strip() for name, text in status.items()},
      "mounts": [dict(at=m[4], root=m[3], options=m[5].split(","), kind=m[m.index("-") + 1], source=m[m.index("-") + 2],
                      settings=m[m.index("-") + 3].split(",")) for m in mounts],
      "spaces": {name: os.readlink("/proc/self/ns/" + name) for name in ("cgroup", "ipc", "mnt", "net", "pid", "uts")},
      "net": os.listdir("/sys/class/net") if os.path.exists("/sys/class/net") else ["lo"],
      "environ": sorted(os.environ),
      "kernelEnviron": sorted(e.split(b"=")[0].decode() for e in open("/proc/self/environ", "rb").read().split(b"\0") if e),
      "oom": open("/proc/self/oom_score_adj").read().strip(),
      "nice": os.nice(0),
      "host": os.uname().nodename,
      "cgroup": open("/proc/self/cgroup").read(),
  }))
`;

const selfSchema = z.object({
  status: z.record(z.string(), z.string()),
  mounts: z.array(
    z.object({
      at: z.string(),
      root: z.string(),
      options: z.array(z.string()),
      kind: z.string(),
      source: z.string(),
      settings: z.array(z.string()),
    }),
  ),
  spaces: z.record(z.string(), z.string()),
  net: z.array(z.string()),
  environ: z.array(z.string()),
  kernelEnviron: z.array(z.string()),
  oom: z.string(),
  nice: z.number(),
  host: z.string(),
  cgroup: z.string(),
});

/** Not held against a box: what engines put over files of the image, each a file of their own making. */
const ENGINE_FILES = ['/etc/hosts', '/etc/hostname', '/etc/resolv.conf', '/run/.containerenv', '/etc/mtab'];

onEachEngine('What confines a program', (bench) => {
  const look = async () => {
    const { stdout, stderr } = await bench().run(SELF);
    assert.equal(stderr, '');
    return selfSchema.parse(JSON.parse(stdout));
  };

  it('is the filter that the policy describes, call by call', async () => {
    const probes = expectations.filter(({ callable }) => callable);
    const { stdout, stderr, result } = await bench().run(READ_BACK, {
      files: {
        'sly.py': SLY,
        'probes.json': JSON.stringify(probes.map(({ number, args }) => [number, args])),
      },
    });
    assert.equal(result.verdict, 'finished', stderr);
    const answers = z.array(z.int()).parse(JSON.parse(stdout));
    assert.equal(answers.length, probes.length);
    const wrong = probes.flatMap((probe, index) => {
      const answer = answers[index] ?? NaN;
      return isRight(probe, answer) ? [] : [`${probe.name}(${probe.args.join(', ')}): ${answer}`];
    });
    assert.deepEqual(wrong, []);
  });

  it('is an ordinary user without any capability, under two filters', async () => {
    const { status, oom, nice } = await look();
    const { Seccomp, NoNewPrivs, Uid, Gid, Groups } = status;
    assert.deepEqual(
      { Seccomp, NoNewPrivs, Uid, Gid, oom, nice },
      {
        Seccomp: '2',
        NoNewPrivs: '1',
        Uid: '59871\t59871\t59871\t59871',
        Gid: '59871\t59871\t59871\t59871',
        oom: '1000',
        nice: 19,
      },
    );
    assert.ok(['', '59871'].includes(Groups ?? ''), `groups ${String(Groups)}`);
    const caps = Object.entries(status).filter(([name]) => name.startsWith('Cap'));
    assert.equal(caps.length, 5);
    for (const [name, set] of caps) assert.match(set, /^0+$/, name);
    if (status['Seccomp_filters'] !== undefined) assert.equal(status['Seccomp_filters'], '2');
  });

  it('lets it write nowhere but to small folders in memory', async () => {
    const { mounts } = await look();
    const virtual = new Set(['proc', 'sysfs', 'cgroup', 'cgroup2', 'devpts', 'mqueue']);
    const writable = mounts.filter(({ options, kind }) => options.includes('rw') && !virtual.has(kind));
    const scratch = new Set(['/work', '/tmp', '/dev/shm']);
    assert.deepEqual(new Set(writable.map(({ at }) => at).filter((at) => scratch.has(at))), scratch);
    for (const { at, kind, options, settings } of writable) {
      // Engine's own: its folder of devices is root's, and so are the files that it lays over ours.
      if (['/dev', '/dev/console', '/run/secrets', ...ENGINE_FILES].includes(at)) continue;
      if (kind === 'tmpfs' && /^\/(proc|sys)\//.test(at)) continue; // empty lids over what is masked
      if (/^\/dev\/(null|zero|full|tty|random|urandom)$/.test(at) || at.startsWith('/proc/')) continue;
      assert.ok(scratch.has(at), `${at} is writable`);
      assert.equal(kind, 'tmpfs', at);
      for (const option of ['nosuid', 'nodev', 'noexec'])
        assert.ok(options.includes(option), `${at} ${option}`);
      assert.match(settings.join(), /size=\d+k.*nr_inodes=4096/, at);
    }
  });

  it('shows it nothing of the machine’s own files', async () => {
    const { mounts } = await look();
    const virtual = new Set(['proc', 'sysfs', 'cgroup', 'cgroup2', 'devpts', 'mqueue', 'tmpfs', 'devtmpfs']);
    const real = mounts.filter(({ kind, at }) => !virtual.has(kind) && at !== '/').map(({ at }) => at);
    assert.deepEqual(
      real.filter((at) => !ENGINE_FILES.includes(at)),
      [],
    );
  });

  it('gives it namespaces of its own, with no network but itself', async () => {
    const { spaces, net, host } = await look();
    for (const [name, space] of Object.entries(spaces)) {
      assert.notEqual(space, readlinkSync(`/proc/self/ns/${name}`), name);
    }
    assert.deepEqual(net, ['lo']);
    assert.equal(host, 'sandlot');
  });

  it('tells it three variables, and the kernel’s copy no secrets', async () => {
    const { environ, kernelEnviron } = await look();
    assert.deepEqual(environ, ['HOME', 'LANG', 'PATH']);
    const known = ['HOME', 'HOSTNAME', 'LANG', 'PATH', 'TERM', 'container'];
    assert.deepEqual(
      kernelEnviron.filter((name) => !known.includes(name)),
      [],
    );
  });
});

const EPERM = 1;
const ENOSYS = 38;

function isRight({ expected, newerThanSomeEngines }: Probe, answer: number): boolean {
  if (answer < 0) return false; // no probe may kill
  if (newerThanSomeEngines && (answer === EPERM || answer === ENOSYS)) return true;
  if (expected === 'allowed') return answer !== EPERM;
  return answer === (expected === 'EPERM' ? EPERM : ENOSYS);
}
