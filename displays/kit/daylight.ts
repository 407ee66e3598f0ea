import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';

const RADIANS = Math.PI / 180;
/** Below this the sky no longer lights a street: end of civil twilight. */
const TWILIGHT_DEGREES = -6;

/**
 * Whether it is day at a place: the height of the sun by the low-precision formulas of the Astronomical Almanac,
 * good to a minute or two of time.
 */
export function isDaylight(at: EpochSeconds, lat: number, lon: number): boolean {
  const days = (at - 946_728_000) / 86_400; // since 2000-01-01 12:00 UTC
  const meanLongitude = 280.46 + 0.9856474 * days;
  const anomaly = (357.528 + 0.9856003 * days) * RADIANS;
  const longitude = (meanLongitude + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * RADIANS;
  const tilt = (23.439 - 0.0000004 * days) * RADIANS;
  const declination = Math.asin(Math.sin(tilt) * Math.sin(longitude));
  const ascension = Math.atan2(Math.cos(tilt) * Math.sin(longitude), Math.cos(longitude));
  const siderealDegrees = 280.46062 + 360.98564737 * days + lon;
  const hourAngle = siderealDegrees * RADIANS - ascension;
  const height = Math.asin(
    Math.sin(lat * RADIANS) * Math.sin(declination) +
      Math.cos(lat * RADIANS) * Math.cos(declination) * Math.cos(hourAngle),
  );
  return height / RADIANS > TWILIGHT_DEGREES;
}
