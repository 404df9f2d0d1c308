/** The kernel, the network, and the world outside. Call by call, confinement.test.ts reads the filter back. */
import { type Attack, TERMINAL, python } from '../attack.ts';

export const kernel: readonly Attack[] = [
  {
    name: 'calls home: HTTP, DNS, a port scan',
    program: python`
      from sly import *
      import socket, urllib.request
      print(attempt(urllib.request.urlopen, "http://192.0.2.1/", timeout=1))
      print(attempt(socket.getaddrinfo, "example.org", 80))
      print({attempt(socket.create_connection, ("127.0.0.1", port), 0.1) for port in range(1, 200)})
    `,
    verdict: 'finished',
    prints: "URLError\ngaierror\n{'EPERM'}\n",
  },
  {
    name: 'asks for a socket of every family',
    program: python`
      from sly import *
      print({call(41, family, kind, 0) for family in range(48) for kind in (1, 2, 3, 5)})
      print({call(41, family | 1 << 32, 1, 0) for family in range(48)})
      print({call(53, family, 1, 0, (ctypes.c_int * 2)()) for family in range(48) if family != 1})
      print(call(53, 1 << 32 | 40, 1, 0, (ctypes.c_int * 2)()))
    `,
    verdict: 'finished',
    prints: "{'EPERM'}\n{'EPERM'}\n{'EPERM'}\nEPERM\n",
  },
  {
    name: 'looks for a network',
    program: python`
      import os
      print([line.split(":")[0].strip() for line in open("/proc/net/dev") if ":" in line])
      print(open("/proc/net/route").read().count("\n"))
    `,
    verdict: 'finished',
    prints: "['lo']\n1\n",
  },
  {
    name: 'goes through the calls that lead out',
    program: python`
      from sly import *
      print({
          "ptrace": call(101, 16, os.getppid(), 0, 0),
          "traceme": call(101, 0, 0, 0, 0),
          "process_vm_readv": call(310, 1, 0, 0, 0, 0, 0),
          "unshare": call(272, 0x10000000),
          "mount": call(165, b"none", b"/work", b"tmpfs", 0, 0),
          "umount": call(166, b"/work", 2),
          "keyctl": call(250, 0, -3, 0),
          "add_key": call(248, b"user", b"x", b"x", 1, -3),
          "io_uring": call(425, 8, bytes(200)),
          "bpf": call(321, 0, bytes(200), 200),
          "userfaultfd": call(323, 0),
          "perf": call(298, bytes(200), 0, -1, -1, 0),
          "setns": call(308, 0, 0),
          "chroot": call(161, b"/proc/1/root"),
          "pivot_root": call(155, b"/work", b"/work"),
          "handle": call(304, -100, bytes(200), 0),
          "reboot": call(169, 0xfee1dead, 672274793, 0, 0),
          "syslog": call(103, 3, bytes(10), 10),
          "sethostname": call(170, b"x", 1),
          "settimeofday": call(164, bytes(16), 0),
          "clock_settime": call(227, 0, bytes(16)),
          "adjtimex": call(159, bytes(300)),
          "init_module": call(175, 0, 0, b""),
          "shmget": call(29, 0, 4096, 0o1666),
          "msgget": call(68, 0, 0o1666),
          "semget": call(64, 0, 1, 0o1666),
          "mq_open": call(240, b"q", 0o102, 0o666, 0),
          "inotify": call(294, 0),
          "fanotify": call(300, 0, 0),
          "iopl": call(172, 3),
          "modify_ldt": call(154, 0, bytes(16), 16),
          "pidfd_getfd": call(438, call(434, 1, 0), 0, 0),
          "kcmp": call(312, 1, os.getpid(), 0, 0, 0),
          "newuser": call(56, 0x10000000 | 17, 0, 0, 0, 0),
          "newuser, hidden": call(56, 1 << 40 | 0x10000000 | 17, 0, 0, 0, 0),
      })
    `,
    verdict: 'finished',
    prints: /^\{('[\w, ]+': 'EPERM'(, )?){35}\}\n$/,
  },
  {
    name: 'undoes the randomization of addresses',
    program:
      'from sly import *\nprint(call(135, 0x0040000), call(135, 0x400000), call(135, 1 << 32 | 0x0040000), call(135, 0xffffffff))',
    verdict: 'finished',
    prints: 'EPERM EPERM EPERM 0\n',
  },
  {
    name: 'calls by the numbers of other architectures',
    program: python`
      from sly import *
      import mmap
      X32 = 0x40000000
      print(in_child(lambda: call(X32 | 39)), in_child(lambda: call(X32 | 520, b"/", 0, 0)), in_child(lambda: call(X32 | 41, 2, 1, 0)))
      # mov eax, 20 (getpid of i386); int 0x80; ret
      code = mmap.mmap(-1, 4096, prot=7)
      code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
      entry = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
      print(in_child(entry))
    `,
    verdict: 'finished',
    prints: '-31 -31 -31\n-31\n',
  },
  {
    name: 'hides what it asks for in the upper half of an argument',
    program: python`
      from sly import *
      high = 1 << 32
      print(call(16, 0, high | 0x5412, b"x"), call(16, 0, 0x5412, b"x"), call(16, 0, 0x541c, b"\2"),
            call(302, high | 1, 7, bytes(16), 0), call(203, high | 1, 8, bytes(8)), call(141, high, 1, 19),
            call(141, 0, high | 1, 19), call(251, 1, high | 1, 0))
    `,
    stdio: TERMINAL,
    verdict: 'finished',
    prints: 'EPERM '.repeat(7) + 'EPERM\r\n',
  },
  {
    name: 'filters itself, and waits for a listener that never answers',
    program: python`
      from sly import *
      import struct
      # Every getppid is told to a listener (SECCOMP_RET_USER_NOTIF) that nobody reads.
      rules = struct.pack("HBBI", 0x20, 0, 0, 0) + struct.pack("HBBI", 0x15, 0, 1, 110) + \
          struct.pack("HBBI", 6, 0, 0, 0x7fc00000) + struct.pack("HBBI", 6, 0, 0, 0x7fff0000)
      held = ctypes.create_string_buffer(rules)
      program = struct.pack("HxxxxxxQ", 4, ctypes.addressof(held))
      fd = call(317, 1, 8, program)
      print(type(fd).__name__, flush=True)
      os.getppid()
    `,
    limits: { wallClockMillis: 400 },
    verdict: 'time limit exceeded',
    reason: 'wall clock',
    prints: 'int\n',
  },
  {
    name: 'opens every device that it can make out',
    program: python`
      from sly import *
      print(sorted(n for n in os.listdir("/dev") if os.path.exists("/dev/" + n)))
      print([attempt(os.open, f"/dev/{n}", os.O_RDWR) for n in ("kvm", "fuse", "net/tun", "snd/seq", "mapper/control", "vsock")])
      print(call(133, b"/work/disk", 0o060666, 0x800), call(259, -100, b"/work/null", 0o020666, 0x103))
    `,
    verdict: 'finished',
    prints: /'null'.*\n\['ENOENT'(, 'ENOENT'){5}\]\nEPERM EPERM\n$/,
  },
  {
    name: 'dumps the environment',
    program: 'import os\nprint(sorted(os.environ))\nprint(sorted(os.popen.__module__ and os.environb))',
    verdict: 'finished',
    prints: "['HOME', 'LANG', 'PATH']\n[b'HOME', b'LANG', b'PATH']\n",
  },
  {
    name: 'dumps the environment of a terminal',
    program: 'import os\nprint(sorted(os.environ))',
    stdio: TERMINAL,
    verdict: 'finished',
    prints: "['HOME', 'LANG', 'PATH', 'TERM']\r\n",
  },
  {
    name: 'uses the kernel’s patience: watches, timers and queued signals without end',
    program: python`
      from sly import *
      import select
      kept = []
      try:
          while True:
              kept.append(select.epoll())
              for other in kept[:-1]: kept[-1].register(other, 1)
      except OSError as error:
          number = error.errno
      kept.clear()
      print(errno.errorcode[number])
      signal.pthread_sigmask(signal.SIG_BLOCK, {40})
      info = (ctypes.c_int * 32)(40, 0, -1)
      made = 0
      while made < 200_000 and call(129, os.getpid(), 40, info) == 0: made += 1
      print("queued")
    `,
    verdict: 'finished',
    prints: /^E\w+\nqueued\n$/,
  },
];
