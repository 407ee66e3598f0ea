import { fileURLToPath } from 'node:url';
import type { ImagesAddress } from '../contracts/images-address.ts';
import { type BucketCalls, bucketImageStore } from './bucket-image-store.ts';
import { folderImageStore } from './folder-image-store.ts';
import type { ImageStore } from './image-store.ts';

/** The store that the configuration names. */
export const openImageStore = (address: ImagesAddress): ImageStore =>
  address.kind === 'bucket'
    ? bucketImageStore(address.bucket, s3Calls)
    : folderImageStore(fileURLToPath(address.url));

async function s3Calls(): Promise<BucketCalls> {
  const { GetObjectCommand, PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({ requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000 } });
  return {
    putObject: (input) => client.send(new PutObjectCommand(input)),
    getObject: (input) => client.send(new GetObjectCommand(input)),
  };
}
