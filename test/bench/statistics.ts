/** The value that a share of all samples does not exceed; undefined without samples. */
export function quantile(samples: readonly number[], share: number): number | undefined {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** The middle one; of an even number of samples, the mean of the middle two. */
export function median(samples: readonly number[]): number | undefined {
  const sorted = [...samples].sort((a, b) => a - b);
  const low = sorted[(sorted.length - 1) >> 1];
  const high = sorted[sorted.length >> 1];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** The 95th percentile; of fewer than twenty samples that is the slowest one. */
export function p95(samples: readonly number[]): number | undefined {
  return quantile(samples, 0.95);
}
