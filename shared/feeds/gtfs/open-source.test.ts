import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gtfsZip, smallFeed, writeGtfsFolder } from '#test/builders/gtfs.ts';
import { defaultLimits } from './gtfs-source.ts';
import { openGtfsSource } from './open-source.ts';
import { readTimetable } from './read-timetable.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'open-source-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function zipFile(content: Uint8Array): string {
  const path = join(directory, 'feed.zip');
  writeFileSync(path, content);
  return path;
}

async function versionOf(url: string, options?: Parameters<typeof openGtfsSource>[1]): Promise<string> {
  const source = await openGtfsSource(url, options);
  try {
    return (await readTimetable(source)).version;
  } finally {
    await source.close();
  }
}

test('folder, zip, sub-folder of a zip, and a URL of it are one and the same feed', async () => {
  const zip = gtfsZip(smallFeed);
  const version = await versionOf(writeGtfsFolder(directory, smallFeed));
  expect(await versionOf(zipFile(zip))).toBe(version);
  expect(await versionOf(zipFile(gtfsZip(smallFeed, 'feed/2026/')))).toBe(version);
  expect(await versionOf(zipFile(gtfsZip({ ...smallFeed, '__MACOSX/._stops.txt': 'x' }, 'f/')))).toBe(
    version,
  );
  const fetch = async () => new Response(Buffer.from(zip));
  expect(await versionOf('https://feed.test/gtfs?key=secret', { fetch })).toBe(version);
});

test('a web page behind the archive is overlooked', async () => {
  const page = Buffer.from('\r\n<html>error</html>\r\n'.repeat(40));
  expect(await versionOf(zipFile(Buffer.concat([gtfsZip(smallFeed), page])))).toMatch(/^[0-9a-f]{24}$/);
});

test('two feeds in one archive are one too many', async () => {
  const both = Object.fromEntries([
    ...Object.entries(smallFeed).map(([name, text]) => [`a/${name}`, text]),
    ...Object.entries(smallFeed).map(([name, text]) => [`b/${name}`, text]),
  ]);
  await expect(versionOf(zipFile(gtfsZip(both)))).rejects.toThrow(/holds 2 feeds \(a\/, b\/ …\)/);
});

test('what is no feed is refused with a clear word', async () => {
  await expect(versionOf(join(directory, 'nowhere.zip'))).rejects.toThrow(
    /^There is no file or folder .*nowhere\.zip\.$/,
  );
  await expect(versionOf(zipFile(Buffer.from('<html>')))).rejects.toThrow(/feed\.zip is not a zip file/);
  await expect(versionOf(zipFile(new Uint8Array()))).rejects.toThrow(/is not a zip file/);
  await expect(versionOf(zipFile(gtfsZip({ 'readme.md': 'x' })))).rejects.toThrow(/holds no GTFS files/);
});

test('an archive is not unpacked beyond its limit, nor a download read', async () => {
  const limits = { ...defaultLimits, maxUncompressedBytes: 1000 };
  await expect(versionOf(zipFile(gtfsZip(smallFeed)), { limits })).rejects.toThrow(/at most 1000 are taken/);
  const fetch = async () => new Response(new Uint8Array(5000));
  const small = { ...defaultLimits, maxDownloadBytes: 2000 };
  await expect(versionOf('https://feed.test/x', { fetch, limits: small })).rejects.toThrow(
    /more than 2000 bytes/,
  );
});

test('damage anywhere in the archive is noticed', async () => {
  const zip = gtfsZip(smallFeed);
  for (let at = 0; at < zip.length; at += 7) {
    const broken = zip.slice();
    broken[at] = (broken[at] ?? 0) ^ 0x55;
    await versionOf(zipFile(broken)).then(
      () => undefined, // a byte that nothing depends on
      (error: Error) => expect(error.name).toBe('DomainError'),
    );
  }
}, 30_000);

test('a server that fails is said without the key in its address, and leaves nothing behind', async () => {
  const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('gtfs-')).length;
  const before = left();
  const gone = async () => new Response('no', { status: 404 });
  await expect(versionOf('https://feed.test/x?key=secret', { fetch: gone })).rejects.toMatchObject({
    kind: 'upstream',
    message: 'https://feed.test/x answers 404.',
  });
  const broken = async () => {
    throw new TypeError('fetch failed');
  };
  await expect(versionOf('https://feed.test/x?key=secret', { fetch: broken })).rejects.toMatchObject({
    kind: 'upstream',
    message: 'https://feed.test/x cannot be loaded: fetch failed.',
  });
  expect(left()).toBe(before);
});
