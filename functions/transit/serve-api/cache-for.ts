/** Fresh for seconds at a CDN, and served stale while the origin is down. */
export const cacheFor = (seconds: number): string =>
  `public, max-age=${seconds}, stale-while-revalidate=${seconds * 2}, stale-if-error=600`;
