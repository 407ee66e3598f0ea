/** The value below which `share` of the samples lie (nearest rank). NaN of no samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

export interface Cost {
  readonly wallMilliseconds: number;
  /** User and system time of this process, all its threads. */
  readonly cpuMilliseconds: number;
}

/** Starts to measure; each call of what is returned gives the cost since. */
export function startMeasuring(): () => Cost {
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  return () => {
    const wallMilliseconds = performance.now() - began;
    const { user, system } = process.cpuUsage(cpuBefore);
    return { wallMilliseconds, cpuMilliseconds: (user + system) / 1000 };
  };
}
