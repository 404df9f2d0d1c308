/** An error of the operating system, by the name of its number: `ENOENT`; any, if none is named. */
export function isSystemError(error: unknown, ...names: string[]): error is NodeJS.ErrnoException {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return false;
  return names.length === 0 || names.some((name) => name === error.code);
}
