/**
 * `npm run build`: makes `dist/renderer`, all that a window loads, from renderer/. Takes about a second; a later
 * build with nothing changed is no quicker and no slower.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const out = join(root, 'dist', 'renderer');

/** Files smaller than this gain nothing by compression. */
const WORTH_COMPRESSING = 1024;

await buildRenderer();

async function buildRenderer(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const { metafile } = await build({
    entryPoints: { studio: join(root, 'renderer/main.tsx') },
    outdir: out,
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    splitting: true,
    minify: true,
    metafile: true,
    target: 'chrome120',
    jsx: 'automatic',
    legalComments: 'linked',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file', '.woff': 'empty' },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  const entry = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint !== undefined);
  const nameOf = (path: string) => path.replace('dist/renderer/', '/');
  const assets = [
    ...(entry?.[1].cssBundle === undefined
      ? []
      : [`<link rel="stylesheet" href="${nameOf(entry[1].cssBundle)}" />`]),
    `<script type="module" src="${nameOf(entry?.[0] ?? '')}"></script>`,
  ];
  for (const name of readdirSync(out).filter((name) => /\.(?:js|css)$/.test(name))) compress(join(out, name));
  // Last: whoever finds it finds all.
  const page = readFileSync(join(root, 'renderer/index.html'), 'utf8');
  writeFileSync(join(out, 'index.html'), page.replace('{{assets}}', assets.join('\n    ')));
}

function compress(path: string): void {
  const bytes = readFileSync(path);
  if (bytes.length < WORTH_COMPRESSING) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 10 };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
}
