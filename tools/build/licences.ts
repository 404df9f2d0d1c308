/** The licences of all packages of which something is in what we ship, and whether we may ship it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** Those that only ask to be named. Any other is refused until somebody has thought about it: GPL and its kin first. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Unlicense',
]);

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/**
 * One text with the name, the version and the licence of each package that is in the bundles.
 *
 * @throws Error for a licence that we may not ship, or that is not there
 */
export function licencesOf(root: string, bundles: readonly Metafile[]): string {
  const folders = new Set(bundles.flatMap(({ inputs }) => Object.keys(inputs)).flatMap(packageFolder));
  return [...folders]
    .sort()
    .map((folder) => licenceOf(join(root, folder)))
    .join(`\n\n${'='.repeat(80)}\n\n`);
}

/** The innermost package that a source is of; none for ours. */
function packageFolder(path: string): string[] {
  const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path);
  return found === null ? [] : [found[0]];
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Package;
  if (!ALLOWED.has(license))
    throw new Error(`${name} ${version} has the licence ${license}: may we ship it?`);
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  // Some name their licence and leave its text out.
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}
