/** What a pack may hold: lessons/FORMAT.md, "Limits". Bytes, if nothing else is said. */
const KB = 1024;
const MB = 1024 * KB;

export const LIMITS = {
  zip: 20 * MB,
  unpacked: 100 * MB,
  files: 5_000,
  pathCharacters: 200,
  folders: 6,
  yaml: 256 * KB,
  markdown: 64 * KB,
  picture: 2 * MB,
  /** Pixels each way: a small file can hold a picture that takes gigabytes to draw. */
  pictureSide: 4_096,
  data: MB,
  signature: 2 * MB,
  exercises: 200,
  /** Of an exercise; generated ones count each. */
  tests: 100,
} as const;

/** The version of the pack format that is read here. */
export const FORMAT = 1;

/** This studio's own version, which packs may ask for; a test compares it with package.json. */
export const STUDIO_VERSION = '0.1.0';
