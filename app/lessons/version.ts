/** Whether one version, three numbers, is newer than another. */
export function isNewer(version: string, than: string): boolean {
  const [ours, theirs] = [numbers(version), numbers(than)];
  const at = ours.findIndex((number, index) => number !== theirs[index]);
  return at >= 0 && (ours[at] ?? 0) > (theirs[at] ?? 0);
}

const numbers = (version: string): number[] => version.split('.').map(Number);
