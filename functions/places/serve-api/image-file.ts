import type { HttpResponse } from '#functions/runtime/http.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { ImageStore } from '#shared/store/image-store.ts';

/** A rendition of a picture. Its name holds a digest of its content, so it never changes. */
export async function imageFile(images: ImageStore, name: string): Promise<HttpResponse> {
  const image = await images.get(name);
  if (!image) throw new DomainError('not-found', 'There is no such picture.');
  return {
    status: 200,
    headers: {
      'content-type': image.contentType,
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
      // Opened by itself it is a picture, whatever it may hold.
      'content-security-policy': "default-src 'none'",
    },
    body: image.bytes,
  };
}
