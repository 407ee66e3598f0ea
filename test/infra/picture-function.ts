import { makeRenditions } from '#shared/images/make-renditions.ts';

/** A function that makes pictures and does nothing else: its bundle needs more than its module. */
export const handler = async ({ body }: { readonly body: string }) => {
  const { id, width, height, renditions } = await makeRenditions(Buffer.from(body, 'base64'));
  return { id, width, height, bytes: renditions.map((rendition) => rendition.bytes.length) };
};
