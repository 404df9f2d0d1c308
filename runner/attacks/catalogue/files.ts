/** Files: too large, too many, too deep, badly named, planted for the next program, or not for this one's eyes. */
import { type Attack, python } from '../attack.ts';

export const files: readonly Attack[] = [
  {
    name: 'writes a huge file',
    program: python`
      from sly import *
      def fill():
          with open("big", "wb", buffering=0) as file:
              while True: file.write(bytes(1 << 20))
      print(attempt(fill), os.stat("big").st_size >> 20)
    `,
    verdict: 'finished',
    prints: /^(ENOSPC|EFBIG) (31|32)\n$/,
  },
  {
    name: 'makes a file of a terabyte with nothing in it',
    program: 'from sly import *\nprint(attempt(os.truncate, os.open("s", os.O_CREAT | os.O_RDWR), 1 << 40))',
    verdict: 'finished',
    prints: 'EFBIG\n',
  },
  {
    name: 'plants files wherever it can',
    program: python`
      from sly import *
      for folder in ("/work", "/tmp", "/dev/shm", "/var/tmp", "/run/lock", "/run", "/dev", "/etc", "/sandlot", "/usr/lib", "/sys/fs/cgroup"):
          print(folder, attempt(writing, folder + "/planted"))
    `,
    verdict: 'finished',
    prints: /^\/work done\n\/tmp done\n\/dev\/shm done\n(\/\S+ (EACCES|EROFS|ENOENT)\n){8}$/,
  },
  {
    name: 'leaves message queues, as files',
    program: python`
      from sly import *
      print(attempt(os.open, "/dev/mqueue/planted", os.O_CREAT | os.O_RDONLY), attempt(os.mknod, "/dev/mqueue/too"))
    `,
    verdict: 'finished',
    prints: 'EACCES EACCES\n',
  },
  {
    name: 'uses up all inodes',
    program: python`
      from sly import *
      for folder in ("/work", "/tmp", "/dev/shm"):
          made = 0
          try:
              while True:
                  os.mknod(f"{folder}/{made}")
                  made += 1
          except OSError as error:
              print(errno.errorcode[error.errno], made < 4096)
    `,
    verdict: 'finished',
    prints: 'ENOSPC True\n'.repeat(3),
  },
  {
    name: 'opens files without end',
    program: python`
      from sly import *
      kept = []
      try:
          while True: kept.append(open("/dev/null"))
      except OSError as error:
          number, kept = error.errno, len(kept)
      print(errno.errorcode[number], kept)
    `,
    verdict: 'finished',
    prints: /^EMFILE 2\d\d\n$/,
  },
  {
    name: 'leaves links, FIFOs and sockets for those who come after',
    program: python`
      from sly import *
      import socket
      for folder in ("/work", "/tmp", "/dev/shm"):
          os.symlink("/proc/1/root", folder + "/root")
          os.symlink("/", folder + "/slash")
          os.symlink("self", folder + "/self")
          os.symlink("/dev/null", folder + "/main.py.out")
          os.mkfifo(folder + "/fifo")
          os.mknod(folder + "/socket", 0o140777)
          os.mkdir(folder + "/d")
          os.symlink("/usr", folder + "/d/usr")
      os.rename("main.py", "tmp")
      os.mkfifo("main.py")
      print("left")
    `,
    verdict: 'finished',
    prints: 'left\n',
  },
  {
    name: 'rewrites its input',
    program: python`
      with open("main.py", "w") as file:
          file.write("print('the pupil is always right')")
      print(open("/work/main.py").read())
    `,
    verdict: 'finished',
  },
  {
    name: 'makes a tree 4,000 folders deep',
    program: python`
      from sly import *
      made = 0
      def dig():
          global made
          while made < 4000:
              os.mkdir("d")
              os.chdir("d")
              made += 1
      print(attempt(dig), made > 3900)
    `,
    verdict: 'finished',
    prints: /True\n$/,
  },
  {
    name: 'gives its files names that are none',
    program: python`
      from sly import *
      for name in (b"\n", b"\xff\xfe", b"-rf", b" ", b"x" * 255, b".sandlot-0-1", b"*", b"\xed\xa0\x80"):
          os.mkdir(name)
          os.mkdir(name + b"/x" if len(name) < 9 else name + b"/y")
          writing(name + b"/" + name)
      print("made")
    `,
    verdict: 'finished',
    prints: 'made\n',
  },
  {
    name: 'guesses the names that cleaning up will need',
    program: python`
      from sly import *
      import errno
      os.mkdir("a")
      os.mkdir("a/b")
      for number in range(1500):
          os.mkdir(f".sandlot-{number}")
          writing(f".sandlot-{number}/full")
      print("made")
    `,
    verdict: 'finished',
    prints: 'made\n',
  },
  {
    name: 'locks its folders, and leaves notes on them',
    program: python`
      from sly import *
      for folder in ("/work", "/tmp", "/dev/shm"):
          os.makedirs(folder + "/locked/in")
          writing(folder + "/locked/in/file")
          os.chmod(folder + "/locked/in", 0)
          os.chmod(folder + "/locked", 0)
          attempt(os.setxattr, folder, "user.note", b"answer")
          os.chmod(folder, 0)
      print("locked")
    `,
    verdict: 'finished',
    prints: 'locked\n',
  },
  {
    name: 'links hard, locks files and opens what it removed',
    program: python`
      from sly import *
      import fcntl
      writing("a", bytes(1 << 20))
      for n in range(500): os.link("a", f"l{n}")
      print(attempt(os.link, "/etc/passwd", "p"), attempt(os.link, "/sandlot/job.py", "j"))
      def hold():
          file = open("a")
          fcntl.flock(file, fcntl.LOCK_EX)
          os.unlink("a")
          forever()
      orphan(hold)
    `,
    verdict: 'finished',
    prints: 'EXDEV EXDEV\n',
  },
  {
    name: 'looks for test cases and answers',
    program: python`
      import os
      print(sorted(os.listdir("/work")), sorted(os.listdir("/sandlot")))
      strange = [n for n in os.listdir("/") if n not in (
          "bin", "dev", "etc", "lib", "lib64", "proc", "run", "sandlot", "sys", "tmp", "usr", "work", "var", ".dockerenv")]
      print(strange)
    `,
    verdict: 'finished',
    prints: /^\['main.py', 'sly.py'\] \[[^\]]*'supervisor.py'[^\]]*\]\n\[\]\n$/,
  },
  {
    name: 'reads what is not his',
    program: python`
      from sly import *
      for path in ("/proc/1/environ", "/proc/1/mem", "/proc/1/maps", "/proc/1/fd/0", "/proc/1/auxv", "/proc/1/stack",
                   "/proc/1/root/etc/passwd", "/proc/1/cwd/main.py", "/proc/1/task/1/environ", "/proc/1/syscall",
                   "/proc/1/io", "/proc/1/map_files/x",
                   "/proc/kmsg", "/dev/kmsg", "/dev/mem", "/dev/kmem", "/dev/port", "/dev/sda", "/dev/vda",
                   "/etc/shadow", "/sys/kernel/debug/x", "/root/x", "/var/run/docker.sock"):
          said = attempt(reading, path)
          if said == "done": print(path)
      # Those are there, and as empty as /dev/null.
      print(reading("/proc/kcore") if attempt(reading, "/proc/kcore") == "done" else b"",
            reading("/proc/keys") if attempt(reading, "/proc/keys") == "done" else b"")
    `,
    verdict: 'finished',
    prints: "b'' b''\n",
  },
  {
    name: 'writes to the kernel’s own files',
    program: python`
      from sly import *
      for path in ("/proc/sys/kernel/core_pattern", "/proc/sys/vm/drop_caches", "/proc/sysrq-trigger", "/proc/1/oom_score_adj",
                   "/proc/1/comm", "/proc/1/timerslack_ns", "/proc/1/clear_refs", "/proc/1/coredump_filter", "/proc/1/attr/current",
                   "/proc/1/autogroup", "/proc/1/sched", "/proc/1/loginuid", "/proc/1/setgroups", "/proc/1/uid_map",
                   "/proc/1/mem", "/proc/1/fd/1", "/proc/1/fd/0", "/proc/1/task/1/comm",
                   "/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/cgroup.procs", "/sys/fs/cgroup/pids/pids.max",
                   "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/release_agent", "/sys/power/state", "/proc/self/loginuid"):
          if attempt(writing, path) == "done": print(path)
      print("tried", os.listdir("/work"))
    `,
    verdict: 'finished',
    prints: /^tried /,
  },
  {
    name: 'writes a program and runs it in every way there is',
    program: python`
      from sly import *
      import mmap, shutil
      for folder in ("/work", "/tmp", "/dev/shm"):
          path = folder + "/program"
          shutil.copyfile("/usr/bin/python3", path)
          os.chmod(path, 0o777)
          fd = os.open(path, os.O_RDONLY)
          print(
              attempt(os.execv, path, ["python3"]),
              attempt(os.execve, fd, ["python3"], {}),
              call(322, -100, path.encode(), 0, 0, 0),
              call(322, fd, b"", 0, 0, 0x1000),
              attempt(os.execv, f"/proc/self/fd/{fd}", ["python3"]),
              in_child(lambda: os.execv("/lib64/ld-linux-x86-64.so.2", ["ld", path, "-c", "print('ran')"])),
              attempt(mmap.mmap, fd, 4096, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_EXEC),
              attempt(ctypes.CDLL, path),
              call(319, b"x", 0),
          )
          os.unlink(path)
    `,
    verdict: 'finished',
    prints: 'EACCES EPERM EACCES EPERM EACCES 127 EPERM OSError EPERM\n'.repeat(3),
  },
  {
    name: 'makes a script run itself, as another user',
    program: python`
      from sly import *
      writing("s", b"#!/usr/bin/python3\nprint(1)")
      os.chmod("s", 0o6777)
      print(attempt(os.execv, "s", ["s"]), attempt(os.chown, "s", 0, 0), attempt(os.setuid, 0), attempt(os.mknod, "d", 0o020666, 0x101))
    `,
    verdict: 'finished',
    prints: 'EACCES EPERM EPERM EPERM\n',
  },
];
