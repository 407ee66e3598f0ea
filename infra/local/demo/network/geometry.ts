export interface Point {
  readonly lat: number;
  readonly lon: number;
}

const metresPerDegree = 111_195;

/** Metres between two points of one city: a plane is near enough. */
export function metresBetween(a: Point, b: Point): number {
  const north = (b.lat - a.lat) * metresPerDegree;
  const east = (b.lon - a.lon) * metresPerDegree * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(north, east);
}

/** The point at `share` (0..1) of the way from a to b. */
export function pointBetween(a: Point, b: Point, share: number): Point {
  return { lat: a.lat + (b.lat - a.lat) * share, lon: a.lon + (b.lon - a.lon) * share };
}

/** Compass degrees from a to b: 0 north, 90 east. */
export function bearing(a: Point, b: Point): number {
  const east = (b.lon - a.lon) * Math.cos((a.lat * Math.PI) / 180);
  const degrees = (Math.atan2(east, b.lat - a.lat) * 180) / Math.PI;
  return (degrees + 360) % 360;
}
