/**
 * A private apt: its own lists and its own empty package status, so that it sees one Debian suite and nothing of the
 * machine but the name of its mirror. Signatures are checked against the Debian archive's keyring.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImageError } from '../errors.ts';
import { tool } from './tool.ts';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** A package as the mirror's index describes it. */
export interface IndexEntry {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  readonly size: number;
}

export interface Apt {
  /** What installing `names` would install, their dependencies included. */
  closure(names: readonly string[]): Promise<string[]>;
  /** The index entries of `specs` (`name` or `name=version`); what the mirror does not have is missing. */
  show(specs: readonly string[]): Promise<IndexEntry[]>;
  /** Puts the .deb files of `specs` (`name=version`) into `folder`. */
  download(specs: readonly string[], folder: string): Promise<void>;
}

/** Opens a private apt in `folder` and fetches the index of `suite`. */
export async function openApt(folder: string, suite: string): Promise<Apt> {
  const lists = join(folder, 'lists');
  await mkdir(join(lists, 'partial'), { recursive: true });
  await mkdir(join(folder, 'archives', 'partial'), { recursive: true });
  await writeFile(join(folder, 'status'), '');
  await writeFile(
    join(folder, 'sources.list'),
    `deb [signed-by=${keyring}] ${await machineMirror()} ${suite} main\n`,
  );
  const options = {
    'Dir::Etc::SourceList': join(folder, 'sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    'Dir::State::Lists': lists,
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': folder,
    'APT::Architecture': 'amd64',
    'APT::Architectures': 'amd64',
    'APT::Sandbox::User': 'root', // else apt warns that its own user may not write into our folder
  };
  const flags = Object.entries(options).map(([name, value]) => `-o${name}=${value}`);
  await tool('apt-get', ['update', ...flags]);
  return {
    async closure(names) {
      const plan = await tool('apt-get', [
        'install',
        '--simulate',
        '--no-install-recommends',
        ...flags,
        ...names,
      ]);
      return [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name ?? '');
    },
    async show(specs) {
      if (specs.length === 0) return [];
      // It fails if it finds none of them, so it is asked for one more that every Debian has.
      const text = await tool('apt-cache', ['show', '--no-all-versions', ...flags, ...specs, 'base-files']);
      return parseIndex(text).filter(({ name }) => name !== 'base-files');
    },
    async download(specs, into) {
      if (specs.length > 0) await tool('apt-get', ['download', ...flags, ...specs], { cwd: into });
    },
  };
}

/** The Debian mirror that this machine's own apt uses. */
async function machineMirror(): Promise<string> {
  const uris = (
    await tool('apt-get', ['indextargets', '--no-release-info', '--format', '$(REPO_URI)'])
  ).split('\n');
  const mirror = uris.find((uri) => /\/debian\/?$/.test(uri));
  if (mirror !== undefined) return mirror;
  throw new ImageError(
    'mirror-unknown',
    "This machine's apt sources name no Debian mirror.",
    'Add one to /etc/apt/sources.list.d, or build the image on a Debian machine.',
  );
}

/** Reads the stanzas that `apt-cache show` prints (deb822, see deb822(5)). */
function parseIndex(text: string): IndexEntry[] {
  const stanzas = text.split(/\n\n+/).filter((stanza) => stanza.trim() !== '');
  return stanzas.map((stanza) => {
    const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(stanza)?.[1] ?? '';
    return {
      name: field('Package'),
      version: field('Version'),
      sha256: field('SHA256'),
      size: Number(field('Size')),
    };
  });
}
