import { describe, expect, it } from 'vitest';
import { parseGtfsTime, serviceDateToDays, weekday } from '#shared/domain/transit/service-day.ts';
import { servicesOn } from './demo-calendar.ts';
import { demoTrips } from './demo-trips.ts';
import { demoGtfsFiles } from './gtfs-files.ts';
import { naptanStops } from './naptan-stops.ts';

const today = '20260512';
const files = demoGtfsFiles(today);

function records(name: string): Record<string, string>[] {
  const [header = '', ...lines] = (files[name] ?? '').trim().split('\r\n');
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    return Object.fromEntries(names.map((column, i) => [column, cells[i] ?? '']));
  });
}

describe('the demo timetable', () => {
  it('is the same for the same date', () => {
    expect(demoGtfsFiles(today)).toEqual(files);
    expect(demoGtfsFiles('20260513')).not.toEqual(files);
  });

  it('refers only to what it defines', () => {
    const ids = (name: string, column: string) => new Set(records(name).map((record) => record[column]));
    const stops = ids('stops.txt', 'stop_id');
    const trips = ids('trips.txt', 'trip_id');
    expect(records('stop_times.txt').filter((r) => !stops.has(r.stop_id) || !trips.has(r.trip_id))).toEqual(
      [],
    );
    expect(records('frequencies.txt').filter((r) => !trips.has(r.trip_id))).toEqual([]);
    const [routes, services, shapes] = [
      ids('routes.txt', 'route_id'),
      ids('calendar.txt', 'service_id'),
      ids('shapes.txt', 'shape_id'),
    ];
    for (const trip of records('trips.txt')) {
      expect(routes).toContain(trip.route_id);
      expect(services).toContain(trip.service_id);
      expect(shapes).toContain(trip.shape_id);
    }
    expect(trips.size).toBe(records('trips.txt').length);
    expect(stops.size).toBe(naptanStops.length);
  });

  it('calls at every stop but the bus station as a whole', () => {
    const called = new Set(demoTrips.flatMap((trip) => trip.direction.stops));
    expect(naptanStops.filter((stop) => !called.has(stop.atcoCode)).map((stop) => stop.indicator)).toEqual([
      'Stances',
    ]);
  });

  it('has times that never run backwards, and trips past midnight', () => {
    let latest = 0;
    let before: Record<string, string> | undefined;
    for (const call of records('stop_times.txt')) {
      const arrival = parseGtfsTime(call.arrival_time ?? '') ?? -1;
      const departure = parseGtfsTime(call.departure_time ?? '') ?? -1;
      expect(departure).toBeGreaterThanOrEqual(arrival);
      if (before?.trip_id === call.trip_id) {
        expect(arrival).toBeGreaterThanOrEqual(parseGtfsTime(before?.departure_time ?? '') ?? 0);
      }
      latest = Math.max(latest, departure);
      before = call;
    }
    expect(latest).toBeGreaterThan(24 * 3600);
  });

  it('runs on the dates that the simulator takes, holidays included', () => {
    const removed = new Set(
      records('calendar_dates.txt').map((r) => `${r.service_id} ${r.date} ${r.exception_type}`),
    );
    const from = serviceDateToDays(today) - 3;
    expect(records('calendar.txt')[0]?.start_date).toBe('20260509');
    for (let day = from; day < from + 63; day++) {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
      const running = records('calendar.txt')
        .filter((calendar) => {
          const listed = Object.values(calendar)[1 + weekday(day)] === '1';
          if (removed.has(`${calendar.service_id} ${date} 1`)) return true;
          return listed && !removed.has(`${calendar.service_id} ${date} 2`);
        })
        .map((calendar) => calendar.service_id);
      expect(running.sort()).toEqual([...servicesOn(day)].sort());
    }
    expect(removed.size).toBeGreaterThan(0);
  });

  it('shows each kind of data that a board has to cope with', () => {
    const values = (name: string, column: string) => new Set(records(name).map((r) => r[column]));
    expect(values('stops.txt', 'wheelchair_boarding')).toEqual(new Set(['', '0', '1', '2']));
    expect(values('trips.txt', 'wheelchair_accessible')).toEqual(new Set(['0', '1', '2']));
    expect(values('frequencies.txt', 'exact_times')).toEqual(new Set(['0', '1']));
    expect(values('stop_times.txt', 'timepoint')).toEqual(new Set(['0', '1']));
    const visits = records('stop_times.txt').filter((r) => r.trip_id === '50-mon-sat-0-0635');
    expect(new Set(visits.map((r) => r.stop_id)).size).toBe(visits.length - 1);
    expect(records('stops.txt').filter((r) => r.parent_station !== '').length).toBeGreaterThan(3);
  });
});
