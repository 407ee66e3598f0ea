import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoGtfsFiles } from '#infra/local/demo/network/gtfs-files.ts';
import { startLocal } from './local-process.ts';

const directory = mkdtempSync(join(tmpdir(), 'errors-'));
const at = (name: string) => join(directory, name);
const occupied = createServer();

beforeAll(async () => {
  writeFileSync(at('text.zip'), 'This is no zip archive.');
  writeFileSync(at('text.pb'), 'This is no protobuf message, it is a sentence.');
  writeFileSync(at('file'), '');
  mkdirSync(at('empty'));
  mkdirSync(at('gtfs'));
  mkdirSync(at('headless'));
  for (const [name, text] of Object.entries(demoGtfsFiles('20260512'))) {
    writeFileSync(join(at('gtfs'), name), text);
    if (name !== 'stop_times.txt') writeFileSync(join(at('headless'), name), text);
  }
  occupied.listen(0, '127.0.0.1');
  await once(occupied, 'listening');
});
afterAll(() => {
  occupied.close();
  rmSync(directory, { recursive: true });
});

function occupiedPort(): string {
  const address = occupied.address();
  return typeof address === 'object' && address !== null ? String(address.port) : '';
}

describe('npm start with input that cannot be used', () => {
  it.each([
    ['an unknown option', () => ['--gtsf', 'x'], /gtsf/],
    ['a wrong date', () => ['--now', '2026-02-30T12:00:00Z'], /--now: "2026-02-30T12:00:00Z"/],
    ['a wrong port', () => ['--port', 'eighty'], /--port: "eighty"/],
    ['a port in use', () => ['--port', occupiedPort()], /--port: \d+ is in use/],
    ['an address of another machine', () => ['--host', '192.0.2.1'], /--host: 192\.0\.2\.1/],
    ['no timetable at all', () => ['--no-demo'], /--gtfs/],
    ['a timetable that does not exist', () => ['--gtfs', at('none.zip')], /--gtfs: no such file.*none\.zip/],
    ['a timetable that is no zip', () => ['--gtfs', at('text.zip')], /text\.zip/],
    ['a timetable without a required file', () => ['--gtfs', at('headless')], /stop_times\.txt/],
    ['a folder that is no timetable', () => ['--gtfs', at('empty')], /empty/],
    ['a source that does not exist', () => ['--alerts', at('none.pb')], /--alerts: no such file.*none\.pb/],
    [
      'a source that is no protobuf',
      () => ['--gtfs', at('gtfs'), '--trip-updates', at('text.pb')],
      /text\.pb.*not a GTFS-realtime message/,
    ],
    ['a data folder that is a file', () => ['--data', at('file')], /--data: .*file/],
  ])('ends with one line on stderr: %s', async (_, args, message) => {
    const process = startLocal(args()[0] === '--port' ? args() : ['--port', '0', ...args()]);
    expect(await process.exited).toBe(1);
    expect(process.stderr()).toMatch(/^digital-welcome: [^\n]+\n$/);
    expect(process.stderr()).toMatch(message);
    expect(process.stdout()).toBe('');
  });

  it('names the environment variable that is wrong', async () => {
    const process = startLocal([], { POLL: 'often' });
    expect(await process.exited).toBe(1);
    expect(process.stderr()).toMatch(/^digital-welcome: POLL: "often" [^\n]+\n$/);
  });
});
