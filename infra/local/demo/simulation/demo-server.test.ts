import { unzipSync } from 'fflate';
import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DemoServer, startDemoServer } from './demo-server.ts';

let now = Date.UTC(2026, 4, 12, 8) / 1000;
let server: DemoServer;
beforeEach(async () => {
  now = Date.UTC(2026, 4, 12, 8) / 1000;
  server = await startDemoServer({ now: () => now });
});
afterEach(() => server.stop());

describe('the demo server', () => {
  it('serves the timetable as a zip whose bytes change once a day', async () => {
    const zip = async () => new Uint8Array(await (await fetch(server.timetableUrl)).arrayBuffer());
    const first = await zip();
    expect(Object.keys(unzipSync(first))).toContain('stop_times.txt');
    now += 3600;
    expect(await zip()).toEqual(first);
    now += 86_400;
    expect(await zip()).not.toEqual(first);
  });

  it('serves protobuf, compressed where that is accepted', async () => {
    for (const encoding of ['gzip', 'identity']) {
      const answer = await fetch(server.realtimeUrls['trip-updates'], {
        headers: { 'accept-encoding': encoding },
      });
      expect(answer.headers.get('content-encoding')).toBe(encoding === 'gzip' ? 'gzip' : null);
      const message = GtfsRealtimeBindings.transit_realtime.FeedMessage.decode(
        new Uint8Array(await answer.arrayBuffer()),
      );
      expect(message.entity.length).toBeGreaterThan(0);
    }
  });

  it('answers 304 until the feed is published anew', async () => {
    const url = server.realtimeUrls['vehicle-positions'];
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const modified = (await fetch(url)).headers.get('last-modified') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(url, { headers: { 'if-modified-since': modified } })).status).toBe(304);
    now += 5;
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(200);
    expect((await fetch(url, { headers: { 'if-modified-since': modified } })).status).toBe(200);
  });

  it('is 404 elsewhere', async () => {
    expect((await fetch(new URL('/nothing.pb', server.timetableUrl))).status).toBe(404);
  });
});
