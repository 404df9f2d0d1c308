/** Calls that a program may make whatever their arguments. Limits on memory, processes and time are the cgroup's. */
import type { SyscallName } from './syscalls.ts';

export interface Group {
  readonly why: string;
  readonly calls: readonly SyscallName[];
}

const group = (why: string, ...calls: readonly SyscallName[]): Group => ({ why, calls });

// prettier-ignore
export const allowed: readonly Group[] = [
  group('open files are read and written',
    'read', 'write', 'pread64', 'pwrite64', 'readv', 'writev', 'preadv', 'pwritev', 'preadv2', 'pwritev2', 'lseek',
    'sendfile', 'splice', 'tee', 'vmsplice', 'copy_file_range', 'readahead', 'fadvise64', 'fsync', 'fdatasync',
    'sync_file_range', 'truncate', 'ftruncate', 'fallocate', 'flock', 'cachestat'),
  group('files are opened and closed; what may be opened is for the mounts to say',
    'open', 'openat', 'openat2', 'creat', 'close', 'close_range', 'dup', 'dup2', 'dup3', 'fcntl', 'pipe', 'pipe2'),
  group('the scratch folder is a real folder: names in it are looked up, made, changed and removed',
    'stat', 'fstat', 'lstat', 'newfstatat', 'statx', 'access', 'faccessat', 'faccessat2', 'readlink', 'readlinkat',
    'getdents', 'getdents64', 'statfs', 'fstatfs', 'getcwd', 'chdir', 'fchdir', 'umask', 'mkdir', 'mkdirat', 'rmdir',
    'rename', 'renameat', 'renameat2', 'link', 'linkat', 'symlink', 'symlinkat', 'unlink', 'unlinkat', 'chmod',
    'fchmod', 'fchmodat', 'fchmodat2', 'chown', 'fchown', 'lchown', 'fchownat', 'utime', 'utimes', 'utimensat',
    'futimesat'),
  group('notes about a file, for shutil.copystat',
    'setxattr', 'lsetxattr', 'fsetxattr', 'getxattr', 'lgetxattr', 'fgetxattr', 'listxattr', 'llistxattr',
    'flistxattr', 'removexattr', 'lremovexattr', 'fremovexattr'),
  group("one's own memory",
    'brk', 'mmap', 'munmap', 'mremap', 'mprotect', 'madvise', 'mincore', 'msync', 'mlock', 'mlock2', 'munlock',
    'mlockall', 'munlockall', 'membarrier', 'pkey_alloc', 'pkey_free', 'pkey_mprotect', 'mseal', 'map_shadow_stack'),
  group('waiting for several things at once: select, selectors, asyncio',
    'select', 'pselect6', 'poll', 'ppoll', 'epoll_create', 'epoll_create1', 'epoll_ctl', 'epoll_wait', 'epoll_pwait',
    'epoll_pwait2', 'eventfd', 'eventfd2', 'signalfd', 'signalfd4', 'timerfd_create', 'timerfd_settime',
    'timerfd_gettime'),
  group('messages through a socketpair; there is no other socket to use them on',
    'sendto', 'recvfrom', 'sendmsg', 'recvmsg', 'sendmmsg', 'recvmmsg', 'shutdown', 'getsockname', 'getpeername',
    'setsockopt', 'getsockopt'),
  group('processes are started, waited for and ended',
    'fork', 'vfork', 'execve', 'exit', 'exit_group', 'wait4', 'waitid', 'getpid', 'getppid', 'gettid', 'getpgid',
    'setpgid', 'getpgrp', 'getsid', 'setsid', 'pidfd_open'),
  group('threads and their locks',
    'futex', 'futex_waitv', 'futex_wait', 'futex_wake', 'futex_requeue', 'set_tid_address', 'set_robust_list',
    'get_robust_list', 'rseq', 'arch_prctl', 'sched_yield', 'getcpu'),
  group('signals; the kernel keeps them from PID 1',
    'kill', 'tkill', 'tgkill', 'rt_sigqueueinfo', 'rt_tgsigqueueinfo', 'pidfd_send_signal', 'rt_sigaction',
    'rt_sigprocmask', 'rt_sigreturn', 'rt_sigpending', 'rt_sigtimedwait', 'rt_sigsuspend', 'sigaltstack', 'pause',
    'restart_syscall'),
  group('telling the time and waiting for it',
    'time', 'gettimeofday', 'clock_gettime', 'clock_getres', 'nanosleep', 'clock_nanosleep', 'times', 'alarm',
    'getitimer', 'setitimer', 'timer_create', 'timer_settime', 'timer_gettime', 'timer_getoverrun', 'timer_delete'),
  group('asking about oneself and the machine',
    'getuid', 'geteuid', 'getgid', 'getegid', 'getresuid', 'getresgid', 'getgroups', 'capget', 'uname', 'sysinfo',
    'getrusage', 'getrlimit', 'getpriority', 'ioprio_get', 'getrandom', 'sched_getaffinity', 'sched_getscheduler',
    'sched_getparam', 'sched_getattr', 'sched_get_priority_max', 'sched_get_priority_min', 'sched_rr_get_interval'),
  group('giving up what one may do; without a capability they can give nothing',
    'setuid', 'setgid', 'setreuid', 'setregid', 'setresuid', 'setresgid', 'setgroups', 'setfsuid', 'setfsgid',
    'capset', 'setrlimit', 'prctl', 'seccomp', 'landlock_create_ruleset', 'landlock_add_rule', 'landlock_restrict_self'),
];
