import type { HttpResponse } from '#functions/runtime/http.ts';
import { imagesOf } from '#shared/contracts/listing-images.ts';
import { imageIdOf } from '#shared/domain/places/place-image.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { versionAsked } from './open-listing.ts';
import type { StaffDependencies, StaffHandler } from './staff-request.ts';

/** Pictures as versions of a listing name them: for those who may see the listing, published or not. */
export function pictureFileRoutes(
  dependencies: Pick<StaffDependencies, 'images' | 'listings'>,
): Readonly<Record<string, StaffHandler>> {
  return {
    'GET /staff/places/{id}/history/{version}/images/{file}': async (request): Promise<HttpResponse> => {
      const { fields } = await versionAsked(request, dependencies);
      const name = request.pathParameters.file ?? '';
      const isNamed = imagesOf(fields).some(({ id }) => id === imageIdOf(name));
      const image = isNamed ? await dependencies.images.get(name) : undefined;
      if (!image) throw new DomainError('not-found', 'There is no such picture.');
      return {
        status: 200,
        headers: {
          'content-type': image.contentType,
          'cache-control': 'private, no-store',
          'content-security-policy': "default-src 'none'",
          'x-robots-tag': 'noindex',
        },
        body: image.bytes,
      };
    },
  };
}
