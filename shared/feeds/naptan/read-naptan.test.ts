import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { NAPTAN_FILE } from '#shared/domain/transit/timetable-compile/enrich-stops.ts';
import { NoticeLog } from '#shared/domain/transit/timetable-compile/notice-log.ts';
import { memorySource, table } from '#test/builders/gtfs.ts';
import { openNaptan } from './open-naptan.ts';
import { readNaptan } from './read-naptan.ts';

const header =
  'ATCOCode,NaptanCode,CommonName,Street,Indicator,LocalityName,Longitude,Latitude,StopType,BusStopType,Status';
const good = [
  '64800160,73727985,Aviva,Pitheavlis,opp,Cherrybank,-3.462919,56.382559,BCT,MKD,active',
  '6480ptlchry0,,Pitlochry,,,Pitlochry,,,RSE,,active',
  '64800165,,Whitehouse,Castle Brae,at,East Huntingtower,-3.5,56.4,BCT,CUS,inactive',
  '64800166,,DEL-Bellyclone,B8062,at,Madderty,-3.5,56.4,BCT,HAR,active',
];

function read(wanted: readonly string[], ...lines: readonly string[]) {
  const notices = new NoticeLog();
  const source = memorySource({ [NAPTAN_FILE]: table(header, ...lines) });
  return { notices, stops: readNaptan(source, new Set(wanted), notices) };
}

it('reads the stops that are wanted, by ids that are strings', async () => {
  const stops = await read(['64800160', '6480PTLCHRY0', '64800165', '64800166'], ...good).stops;
  expect(stops.get('64800160')).toEqual({
    line: 2,
    code: '73727985',
    name: 'Aviva',
    indicator: 'opp',
    street: 'Pitheavlis',
    locality: 'Cherrybank',
    position: { lat: 56.382559, lon: -3.462919 },
    kind: 'marked',
    isActive: true,
  });
  expect(stops.get('6480PTLCHRY0')).toMatchObject({ position: null, kind: 'unknown' });
  expect(stops.get('64800165')).toMatchObject({ kind: 'customary', isActive: false });
  expect(stops.get('64800166')).toMatchObject({ kind: 'hail-and-ride', isActive: false });
  expect((await read(['64800160'], ...good).stops).size).toBe(1);
});

it('of two lines for a stop the active one counts', async () => {
  const [line = ''] = good;
  const { stops, notices } = read(['64800160'], line.replace('active', 'inactive'), line);
  expect((await stops).get('64800160')).toMatchObject({ line: 3, isActive: true });
  expect(notices.totals).toMatchObject([{ reason: 'duplicate-id', count: 1 }]);
});

it('refuses what is no NaPTAN, naming the column', async () => {
  const source = memorySource({ [NAPTAN_FILE]: '<html>Sorry</html>\n' });
  await expect(readNaptan(source, new Set(['1']), new NoticeLog())).rejects.toMatchObject({
    kind: 'invalid-input',
    message: 'NaPTAN: the column atcocode is missing.',
    context: { file: 'NaPTAN', line: 1, field: 'atcocode' },
  });
});

it("refuses a register that has none of the feed's stops", async () => {
  await expect(read(['1', '2'], ...good).stops).rejects.toThrow("NaPTAN has none of the feed's 2 stops.");
});

it('says that there is no such file', async () => {
  const missing = openNaptan('/no/such/Stops.csv');
  await expect(readNaptan(missing, new Set(['1']), new NoticeLog())).rejects.toThrow(
    /^Stops\.csv cannot be read: ENOENT/,
  );
});

const recorded = fileURLToPath(
  new URL('../../../../shared/data/transit/naptan/2026-06/648Stops.csv', import.meta.url),
);
if (!existsSync(recorded)) console.warn(`skipped: no NaPTAN at ${recorded}`);

it.skipIf(!existsSync(recorded))('Perth and Kinross: 2,294 stops, 245 of them not active', async () => {
  const everything = { has: () => true } as unknown as ReadonlySet<string>;
  const notices = new NoticeLog();
  const stops = [...(await readNaptan(openNaptan(recorded), everything, notices)).values()];
  expect(stops).toHaveLength(2294);
  expect(notices.totals).toEqual([]);
  expect(stops.filter(({ kind }) => kind === 'customary')).toHaveLength(656);
  expect(stops.filter(({ kind }) => kind === 'hail-and-ride')).toHaveLength(141);
  expect(stops.filter(({ isActive }) => !isActive).length).toBeGreaterThanOrEqual(245);
  expect(stops.filter(({ position }) => position === null)).toEqual([]);
});
