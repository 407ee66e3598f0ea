/** Something that one entity of one source says of a trip instance. */
export interface Claim<T> {
  key: string;
  source: number;
  position: number;
  time: number;
  value: T;
}

/**
 * M7, V2: one claim for each instance. Within a source the later time, then the later place in the feed;
 * between sources the later time, then the source named first.
 */
export function settle<T>(claims: Claim<T>[], lose: (claim: Claim<T>) => void): Map<string, T> {
  const bySource = new Map<string, Claim<T>>();
  for (const claim of claims) {
    const key = JSON.stringify([claim.source, claim.key]);
    const rival = bySource.get(key);
    if (rival === undefined) {
      bySource.set(key, claim);
      continue;
    }
    const isLater = claim.time > rival.time || (claim.time === rival.time && claim.position > rival.position);
    bySource.set(key, isLater ? claim : rival);
    lose(isLater ? rival : claim);
  }
  const winners = new Map<string, Claim<T>>();
  for (const claim of [...bySource.values()].sort((a, b) => a.source - b.source)) {
    const rival = winners.get(claim.key);
    if (rival === undefined || claim.time > rival.time) winners.set(claim.key, claim);
  }
  return new Map([...winners].map(([key, claim]) => [key, claim.value]));
}
