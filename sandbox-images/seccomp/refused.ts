/** Calls that a program may not make. The filter refuses them because nothing allows them; this says why. */
import type { Group } from './allowed.ts';
import type { SyscallName } from './syscalls.ts';

const group = (why: string, ...calls: readonly SyscallName[]): Group => ({ why, calls });

// prettier-ignore
export const refused: readonly Group[] = [
  group('the network: there is none',
    'socket', 'connect', 'bind', 'listen', 'accept', 'accept4'),
  group('another box inside this one, or the one around it',
    'unshare', 'setns', 'chroot', 'pivot_root'),
  group('what is mounted where',
    'mount', 'umount2', 'mount_setattr', 'move_mount', 'open_tree', 'fsopen', 'fsconfig', 'fsmount', 'fspick',
    'statmount', 'listmount'),
  group('other processes: their memory, their files, their secrets',
    'ptrace', 'process_vm_readv', 'process_vm_writev', 'process_madvise', 'process_mrelease', 'pidfd_getfd', 'kcmp',
    'move_pages', 'migrate_pages'),
  group('parts of the kernel with a long history of holes, and no use in a lesson',
    'bpf', 'perf_event_open', 'userfaultfd', 'io_uring_setup', 'io_uring_enter', 'io_uring_register', 'io_setup',
    'io_destroy', 'io_submit', 'io_cancel', 'io_getevents', 'io_pgetevents', 'keyctl', 'add_key', 'request_key',
    'modify_ldt', 'uselib', 'remap_file_pages', 'set_thread_area', 'get_thread_area', 'uretprobe'),
  group('a file by its handle goes round the mounts',
    'open_by_handle_at', 'name_to_handle_at'),
  group('memory as a file: a program in it would not be on any noexec mount',
    'memfd_create', 'memfd_secret'),
  group('objects of the kernel that outlive who made them',
    'shmget', 'shmat', 'shmctl', 'shmdt', 'semget', 'semop', 'semctl', 'semtimedop', 'msgget', 'msgsnd', 'msgrcv',
    'msgctl', 'mq_open', 'mq_unlink', 'mq_timedsend', 'mq_timedreceive', 'mq_notify', 'mq_getsetattr'),
  group('the whole machine waits for its disks',
    'sync', 'syncfs'),
  group('where memory lies: for machines with many nodes',
    'mbind', 'get_mempolicy', 'set_mempolicy', 'set_mempolicy_home_node'),
  group('security modules: nothing in a lesson asks them',
    'lsm_get_self_attr', 'lsm_set_self_attr', 'lsm_list_modules'),
  group('the kernel counts these by user, over the whole machine: who sits at it may have the same number',
    'inotify_init', 'inotify_init1', 'inotify_add_watch', 'inotify_rm_watch'),
  group("the machine's own settings and devices",
    'reboot', 'syslog', 'swapon', 'swapoff', 'kexec_load', 'kexec_file_load', 'acct', 'quotactl', 'quotactl_fd',
    'init_module', 'finit_module', 'delete_module', 'iopl', 'ioperm', 'settimeofday', 'clock_settime', 'adjtimex',
    'clock_adjtime', 'sethostname', 'setdomainname', 'vhangup', 'fanotify_init', 'fanotify_mark', 'lookup_dcookie'),
  group('gone from Linux, or never there',
    '_sysctl', 'ustat', 'sysfs', 'create_module', 'get_kernel_syms', 'query_module', 'nfsservctl', 'getpmsg',
    'putpmsg', 'afs_syscall', 'tuxcall', 'security', 'vserver', 'epoll_ctl_old', 'epoll_wait_old'),
];
