/** What a check has to say: how many files it looked at, and what it found, one problem a line. */
export interface CheckResult {
  readonly seen: number;
  readonly problems: readonly string[];
}

/** The result, with one more problem when files were passed over: a check that saw nothing proves nothing. */
export function sawAll(
  expected: readonly string[],
  seen: ReadonlySet<string>,
  problems: readonly string[],
): CheckResult {
  const missed = expected.filter((path) => !seen.has(path));
  if (expected.length === 0) return { seen: 0, problems: [...problems, 'there was nothing to check'] };
  const complaint = missed.map((path) => `${path}: was not looked at`);
  return { seen: expected.length - missed.length, problems: [...problems, ...complaint] };
}
