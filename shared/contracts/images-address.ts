import * as z from 'zod/mini';

export type ImagesAddress =
  | { readonly kind: 'bucket'; readonly bucket: string }
  | { readonly kind: 'folder'; readonly url: URL };

const BUCKET = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$/;

function parse(text: string): ImagesAddress | undefined {
  const [, bucket] = BUCKET.exec(text) ?? [];
  if (bucket !== undefined) return { kind: 'bucket', bucket };
  return /^file:\/\/\/[^?#]+$/.test(text) && URL.canParse(text)
    ? { kind: 'folder', url: new URL(text) }
    : undefined;
}

/** Where pictures are kept, as a variable of the environment: `s3://bucket` or `file:///folder`. */
export const imagesAddressSchema = z.pipe(
  z.string(),
  z.transform((text, context): ImagesAddress => {
    const address = parse(text);
    if (address) return address;
    context.issues.push({
      code: 'custom',
      message: 'must be s3://bucket or file:///folder',
      input: text,
    });
    return z.NEVER;
  }),
);
