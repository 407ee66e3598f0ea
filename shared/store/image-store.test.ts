import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BucketCalls, bucketImageStore } from './bucket-image-store.ts';
import { folderImageStore } from './folder-image-store.ts';
import type { ImageStore } from './image-store.ts';

const name = 'Zm9vYmFyYmF6cXV1eHF1dXg-320.webp';
const other = 'Zm9vYmFyYmF6cXV1eHF1dXg-640.webp';

class S3Failure extends Error {
  constructor(name: string) {
    super(name);
    this.name = name;
  }
}

/** What S3 says to the two calls: a bucket, a condition, and the names of its errors. */
function bucket() {
  const objects = new Map<
    string,
    { readonly body: Uint8Array; readonly type: string; readonly cache: string }
  >();
  let opened = 0;
  const calls: BucketCalls = {
    async putObject({ Key, Body, ContentType, CacheControl, IfNoneMatch }) {
      if (IfNoneMatch === '*' && objects.has(Key)) throw new S3Failure('PreconditionFailed');
      objects.set(Key, { body: Body, type: ContentType, cache: CacheControl });
    },
    async getObject({ Bucket, Key }) {
      if (Bucket !== 'pictures') throw new S3Failure('NoSuchBucket');
      const object = objects.get(Key);
      if (!object) throw new S3Failure('NoSuchKey');
      return { Body: { transformToByteArray: async () => object.body } };
    },
  };
  const open = async () => {
    opened += 1;
    return calls;
  };
  return { store: bucketImageStore('pictures', open), objects, opened: () => opened, open };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'digital-welcome-images-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each<[string, () => ImageStore]>([
  ['a folder', () => folderImageStore(join(folder, 'images'))],
  ['a bucket', () => bucket().store],
])('%s', (_, open) => {
  it('gives back what was put into it, and nothing else', async () => {
    const store = open();
    expect(await store.get(name)).toBeUndefined();
    await store.put(name, Uint8Array.of(1, 2, 3), 'image/webp');
    await store.put(name, Uint8Array.of(1, 2, 3), 'image/webp');
    const image = await store.get(name);
    expect(image?.contentType).toBe('image/webp');
    expect([...(image?.bytes ?? [])]).toEqual([1, 2, 3]);
    expect(await store.get(other)).toBeUndefined();
  });

  it('knows no other names and types than those of renditions', async () => {
    const store = open();
    for (const wrong of ['', '../x', `../${name}`, `x/${name}`, `${name}.html`, 'picture.webp']) {
      await expect(store.put(wrong, Uint8Array.of(1), 'image/webp')).rejects.toThrow(RangeError);
      expect(await store.get(wrong)).toBeUndefined();
    }
    await expect(store.put(name, Uint8Array.of(1), 'text/html')).rejects.toThrow(RangeError);
  });
});

it('leaves nothing half-written in a folder', async () => {
  const images = join(folder, 'whole');
  const store = folderImageStore(images);
  await Promise.all(Array.from({ length: 8 }, () => store.put(name, new Uint8Array(50_000), 'image/webp')));
  expect(await readdir(images)).toEqual([name]);
});

describe('a bucket', () => {
  it('is opened once, and only when it is needed', async () => {
    const { store, opened } = bucket();
    await store.get('../x');
    expect(opened()).toBe(0);
    await Promise.all([store.get(name), store.get(other)]);
    expect(opened()).toBe(1);
  });

  it('holds what may be kept for ever, and never writes over it', async () => {
    const { store, objects } = bucket();
    await store.put(name, Uint8Array.of(1), 'image/webp');
    await store.put(name, Uint8Array.of(2), 'image/webp');
    expect(objects.get(name)).toEqual({
      body: Uint8Array.of(1),
      type: 'image/webp',
      cache: 'public, max-age=31536000, immutable',
    });
  });

  it('does not take a failure for a picture that is not there', async () => {
    const { open } = bucket();
    const wrong = bucketImageStore('elsewhere', open);
    await expect(wrong.get(name)).rejects.toThrow('NoSuchBucket');
  });
});
