import type { HttpResponse } from '#functions/runtime/http.ts';
import { imageIdOf } from '#shared/domain/places/place-image.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { ImageStore } from '#shared/store/image-store.ts';
import type { PlacesReader } from '#shared/store/places-reader.ts';

interface Pictures {
  readonly images: ImageStore;
  readonly reader: PlacesReader;
}

/**
 * A rendition of a picture that a published place shows. Its name means the same for ever, but whether it may be seen
 * does not: what is taken down is gone from every front within minutes, and asked for again by browsers after an hour.
 */
export async function imageFile(name: string, { images, reader }: Pictures): Promise<HttpResponse> {
  const image = await images.get(name);
  if (!image || !(await isPublic(name, reader)))
    throw new DomainError('not-found', 'There is no such picture.');
  return {
    status: 200,
    headers: {
      'content-type': image.contentType,
      'cache-control': 'public, max-age=3600, s-maxage=300',
      'access-control-allow-origin': '*',
      // Opened by itself it is a picture, whatever it may hold.
      'content-security-policy': "default-src 'none'",
    },
    body: image.bytes,
  };
}

/** The page that shows it may have learnt of a publication before this process. */
async function isPublic(name: string, reader: PlacesReader): Promise<boolean> {
  const id = imageIdOf(name);
  if (id === undefined) return false;
  return (await reader.published()).images().has(id) || (await reader.latest()).images().has(id);
}
