import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { renditionsOf } from '#shared/domain/places/place-image.ts';
import { folderImageStore } from '#shared/store/folder-image-store.ts';
import { demoPlacesAt } from '../places/demo-places.ts';
import { paintings, paintPictures } from './paint-pictures.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'digital-welcome-paintings-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('paints every picture that the demo places speak of, under the name that they give it', {
  timeout: 30_000,
}, async () => {
  await paintPictures(folderImageStore(folder), () => false);
  const spokenOf = demoPlacesAt(0).flatMap(({ images = [] }) => images);
  expect(spokenOf).toHaveLength(paintings.length);
  expect((await readdir(folder)).sort()).toEqual(
    spokenOf.flatMap((image) => renditionsOf(image).map(({ name }) => name)).sort(),
  );
});

it('paints nothing that is there, and nothing once the end has begun', async () => {
  const gone: string[] = [];
  const full = {
    get: async () => ({ bytes: new Uint8Array(), contentType: 'image/webp' }),
    put: async (name: string) => {
      gone.push(name);
    },
  };
  await paintPictures(full, () => false);
  await paintPictures(folderImageStore(folder), () => true);
  expect([...gone, ...(await readdir(folder))]).toEqual([]);
});
