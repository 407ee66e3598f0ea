/** A number in [0, 1) that depends on the text alone: the same demo on every machine and every day. */
export function pseudoRandom(seed: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < seed.length; i++) {
    hash = Math.imul(hash ^ seed.charCodeAt(i), 16_777_619);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** A number in [from, to). */
export function pseudoRandomBetween(seed: string, from: number, to: number): number {
  return from + pseudoRandom(seed) * (to - from);
}
