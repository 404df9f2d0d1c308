/**
 * A deterministic tar: POSIX.1-2017 ustar, entries sorted by path, one modification time, numeric owners and no names.
 * The same entries give the same bytes on every machine, whoever runs the build.
 */
export type TarEntry = TarCommon &
  (
    | { readonly type: 'file'; readonly content: Buffer }
    | { readonly type: 'directory' }
    | { readonly type: 'symlink'; readonly target: string }
  );

interface TarCommon {
  /** Relative, without a leading or trailing slash. */
  readonly path: string;
  /** Permission bits. */
  readonly mode: number;
  /** Owner's uid and gid; 0 unless said. */
  readonly owner?: number;
}

const blockBytes = 512;
const typeFlags = { file: '0', symlink: '2', directory: '5' } as const;

/** The whole archive, with its end-of-archive blocks. `mtime` is in seconds since 1970. */
export function writeTar(entries: readonly TarEntry[], mtime: number): Buffer {
  const sorted = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return Buffer.concat([...sorted.flatMap((entry) => tarEntry(entry, mtime)), tarEnd()]);
}

/** One entry: its header, and its content padded to whole blocks. */
export function tarEntry(entry: TarEntry, mtime: number): Buffer[] {
  const content = entry.type === 'file' ? entry.content : Buffer.alloc(0);
  return [header(entry, content.length, mtime), content, Buffer.alloc(-content.length & (blockBytes - 1))];
}

/** What ends an archive. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * blockBytes);
}

function header(entry: TarEntry, size: number, mtime: number): Buffer {
  const block = Buffer.alloc(blockBytes);
  const octal = (value: number, offset: number, digits: number): void => {
    block.write(value.toString(8).padStart(digits, '0'), offset, 'latin1');
  };
  const [prefix, name] = splitPath(entry.type === 'directory' ? `${entry.path}/` : entry.path);
  block.write(name, 0);
  octal(entry.mode, 100, 7);
  octal(entry.owner ?? 0, 108, 7);
  octal(entry.owner ?? 0, 116, 7);
  octal(size, 124, 11);
  octal(mtime, 136, 11);
  block.fill(' ', 148, 156); // the checksum is counted as if it were blank
  block.write(typeFlags[entry.type], 156);
  if (entry.type === 'symlink') block.write(fitting(entry.target, 100), 157);
  block.write('ustar\x0000', 257);
  block.write(prefix, 345);
  octal(
    block.reduce((sum, byte) => sum + byte, 0),
    148,
    6,
  );
  block[154] = 0;
  return block;
}

/** ustar keeps 100 bytes of name and, before a slash, 155 bytes of prefix. */
function splitPath(path: string): [prefix: string, name: string] {
  if (Buffer.byteLength(path) <= 100) return ['', path];
  const slash = path.indexOf('/', path.length - 101);
  return [fitting(path.slice(0, slash), 155), fitting(path.slice(slash + 1), 100)];
}

function fitting(text: string, bytes: number): string {
  if (Buffer.byteLength(text) > bytes) throw new RangeError(`too long for a tar header: ${text}`);
  return text;
}
