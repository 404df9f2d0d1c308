/** What thinning needs to know of a version. */
export interface Dated {
  /** Grows with each version. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether it stays whatever its age: what another program wrote, what was removed, what lost in a conflict. */
  readonly pinned: boolean;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * One version in so many milliseconds, up to that age. Each width is a multiple of the one before, so that what is
 * kept when it is young is not missed when it is old. The last ten minutes are nearly all there: that is
 * when one misses what one has just deleted. A day of steady typing leaves some 2,200 versions of a file,
 * a year of school days about 1,500 more.
 */
const STEPS = [
  { upTo: 10 * MINUTE, width: SECOND },
  { upTo: HOUR, width: 10 * SECOND },
  { upTo: DAY, width: MINUTE },
  { upTo: Infinity, width: HOUR },
] as const;

/**
 * Which versions of one file may go, so that the list of a child who types for an hour is still of use: of all in
 * the same span of time the newest stays. The newest of all and those that are pinned always stay.
 *
 * @returns their ids
 */
export function superfluous(versions: readonly Dated[], now: number): number[] {
  const spans = new Set<string>();
  const [newest, ...older] = versions.toSorted((one, other) => other.id - one.id);
  if (newest !== undefined) spans.add(spanOf(newest, now));
  return older
    .filter((version) => {
      if (version.pinned) return false;
      const span = spanOf(version, now);
      const taken = spans.has(span);
      spans.add(span);
      return taken;
    })
    .map(({ id }) => id);
}

function spanOf({ at }: Dated, now: number): string {
  const width = STEPS.find(({ upTo }) => now - at < upTo)?.width ?? HOUR;
  return `${Math.floor(at / width)} of ${width}`;
}
