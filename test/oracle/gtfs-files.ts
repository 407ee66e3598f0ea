import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { type CsvRecord, parseCsv } from './csv.ts';

const FILES = [
  'agency.txt',
  'stops.txt',
  'routes.txt',
  'trips.txt',
  'stop_times.txt',
  'calendar.txt',
  'calendar_dates.txt',
  'frequencies.txt',
];

/** The records of the timetable files in a zip or a folder; a file that is not there has no records. */
export function readGtfsFiles(path: string): (file: string) => CsvRecord[] {
  const bytes = statSync(path).isDirectory() ? readFolder(path) : readZip(path);
  const decoder = new TextDecoder('utf-8');
  return (file) => {
    const content = bytes.get(file);
    return content === undefined ? [] : parseCsv(decoder.decode(content));
  };
}

function readFolder(path: string): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  const names = readdirSync(path);
  for (const file of FILES) if (names.includes(file)) found.set(file, readFileSync(join(path, file)));
  return found;
}

/** Files at the top of the zip count before files of the same name in a folder of it. */
function readZip(path: string): Map<string, Uint8Array> {
  const entries = unzipSync(readFileSync(path), {
    filter: (entry) => FILES.includes(entry.name.split('/').at(-1) ?? ''),
  });
  const found = new Map<string, Uint8Array>();
  for (const file of FILES) {
    const name = Object.keys(entries)
      .sort((a, b) => a.split('/').length - b.split('/').length)
      .find((entry) => entry.split('/').at(-1) === file);
    const content = name === undefined ? undefined : entries[name];
    if (content !== undefined) found.set(file, content);
  }
  return found;
}
