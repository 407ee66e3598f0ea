import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '#functions/places/serve-api/handler.ts';
import { OpenDataDump } from '#functions/places/serve-api/open-data-dump.ts';
import { createLogger } from '#functions/runtime/logger.ts';
import { folderImageStore } from '#shared/store/folder-image-store.ts';
import { callGateway } from '#test/builders/gateway-call.ts';
import { picture, place, placesReader } from '#test/builders/places.ts';

/** Pictures as browsers ask for them. */

const id = 'Zm9vYmFyYmF6cXV1eHF1dXg';
const draft = 'ZHJhZnRkcmFmdGRyYWZ0ZHJhZnQ';
const bytes = Uint8Array.from({ length: 3000 }, (_, at) => at % 256);
let folder: string;
let api: ReturnType<typeof createHandler>;
const get = (address: string, headers?: Record<string, string>) => callGateway(api, address, headers);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'digital-welcome-images-'));
  const images = folderImageStore(join(folder, 'images'));
  await images.put(`${id}-320.webp`, bytes, 'image/webp');
  await images.put(`${id}-640.jpg`, bytes, 'image/jpeg');
  await images.put(`${draft}-320.webp`, bytes, 'image/webp');
  await writeFile(join(folder, `${id}-1280.webp`), 'outside');
  const reader = placesReader([place('mill', { images: [{ ...picture, id }] })]);
  const clock = { now: () => 0 };
  const publisher = { name: 'Council', url: 'https://example.org/', email: 'data@example.org' };
  const dump = new OpenDataDump({ reader, clock, publisher, publicOrigin: undefined });
  const logger = createLogger('test', () => undefined);
  api = createHandler({ reader, clock, dump, images, publicOrigin: undefined, logger });
});
afterAll(() => rm(folder, { recursive: true }));

describe('GET /images/{file}', () => {
  it.each([
    [`${id}-320.webp`, 'image/webp'],
    [`${id}-640.jpg`, 'image/jpeg'],
  ])('%s is a picture that a published place shows, and nothing but a picture', async (file, type) => {
    const answer = await get(`/images/${file}`, { 'accept-encoding': 'gzip' });
    expect(answer.status).toBe(200);
    expect(Buffer.from(answer.bytes).equals(bytes)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': type,
      'cache-control': 'public, max-age=3600, s-maxage=300',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
    });
    expect(answer.headers['content-encoding']).toBeUndefined();
    const { etag = '' } = answer.headers;
    expect((await get(`/images/${file}`, { 'if-none-match': etag })).status).toBe(304);
  });

  it.each([
    `${draft}-320.webp`,
    `${id}-640.webp`,
    `..%2F${id}-1280.webp`,
    `%2e%2e%2f${id}-1280.webp`,
    `${id}-1280.webp`,
    `${id}-320.webp%00`,
    `${id}-320.svg`,
    '%2Fetc%2Fpasswd',
    '__proto__',
    'x'.repeat(4000),
  ])('there is no %s', async (file) => {
    const answer = await get(`/images/${file}`);
    expect(answer.status).toBe(404);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    });
  });
});
