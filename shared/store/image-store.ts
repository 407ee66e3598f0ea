import { isImageName } from '../domain/places/place-image.ts';

export interface StoredImage {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** Renditions of pictures by name. A name holds a digest of the content: what is there once never changes. */
export interface ImageStore {
  /** What is there already stays as it is. */
  put(name: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** undefined: there is none, or the name is no name of an image. */
  get(name: string): Promise<StoredImage | undefined>;
}

/** The type of a stored image is said by its name alone: nothing that was uploaded can claim to be a page. */
export const contentTypeOf = (name: string): string => (name.endsWith('.jpg') ? 'image/jpeg' : 'image/webp');

/** Throws for a name that no rendition has: nobody types these, so it is a fault of ours. */
export function checkImage(name: string, contentType: string): void {
  if (!isImageName(name)) throw new RangeError(`${JSON.stringify(name)} is no name of an image`);
  if (contentType !== contentTypeOf(name)) throw new RangeError(`${name} cannot be ${contentType}`);
}
