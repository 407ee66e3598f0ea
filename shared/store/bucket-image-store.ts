import { isImageName } from '../domain/places/place-image.ts';
import { checkImage, contentTypeOf, type ImageStore } from './image-store.ts';

/** The two calls of S3 that images need, in the shape that its SDK gives them. */
export interface BucketCalls {
  putObject(input: {
    readonly Bucket: string;
    readonly Key: string;
    readonly Body: Uint8Array;
    readonly ContentType: string;
    readonly CacheControl: string;
    readonly IfNoneMatch: string;
  }): Promise<unknown>;
  getObject(input: {
    readonly Bucket: string;
    readonly Key: string;
  }): Promise<{ readonly Body?: { transformToByteArray(): Promise<Uint8Array> } | undefined }>;
}

const isNamed = (error: unknown, ...names: string[]) => error instanceof Error && names.includes(error.name);

/** Images in a bucket of S3. `open` is asked at the first image: a cold start that needs none does not load the SDK. */
export function bucketImageStore(bucket: string, open: () => Promise<BucketCalls>): ImageStore {
  let opened: Promise<BucketCalls> | undefined;
  const calls = () => {
    opened ??= open();
    return opened;
  };
  return {
    async put(name, bytes, contentType) {
      checkImage(name, contentType);
      const { putObject } = await calls();
      try {
        await putObject({
          Bucket: bucket,
          Key: name,
          Body: bytes,
          ContentType: contentType,
          CacheControl: 'public, max-age=31536000, immutable',
          IfNoneMatch: '*',
        });
      } catch (error) {
        // The same picture has been stored before, or is being stored at this moment.
        if (!isNamed(error, 'PreconditionFailed', 'ConditionalRequestConflict')) throw error;
      }
    },
    async get(name) {
      if (!isImageName(name)) return undefined;
      const { getObject } = await calls();
      try {
        const { Body } = await getObject({ Bucket: bucket, Key: name });
        return Body && { bytes: await Body.transformToByteArray(), contentType: contentTypeOf(name) };
      } catch (error) {
        if (isNamed(error, 'NoSuchKey', 'NotFound')) return undefined;
        throw error;
      }
    },
  };
}
