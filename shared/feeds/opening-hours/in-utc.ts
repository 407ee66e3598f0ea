/**
 * Does something while the clock of the process is UTC, which never changes. It has to be done at once: nothing that
 * is awaited, for nobody else may see that clock. It is of use to libraries that know local time alone.
 */
export function inUtc<T>(work: () => T): T {
  const zone = process.env.TZ;
  if (zone === 'UTC') return work();
  process.env.TZ = 'UTC';
  try {
    return work();
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
}
