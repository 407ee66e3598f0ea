import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { demoGtfsFiles } from '#infra/local/demo/network/gtfs-files.ts';
import { demoFeedMessage } from '#infra/local/demo/simulation/feed-message.ts';
import { descendants, isAlive, type LocalProcess, startLocal, startWithNpm } from './local-process.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'start-'));
  cleanUp.push(() => rmSync(path, { recursive: true }));
  return path;
}

/** The demo timetable of a day as a folder, as a stranger's feed would be given. */
function timetable(today: string): string {
  const path = directory();
  for (const [name, text] of Object.entries(demoGtfsFiles(today))) writeFileSync(join(path, name), text);
  return path;
}

function running(process: LocalProcess): LocalProcess {
  cleanUp.push(async () => {
    process.child.kill('SIGKILL');
    await process.exited;
  });
  return process;
}

const json = async (url: string) => (await fetch(url)).json();

describe('npm start', () => {
  it('prints its options for --help', async () => {
    const process = startLocal(['--help']);
    expect(await process.exited).toBe(0);
    expect(process.stdout()).toContain('--vehicle-positions PATH_OR_URL');
    expect(process.stderr()).toBe('');
  });

  it('serves the demo network live, and says so in one line when it does', async () => {
    const process = running(startLocal(['--port', '0', '--poll', '1']));
    const origin = await process.ready;
    expect(process.stdout().match(/^ready /gm)).toHaveLength(1);
    expect(process.stdout()).toContain(`${origin}/boards/`);
    expect(process.stderr()).toBe('');
    for (const path of ['/', '/health', '/openapi.json', '/boards/64804255', '/stops/64804255']) {
      expect([path, (await fetch(`${origin}${path}`)).status]).toEqual([path, 200]);
    }
    const { sources } = await json(`${origin}/v1/realtime`);
    expect(sources).toHaveLength(3);
    for (const source of sources) expect(source).toMatchObject({ state: 'live', lastError: null });
    expect(
      sources.map((source: { matched: { tripUpdates: unknown } }) => source.matched.tripUpdates),
    ).toContain(1);
    const before = sources[0].feedTimestamp;
    await vi.waitFor(
      async () => expect((await json(`${origin}/v1/realtime`)).sources[0].feedTimestamp).not.toBe(before),
      { timeout: 15_000, interval: 200 },
    );
  });

  it('replays files at the instant they are of, with one source of several kinds', async () => {
    const now = Date.UTC(2026, 4, 12, 7, 30) / 1000;
    const feed = join(directory(), 'updates.pb');
    writeFileSync(feed, demoFeedMessage('trip-updates', now));
    const process = running(
      startLocal(
        [
          '--port',
          '0',
          '--gtfs',
          timetable('20260512'),
          '--trip-updates',
          feed,
          '--alerts',
          feed,
          '--poll',
          '1',
        ],
        { NOW: '2026-05-12T08:30:00+01:00' },
      ),
    );
    const origin = await process.ready;
    const { sources } = await json(`${origin}/v1/realtime`);
    expect(sources).toMatchObject([
      { id: 'updates', state: 'live', feedTimestamp: '2026-05-12T08:30:00+01:00' },
    ]);
    const board = await json(`${origin}/v1/stops/64801011/departures`);
    expect(board.asOf).toMatch(/^2026-05-12T08:3/);
    expect(board.departures.map(({ status }: { status: string }) => status)).toContain('live');

    writeFileSync(feed, demoFeedMessage('trip-updates', now + 20));
    await vi.waitFor(
      async () =>
        expect(await json(`${origin}/v1/realtime`)).toMatchObject({
          sources: [{ feedTimestamp: '2026-05-12T08:30:20+01:00' }],
        }),
      { timeout: 15_000, interval: 200 },
    );
  });

  it('starts without a source whose server is down, and says that it fails', async () => {
    const process = running(
      startLocal([
        '--port',
        '0',
        '--gtfs',
        timetable('20260512'),
        '--alerts',
        'http://127.0.0.1:9/alerts.pb',
      ]),
    );
    const origin = await process.ready;
    const { sources } = await json(`${origin}/v1/realtime`);
    expect(sources).toMatchObject([{ id: 'alerts', lastSuccess: null }]);
    expect(['never', 'failing']).toContain(sources[0].state);
  });

  it('keeps in --data what was imported', async () => {
    const data = join(directory(), 'new', 'folder');
    const args = [
      '--port',
      '0',
      '--gtfs',
      timetable('20260512'),
      '--now',
      '2026-05-12T09:00:00Z',
      '--data',
      data,
    ];
    const importedAt = async (process: LocalProcess) =>
      JSON.stringify(await json(`${await process.ready}/v1/timetable`));
    const first = running(startLocal(args));
    const before = await importedAt(first);
    first.child.kill('SIGTERM');
    await first.exited;
    const second = running(startLocal(args));
    // The same content is not imported again: the report with its time is the first run's.
    expect(await importedAt(second)).toBe(before);
  });
});

describe('the end of npm start', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'is orderly on %s: code 0 and no child left in five seconds',
    async (signal) => {
      const process = running(startLocal(['--port', '0']));
      await process.ready;
      const children = descendants(process.child.pid ?? 0);
      expect(children.length).toBeGreaterThan(0);
      const asked = Date.now();
      process.child.kill(signal);
      expect(await process.exited).toBe(0);
      await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 5000, interval: 50 });
      expect(Date.now() - asked).toBeLessThan(5000);
      expect(process.stderr()).toBe('');
    },
  );

  it('is orderly while it still starts', async () => {
    const process = running(startLocal(['--port', '0']));
    const children = await vi.waitFor(
      () => {
        const found = descendants(process.child.pid ?? 0);
        expect(found.length).toBeGreaterThan(2);
        return found;
      },
      { timeout: 20_000, interval: 20 },
    );
    process.child.kill('SIGTERM');
    expect(await process.exited).toBe(0);
    expect(process.stdout()).not.toContain('ready');
    await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 5000, interval: 50 });
  });

  it('leaves no engine behind when it is killed', async () => {
    const process = running(startLocal(['--port', '0']));
    await process.ready;
    const children = descendants(process.child.pid ?? 0);
    process.child.kill('SIGKILL');
    await process.exited;
    await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 5000, interval: 50 });
  });

  it('comes about through npm as well, which takes paths from where it was called', async () => {
    const feed = timetable('20260512');
    const process = running(
      startWithNpm(['--port', '0', '--gtfs', '.', '--now', '2026-05-12T09:00:00Z'], feed),
    );
    await process.ready;
    const children = descendants(process.child.pid ?? 0);
    process.child.kill('SIGTERM');
    await process.exited;
    await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 5000, interval: 50 });
  });
});
