/** Files that lie beside every attack, and the program that looks afterwards whether anything was left. */
import { python } from './attack.ts';

/** `sly.py`: raw system calls, and words for how they were answered. */
export const SLY = python`
  import ctypes, errno, os, signal, sys, time

  libc = ctypes.CDLL(None, use_errno=True)

  def call(number, *args):
      """A raw system call: its result, or the name of its errno."""
      ctypes.set_errno(0)
      words = [a if isinstance(a, (bytes, ctypes.Array)) or hasattr(a, "contents") else ctypes.c_long(a) for a in args]
      libc.syscall.restype = ctypes.c_long
      result = libc.syscall(ctypes.c_long(number), *words)
      return result if result != -1 else errno.errorcode[ctypes.get_errno()]

  def attempt(what, *args, **named):
      """What comes of calling something: "done", or the name of the error."""
      try:
          what(*args, **named)
          return "done"
      except OSError as error:
          return errno.errorcode.get(error.errno, type(error).__name__)
      except Exception as error:
          return type(error).__name__

  def writing(path, data=b"x"):
      with open(path, "wb", buffering=0) as file:
          file.write(data)

  def reading(path):
      with open(path, "rb", buffering=0) as file:
          return file.read(100)

  def in_child(what):
      """How a child that does it ends: minus a signal's number, or an exit code."""
      pid = os.fork()
      if pid == 0:
          what()
          os._exit(0)
      return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

  def orphan(what):
      """Do it in a process that has nothing to do with this one any more."""
      if os.fork() == 0:
          os.setsid()
          if os.fork() == 0:
              what()
          os._exit(0)
      os.wait()

  def forever():
      while True:
          time.sleep(100)
`;

/** Says which box it is in, that it can count, and everything that it should not find. Prints JSON. */
export const CANARY = python`
  import json, os

  def listing(folder):
      try:
          return sorted(os.listdir(folder))
      except FileNotFoundError:
          return []

  folders = ["/work", "/tmp", "/dev/shm", "/dev/mqueue", "/var/tmp", "/run/lock"]
  found = {
      "files": {folder: names for folder in folders if (names := listing(folder)) not in ([], ["main.py"])},
      "notes": [(folder, os.listxattr(folder)) for folder in folders[:3] if os.listxattr(folder)],
      "folders": [folder for folder in folders[:3] if not os.access(folder, os.R_OK | os.W_OK | os.X_OK)],
      "processes": [pid for pid in os.listdir("/proc") if pid.isdigit() and int(pid) not in (1, os.getpid())],
      "descriptors": [fd for fd in os.listdir("/proc/self/fd") if int(fd) not in (0, 1, 2, 3, 200)],
      "terminals": [name for name in listing("/dev/pts") if name not in ("0", "ptmx")],
  }
  print(json.dumps({
      "answer": sum(range(101)),
      "box": os.readlink("/proc/self/ns/pid"),
      "found": {what: where for what, where in found.items() if where},
  }))
`;
