import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { GtfsSource } from '#shared/feeds/gtfs/gtfs-source.ts';

/** Contents by file name. */
export type GtfsFiles = Readonly<Record<string, string>>;

export const table = (columns: string, ...records: readonly string[]): string =>
  `${[columns, ...records].join('\n')}\n`;

const everyDay = '1,1,1,1,1,1,1';
export const stopTimesHeader = 'trip_id,arrival_time,departure_time,stop_id,stop_sequence';

/** A small good feed: a station with two platforms, two more stops, two trips out and one back, every day of 2026. */
export const smallFeed: GtfsFiles = {
  'agency.txt': table(
    'agency_id,agency_name,agency_url,agency_timezone',
    'A,Perth Buses,http://a.test,Europe/London',
  ),
  'stops.txt': table(
    'stop_id,stop_code,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding,platform_code',
    'S,,Bus Station,56.39,-3.44,1,,1,',
    'S1,101,Bus Station stance 1,56.391,-3.441,,S,,1',
    'S2,102,Bus Station stance 2,56.392,-3.442,,S,2,2',
    'M,103,Mill Street,56.395,-3.432,,,,',
    'K,104,Kinnoull,56.399,-3.42,,,,',
  ),
  'routes.txt': table('route_id,agency_id,route_short_name,route_long_name,route_type', 'R,A,7,Kinnoull,3'),
  'calendar.txt': table(
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
    `D,${everyDay},20260101,20261231`,
  ),
  'trips.txt': table(
    'route_id,service_id,trip_id,trip_headsign,direction_id,wheelchair_accessible',
    'R,D,out-1,Kinnoull,0,1',
    'R,D,out-2,Kinnoull,0,2',
    'R,D,back-1,,1,',
  ),
  'stop_times.txt': table(
    stopTimesHeader,
    'out-1,08:00:00,08:00:00,S1,1',
    'out-1,08:05:00,08:06:00,M,2',
    'out-1,08:10:00,08:10:00,K,3',
    'out-2,24:30:00,24:30:00,S1,1',
    'out-2,24:35:00,24:36:00,M,2',
    'out-2,24:40:00,24:40:00,K,3',
    'back-1,09:00:00,09:00:00,K,10',
    'back-1,09:05:00,09:05:00,M,20',
    'back-1,09:10:00,09:10:00,S2,30',
  ),
};

/** The feed without these files. */
export function without(files: GtfsFiles, ...names: readonly string[]): GtfsFiles {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));
}

/** A feed in memory, handed out in chunks of `chunkBytes`. */
export function memorySource(
  files: Readonly<Record<string, string | Uint8Array>>,
  chunkBytes = 65_536,
): GtfsSource {
  return {
    has: (file) => file in files,
    async *read(file) {
      const content = files[file] ?? '';
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
    async close() {},
  };
}

export function gtfsZip(files: GtfsFiles, folder = ''): Uint8Array {
  const entries = Object.entries(files).map(([name, text]) => [folder + name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries));
}

export function writeGtfsFolder(directory: string, files: GtfsFiles): string {
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return directory;
}
