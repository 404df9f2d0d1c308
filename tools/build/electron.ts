/** What Electron runs, each a file that needs no package beside it. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Metafile, type Plugin, build } from 'esbuild';

/** The main program and its threads, by their names in `dist/`. */
const MAIN: Readonly<Record<string, string>> = {
  main: 'app/hosts/electron/main.ts',
  worker: 'app/progress/store/worker.ts',
};

/** Modules that are others in a studio that is one file. */
const INSTEAD: Readonly<Record<string, string>> = {
  'sandbox-images/root.ts': 'app/hosts/electron/image-root.ts',
  'app/lessons/root.ts': 'app/hosts/electron/lesson-root.ts',
};

/** Engines on other computers and building images: we do neither, and they bring native modules and files. */
const LEFT_OUT = /[\\/](?:docker-modem[\\/]lib[\\/]ssh|dockerode[\\/]lib[\\/](?:session|buildkit))\.js$/;

/** Make `dist/main.mjs` and those of its threads. Resolves to what went into them. */
export async function buildMain(root: string, out = join(root, 'dist')): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: { ...MAIN },
    outdir: out,
    outExtension: { '.js': '.mjs' },
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: ['electron'],
    // Packages of the old kind ask for their parts while they run.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    plugins: [asOneFile(root)],
    legalComments: 'none', // THIRD-PARTY-LICENCES.txt has them all
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

/** Make `dist/preload.cjs`: in the sandbox a preload may load nothing of its own, and only as CommonJS. */
export async function buildPreload(root: string, out = join(root, 'dist')): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: { preload: 'app/hosts/electron/preload/preload.ts' },
    outdir: out,
    outExtension: { '.js': '.cjs' },
    absWorkingDir: root,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    target: 'chrome120',
    external: ['electron'],
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

/** Load each source as it must be when all of them are one file. */
function asOneFile(root: string): Plugin {
  const instead = new Map(
    Object.entries(INSTEAD).map(([path, other]) => [join(root, path), join(root, other)]),
  );
  return {
    name: 'as-one-file',
    setup(build) {
      build.onLoad({ filter: LEFT_OUT }, () => ({
        contents: "module.exports = () => { throw new Error('left out of the bundle'); };",
      }));
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const source = instead.get(path) ?? path;
        const contents = nameThreads(await readFile(source, 'utf8'));
        return { contents, loader: 'ts', resolveDir: dirname(source) };
      });
    },
  };
}

/** A thread lies beside whoever starts it: in the sources its TypeScript, in `dist/` its bundle. */
function nameThreads(source: string): string {
  return source.replaceAll(/(?<=new Worker\(new URL\('\.\/\w+)\.ts(?=', import\.meta\.url\))/g, '.mjs');
}
