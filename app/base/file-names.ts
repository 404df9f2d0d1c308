/** Leaves room below the 255 bytes of a file system for three bytes a character, and fits on a screen. */
const MAX_NAME_CHARACTERS = 100;

// What no file on Windows can be called, whatever comes after its first dot:
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)/iu;
const FORBIDDEN = /[<>:"|?*\\]/u;

/** Why a file or a folder cannot be called that on every system, or undefined if it can. */
export function fileNameProblem(name: string): string | undefined {
  if (name.length > MAX_NAME_CHARACTERS) return 'too long';
  if (FORBIDDEN.test(name)) return 'forbidden character';
  if (RESERVED.test(name)) return 'reserved';
  if (name.startsWith('.')) return 'dot at the start';
  if (/[. ]$/u.test(name)) return 'dot or space at the end';
  return undefined;
}

/** Names that are the same on some system, which does not tell case or the coding of accents apart, are the same so. */
export const foldedName = (name: string): string => name.normalize('NFC').toLowerCase();
