/**
 * Why a trace is not whole. What came before can be shown.
 *
 * - `cut`: it has no end: the program was killed, or is still running
 * - `corrupt`: this line, counted from 1, is not what FORMAT.md says
 * - `unsupported`: it is of a version that this studio does not know
 */
export type TraceProblem =
  | { readonly code: 'cut' }
  | { readonly code: 'corrupt'; readonly line: number; readonly why: string }
  | { readonly code: 'unsupported'; readonly version: number };

/** A record that cannot be. Thrown and caught within this room. */
export class Wrong extends Error {
  override readonly name = 'Wrong';
}
