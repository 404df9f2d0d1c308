/**
 * What can go wrong in the runner that is not the pupil's doing, each with what a person can do about it.
 * The words for people are made from `code` and `details` by whoever shows them; `message` is for logs.
 */
export const RUNNER_ERROR_CODES = [
  'image-missing',
  'image-corrupt',
  'image-unexpected',
  'engine-missing',
  'engine-unfit',
  'engine-lost',
  'disk-full',
  'box-failed',
  'spec-unsigned',
  'spec-invalid',
  'spec-expired',
  'spec-replayed',
  'spec-beyond-ceiling',
  'queue-full',
  'already-running',
  'home-unusable',
  'closed',
] as const;
export type RunnerErrorCode = (typeof RUNNER_ERROR_CODES)[number];

/** A failure as a typed value. It crosses processes as its three plain fields. */
export class RunnerError extends Error {
  readonly code: RunnerErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    code: RunnerErrorCode,
    details: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    const facts = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
    super([code, ...facts].join(', '), options);
    this.name = 'RunnerError';
    this.code = code;
    this.details = details;
  }
}
