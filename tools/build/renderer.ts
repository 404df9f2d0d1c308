/** All that a window loads, from renderer/. */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { type Metafile, build } from 'esbuild';

/** What is loaded later is an entry too, to esbuild. */
const ENTRY = 'renderer/main.tsx';

/** Files smaller than this gain nothing by compression. */
const WORTH_COMPRESSING = 1024;

/** Make `dist/renderer`. Resolves to what went into it. */
export async function buildRenderer(root: string): Promise<Metafile> {
  const out = join(root, 'dist/renderer');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const drawing = readFileSync(join(root, 'renderer/design/icon.svg'));
  const icon = `data:image/svg+xml;base64,${drawing.toString('base64')}`;
  const { metafile } = await build({
    entryPoints: { studio: join(root, ENTRY) },
    // Before everything else, in whichever file that comes to lie.
    inject: [join(root, 'renderer/without-eval.ts')],
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
    define: { 'process.env.NODE_ENV': '"production"', SANDLOT_ICON: JSON.stringify(icon) },
    logLevel: 'warning',
  });
  const entry = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === ENTRY);
  const nameOf = (path: string) => path.replace('dist/renderer/', '/');
  const assets = [
    ...neededBy(entry?.[0] ?? '', metafile.outputs).map(
      (path) => `<link rel="modulepreload" href="${nameOf(path)}" />`,
    ),
    ...(entry?.[1].cssBundle === undefined
      ? []
      : [`<link rel="stylesheet" href="${nameOf(entry[1].cssBundle)}" />`]),
    `<script type="module" src="${nameOf(entry?.[0] ?? '')}"></script>`,
  ];
  for (const name of readdirSync(out).filter((name) => /\.(?:js|css)$/.test(name))) compress(join(out, name));
  // Last: whoever finds it finds all.
  const page = readFileSync(join(root, 'renderer/index.html'), 'utf8');
  writeFileSync(
    join(out, 'index.html'),
    page.replace('{{icon}}', icon).replace('{{assets}}', assets.join('\n    ')),
  );
  return metafile;
}

/** The files that one imports before it begins, and that those import: a browser would hear of each only from the last. */
function neededBy(path: string, outputs: Metafile['outputs'], found = new Set<string>()): string[] {
  for (const { path: imported, kind } of outputs[path]?.imports ?? []) {
    if (kind !== 'import-statement' || found.has(imported)) continue;
    found.add(imported);
    neededBy(imported, outputs, found);
  }
  return [...found];
}

function compress(path: string): void {
  const bytes = readFileSync(path);
  if (bytes.length < WORTH_COMPRESSING) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
}
