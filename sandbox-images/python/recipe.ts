/**
 * What goes into the Python image and what stays out: Debian's own Python 3.13, the C library that it needs, and
 * nothing that starts another program: no shell, no package manager, no second interpreter.
 */
import type { ImageConfig } from '../manifest.ts';

export const language = 'python';
export const version = '3.13';
export const suite = 'trixie';

/** What is installed; apt adds what these depend on. */
export const wanted = ['python3.13-minimal', 'libpython3.13-stdlib', 'libc6', 'libc-bin'];

/** Dependencies that serve only the set-up of a whole Debian system. */
export const unwanted = new Map([
  ['debconf', 'asks an administrator questions, in Perl'],
  ['tzdata', 'time zones: the box runs in UTC'],
  ['openssl-provider-legacy', 'broken old ciphers'],
  ['libreadline8t64', 'GPL-3; only an interactive prompt would use it'],
  ['readline-common', "documentation of readline's"],
  ['libdb5.3t64', 'an old database, for the module dbm.ndbm'],
  ['netbase', 'GPL-2; names of network services, in a box without a network'],
]);

/** Licences of packages whose copyright file is prose; the others are read from the file itself. */
export const proseLicences = new Map([
  ['gcc-14-base', ['GPL-3.0-or-later WITH GCC-exception-3.1']],
  ['libgcc-s1', ['GPL-3.0-or-later WITH GCC-exception-3.1']],
  ['libpython3.13-minimal', ['PSF-2.0']],
  ['libpython3.13-stdlib', ['PSF-2.0']],
  ['python3.13-minimal', ['PSF-2.0']],
]);

const stdlib = 'usr/lib/python3.13';
const libraries = 'usr/lib/x86_64-linux-gnu';

/** What is kept of the unpacked packages; whatever no line names is left out. */
const kept = [
  /^usr\/bin\/python3\.13$/, // the only program
  /^usr\/lib64\//, // the loader, where every program looks for it
  new RegExp(`^${libraries}/[^/]+\\.so[^/]*$`), // shared libraries, without gconv, audit, ciphers and engines
  new RegExp(`^${stdlib}/`),
  /^usr\/lib\/locale\/C\.utf8\//,
  /^etc\/mime\.types$/, // what mimetypes looks things up in
];

/** What is left out of the standard library. */
const dropped = new RegExp(
  `^${stdlib}/(lib-dynload/(readline|_dbm)\\.[^/]*|test|idlelib|lib2to3|ensurepip|pydoc_data|turtledemo|tkinter|config-[^/]*|EXTERNALLY-MANAGED|sitecustomize\\.py)(/|$)` +
    `|/__pycache__/sitecustomize`,
);

/** Whether a file of the unpacked packages belongs in the image. `path` has no leading slash. */
export function belongs(path: string): boolean {
  return kept.some((pattern) => pattern.test(path)) && !dropped.test(path);
}

/**
 * The user that programs run as. A number that nobody on the host is likely to have, because the kernel counts some
 * things by user and not by container: pending signals, pages in pipes, watches.
 */
const pupil = 59871;

/** What no package brings: users, the folders that the runner mounts over, and the links of a merged /usr. */
export const additions = {
  files: {
    'etc/passwd': `root:x:0:0:root:/:\npupil:x:${pupil}:${pupil}:pupil:/work:\n`,
    'etc/group': `root:x:0:\npupil:x:${pupil}:\n`,
  },
  links: {
    bin: 'usr/bin',
    lib: 'usr/lib',
    lib64: 'usr/lib64',
    'usr/bin/python3': 'python3.13',
    'usr/bin/python': 'python3.13',
  },
  folders: {
    proc: { mode: 0o555, owner: 0 },
    sys: { mode: 0o555, owner: 0 },
    dev: { mode: 0o755, owner: 0 },
    tmp: { mode: 0o1777, owner: 0 },
    work: { mode: 0o755, owner: pupil },
  },
} as const;

/** The parts of the standard library that are compiled ahead, since a read-only root cannot keep what it compiles. */
export const precompiled = [stdlib];

export const interpreter = {
  loader: 'usr/lib64/ld-linux-x86-64.so.2',
  libraries,
  program: 'usr/bin/python3.13',
} as const;

export const config: ImageConfig = {
  Entrypoint: ['/usr/bin/python3.13', '/sandlot/supervisor.py'],
  User: `${pupil}:${pupil}`,
  Env: ['PATH=/usr/local/bin:/usr/bin', 'HOME=/work', 'LANG=C.UTF-8'],
  WorkingDir: '/work',
};
