import { type Cell, csv } from './gtfs-csv.ts';
import { busStation, type NaptanStop, naptanStops } from './naptan-stops.ts';
import { pseudoRandom } from './pseudo-random.ts';

function isStance(stop: NaptanStop): boolean {
  return stop.indicator.startsWith('Stance ');
}

/** Yes, no and unknown mixed; the stances inherit from the bus station. Invented: NaPTAN says nothing of it. */
function wheelchairBoarding(stop: NaptanStop): Cell {
  if (isStance(stop)) return '';
  if (stop.atcoCode === busStation) return 1;
  const chance = pseudoRandom(`wheelchair ${stop.atcoCode}`);
  return chance < 0.65 ? 1 : chance < 0.85 ? 0 : 2;
}

/** GTFS has no column for an indicator; several stops share a name, so it goes into the name ("at" says nothing). */
function publicName(stop: NaptanStop): string {
  const plain = isStance(stop) || stop.atcoCode === busStation || stop.indicator === 'at';
  return plain ? stop.name : `${stop.name} (${stop.indicator})`;
}

export function stopsFile(): string {
  return csv(
    'stop_id,stop_code,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding,platform_code,stop_desc',
    naptanStops.map((stop) => {
      const stance = isStance(stop);
      return [
        stop.atcoCode,
        stop.smsCode,
        publicName(stop),
        stop.lat,
        stop.lon,
        stop.atcoCode === busStation ? 1 : 0,
        stance ? busStation : '',
        wheelchairBoarding(stop),
        stance ? String(Number(stop.indicator.slice('Stance '.length))) : '',
        stop.place,
      ];
    }),
  );
}
