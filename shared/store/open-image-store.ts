import { fileURLToPath } from 'node:url';
import type { ImagesAddress } from '../contracts/images-address.ts';
import { DomainError } from '../platform/domain-error.ts';
import { type BucketCalls, bucketImageStore } from './bucket-image-store.ts';
import { folderImageStore } from './folder-image-store.ts';
import type { ImageStore } from './image-store.ts';

/** The store that the configuration names. */
export const openImageStore = (address: ImagesAddress): ImageStore =>
  address.kind === 'bucket'
    ? bucketImageStore(address.bucket, s3Calls)
    : folderImageStore(fileURLToPath(address.url));

async function s3Calls(): Promise<BucketCalls> {
  throw new DomainError(
    'unavailable',
    'Pictures cannot be had from S3: its client is not part of this build.',
  );
}
