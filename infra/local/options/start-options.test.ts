import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { helpText, optionTable } from './option-table.ts';
import { readStartOptions } from './start-options.ts';

describe('readStartOptions', () => {
  it('has a default for everything', () => {
    expect(readStartOptions([], {})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      gtfs: [],
      tripUpdates: [],
      vehiclePositions: [],
      alerts: [],
      pollSeconds: 15,
      startInstant: undefined,
      dataDirectory: undefined,
      demo: true,
      dynamoDbEndpoint: undefined,
      realtimeHeaders: {},
    });
  });

  it('takes every option from the command line', () => {
    const args =
      '--port 0 --host 0.0.0.0 --gtfs a.zip --gtfs=b --trip-updates t.pb --vehicle-positions t.pb --alerts t.pb --alerts u.pb --poll 5 --now 2026-01-15T16:34:13Z --data d --no-demo';
    expect(readStartOptions(args.split(' '), {})).toMatchObject({
      port: 0,
      host: '0.0.0.0',
      gtfs: ['a.zip', 'b'],
      tripUpdates: ['t.pb'],
      vehiclePositions: ['t.pb'],
      alerts: ['t.pb', 'u.pb'],
      pollSeconds: 5,
      startInstant: Date.UTC(2026, 0, 15, 16, 34, 13),
      dataDirectory: 'd',
      demo: false,
    });
  });

  it('takes the same from the environment, and the command line before it', () => {
    const environment = {
      PORT: '9000',
      GTFS: 'a.zip, https://example.org/b.zip',
      TRIP_UPDATES: 't.pb',
      POLL: '30',
      NO_DEMO: '1',
      NOW: ' ',
      DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000',
      REALTIME_HEADERS: '{"t.pb":{"x-api-key":"k"}}',
    };
    expect(readStartOptions(['--port', '9001'], environment)).toMatchObject({
      port: 9001,
      gtfs: ['a.zip', 'https://example.org/b.zip'],
      tripUpdates: ['t.pb'],
      pollSeconds: 30,
      demo: false,
      startInstant: undefined,
      dynamoDbEndpoint: 'http://127.0.0.1:8000',
      realtimeHeaders: { 't.pb': { 'x-api-key': 'k' } },
    });
  });

  it('is undefined for --help, which names every option and its variable', () => {
    expect(readStartOptions(['--help'], {})).toBeUndefined();
    for (const { flag, variable } of optionTable) {
      expect(helpText()).toContain(`--${flag}`);
      expect(helpText()).toContain(variable);
    }
  });

  it.each([
    [['--unknown'], /unknown/],
    [['zip'], /zip/],
    [['--port'], /--port/],
    [['--port', 'http'], /--port: "http"/],
    [['--port', '70000'], /--port: "70000"/],
    [['--port', '-1'], /--port/],
    [['--poll', '0'], /--poll: "0"/],
    [['--poll', '1.5'], /--poll: "1.5"/],
    [['--gtfs', ''], /--gtfs/],
    [['--now', 'yesterday'], /--now: "yesterday"/],
    [['--now', '2026-02-30T00:00:00Z'], /--now: "2026-02-30/],
    [['--now', '2026-01-15T25:00:00Z'], /--now/],
    [['--now', '2026-01-15T16:34:13'], /with its zone/],
    [['--now', '2026-01-15'], /with its zone/],
    [['--no-demo'], /--gtfs/],
    [['--no-demo=1'], /no-demo/],
  ])('refuses %j in one line', (args, message) => {
    expect(() => readStartOptions(args, {})).toThrow(message);
    try {
      readStartOptions(args, {});
    } catch (error) {
      expect(String(error)).not.toContain('\n');
    }
  });

  it.each([
    [{ PORT: 'x' }, /^PORT: "x"/],
    [{ NO_DEMO: 'maybe' }, /^NO_DEMO: "maybe"/],
    [{ REALTIME_HEADERS: '{"https://a.example":"secret"}' }, /^REALTIME_HEADERS: not JSON/],
    [{ DYNAMODB_ENDPOINT: 'http://x', DATA: 'd' }, /DYNAMODB_ENDPOINT/],
  ])('names the variable in %j', (environment, message) => {
    expect(() => readStartOptions([], environment)).toThrow(message);
  });

  it('reads any instant in any zone', async () => {
    const minutes = fc.integer({ min: -14 * 60, max: 14 * 60 });
    const instants = fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true });
    await fc.assert(
      fc.property(instants, minutes, (instant, offset) => {
        const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const pad = (n: number) => String(n).padStart(2, '0');
        const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
        expect(readStartOptions([`--now=${local}${zone}`], {})?.startInstant).toBe(instant.getTime());
      }),
    );
  });
});
