import type { PackProblem } from '../contract/index.ts';

/**
 * What can be wrong with a pack; `packs.problem` in the catalogue says it in words. Codes of one area begin alike.
 */
export const PACK_PROBLEMS = [
  // the zip or the folder
  'not-a-zip',
  'zip-damaged',
  'zip-too-large',
  'unpacked-too-large',
  'too-many-files',
  'encrypted',
  'compression',
  'link',
  'no-file',
  'path',
  'path-too-long',
  'path-too-deep',
  'same-path',
  'unreadable',
  'not-found',
  // files
  'missing-file',
  'unknown-file',
  'file-too-large',
  'not-utf8',
  'picture-kind',
  'picture-size',
  'empty',
  // YAML
  'yaml',
  'yaml-anchor',
  'yaml-tag',
  'yaml-key',
  'missing',
  'unknown-key',
  'value',
  'language-missing',
  'language-unknown',
  // the pack
  'format-newer',
  'studio-newer',
  'twice',
  'no-such-exercise',
  'in-no-unit',
  'id-not-folder',
  'cycle',
  'too-many-exercises',
  // an exercise
  'needs',
  'not-for-kind',
  'passing-too-high',
  'points-too-many',
  'points-left-over',
  'nothing-left-over',
  'too-many-tests',
  'test-nothing',
  'test-mixed',
  'test-expects-nothing',
  'test-generated-expectation',
  'test-tolerance',
  'pattern',
  'call-form',
  'not-a-literal',
  'feature',
  'range',
  'name-unknown',
  'name-unused',
  'wrong-unmarked',
  'wrong-marks',
  'wrong-line',
  'wrong-is-right',
  'parsons-lines',
  // Markdown
  'markdown-html',
  'markdown-deep',
  'markdown-much',
  'picture-remote',
  'picture-missing',
  // the signature and the shelf
  'signature',
  'older',
  'other-signer',
  'signature-stale',
  'not-ours',
  'key-damaged',
] as const;
export type PackProblemCode = (typeof PACK_PROBLEMS)[number];

type Values = PackProblem['values'];

/** What is wrong with a pack, collected while it is read, so that its author is told all of it at once. */
export class Problems {
  readonly #found: PackProblem[] = [];

  add(file: string, line: number | null, code: PackProblemCode, values: Values = {}): void {
    if (this.#found.length < MOST) this.#found.push(packProblem(file, line, code, values));
  }

  get found(): readonly PackProblem[] {
    return this.#found;
  }

  /** @throws PackRefused if anything was found */
  refuseIfAny(): void {
    if (this.#found.length > 0) throw new PackRefused(this.#found);
  }
}

/** More than anybody mends in one go; a hostile pack must not fill the memory with complaints. */
const MOST = 500;

export function packProblem(
  file: string,
  line: number | null,
  code: PackProblemCode,
  values: Values = {},
): PackProblem {
  const short = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.slice(0, 500) : value,
  ]);
  return { file: file.slice(0, 500), line, code, values: Object.fromEntries(short) as Values };
}

/** A pack that is not taken, and why. Nothing of it was kept. */
export class PackRefused extends Error {
  override readonly name = 'PackRefused';
  readonly problems: readonly PackProblem[];

  constructor(problems: readonly PackProblem[], options?: ErrorOptions) {
    super(problems.map(({ file, line, code }) => `${file}:${line ?? ''} ${code}`).join(', '), options);
    this.problems = problems;
  }
}

/** For a problem that leaves nothing more to read. */
export function refuse(file: string, code: PackProblemCode, values: Values = {}): PackRefused {
  return new PackRefused([packProblem(file, null, code, values)]);
}
