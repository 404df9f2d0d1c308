/** The few statistics that the figures need. Times are skewed, so medians and percentiles, never means. */

/**
 * The value below which a share of the samples lies, by linear interpolation between the two nearest ranks
 * (Hyndman and Fan, 1996, definition 7; what NumPy and R do by default).
 * @param share from 0 to 1: 0.5 is the median
 * @throws RangeError without samples, or with a share outside 0 to 1
 */
export function quantile(samples: readonly number[], share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share is from 0 to 1, not ${share}`);
  const sorted = samples.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) throw new RangeError('there are no samples');
  return below + (above - below) * (position - Math.floor(position));
}

export interface Summary {
  readonly median: number;
  readonly p95: number;
  readonly samples: number;
}

export function summarise(samples: readonly number[]): Summary {
  return { median: quantile(samples, 0.5), p95: quantile(samples, 0.95), samples: samples.length };
}
