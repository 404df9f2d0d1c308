/** The licences of what we ship, read from Debian's machine-readable copyright files (Debian's "DEP-5" format). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImageError } from '../errors.ts';
import { proseLicences } from '../python/recipe.ts';

/** What a report says of a package. */
interface Licensed {
  readonly name: string;
  readonly version: string;
  readonly licences: readonly string[];
}

/** The short names of every licence that applies to some file of the package, in alphabetical order. */
export async function licencesOf(unpacked: string, name: string): Promise<readonly string[]> {
  const prose = proseLicences.get(name);
  if (prose !== undefined) return prose;
  const text = await copyrightOf(unpacked, name);
  const found = new Set([...text.matchAll(/^License: *([\w.+\-/ ]+?) *$/gm)].map(([, short]) => short ?? ''));
  if (found.size > 0) return [...found].sort();
  throw new ImageError(
    'licence-unknown',
    `The copyright file of ${name} names no licence in a form that can be read.`,
    'Read it, and add the package to proseLicences in the recipe.',
    [name],
  );
}

/** The list, and after it the text of every copyright file, since the image itself carries none. */
export async function licenceReport(unpacked: string, packages: readonly Licensed[]): Promise<string> {
  const list = packages.map(
    ({ name, version, licences }) => `${name} ${version}: ${licenceExpression(licences)}\n`,
  );
  const texts = new Map<string, string[]>();
  for (const { name } of packages) {
    const text = await copyrightOf(unpacked, name);
    texts.set(text, [...(texts.get(text) ?? []), name]);
  }
  const chapters = [...texts].map(([text, names]) => `\n${'='.repeat(78)}\n${names.join(', ')}\n\n${text}`);
  return `Debian packages in this image\n\n${list.join('')}${chapters.join('')}`;
}

/** Licences that all apply, to one file or another, as one expression. */
export function licenceExpression(licences: readonly string[]): string {
  return licences.map((licence) => (/ or /i.test(licence) ? `(${licence})` : licence)).join(' AND ');
}

async function copyrightOf(unpacked: string, name: string): Promise<string> {
  return await readFile(join(unpacked, 'usr/share/doc', name, 'copyright'), 'utf8');
}
