import type { PageError } from '#displays/staff/govuk/messages.tsx';
import { type PicturesView, picturesPage } from '#displays/staff/pictures-page.tsx';
import { readForm } from '#functions/runtime/form.ts';
import { imagesOf } from '#shared/contracts/listing-images.ts';
import type { EditAction } from '#shared/domain/listings/editorial.ts';
import { imagesText } from '#shared/domain/listings/fields-of-place.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { nameOf } from '#shared/domain/listings/listing-row.ts';
import { takeDown } from '#shared/domain/listings/take-down.ts';
import { MOST_IMAGES, type PlaceImage } from '#shared/domain/places/place-image.ts';
import { mayDo } from '#shared/domain/staff/permissions.ts';
import { makeRenditions } from '#shared/images/make-renditions.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { listingPath, opened } from './edit-section.ts';
import { fieldsOfVersion } from './open-listing.ts';
import { readPicture } from './picture-form.ts';
import { saveEdit, versionOf } from './save-edit.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { seeOther, staffHtml } from './staff-response.ts';
import { publicFieldsOf, takePublicStep } from './take-public-step.ts';
import { REFUSED } from './take-step.ts';

const TOO_MANY = `A listing has at most ${MOST_IMAGES} pictures. Remove one first.`;
const CHANGED_MEANWHILE = 'Somebody else has changed this picture meanwhile. Look at it again.';

const withImages = (fields: Fields, images: readonly PlaceImage[]): Fields => {
  const { images: _, ...others } = fields;
  return images.length > 0 ? { ...others, images: imagesText(images) } : others;
};

/** What cannot be read as pictures stays as it is. */
const without =
  (imageId: string) =>
  (fields: Fields): Fields => {
    const images = imagesOf(fields);
    const others = images.filter(({ id }) => id !== imageId);
    return others.length === images.length ? fields : withImages(fields, others);
  };

const pictureIn = (fields: Fields, imageId: string | undefined) =>
  imagesOf(fields).find(({ id }) => id === imageId);

/** Of a picture that has just been uploaded, before anybody has said anything of it. */
const undescribed: Pick<PlaceImage, 'alt' | 'decorative' | 'shows'> = {
  alt: {},
  decorative: false,
  shows: 'general',
};

const notices: ReadonlyMap<string, string> = new Map(
  Object.entries({
    added: 'The picture is added. Visitors see it once the listing is published.',
    saved: 'Saved.',
    removed: 'The picture is removed. Visitors no longer see it once the listing is published.',
    'taken-down': 'Taken down. Visitors no longer see it.',
  }),
);

/** Pictures of a listing: uploaded, described, taken away. The files themselves stay: old versions show them. */
export function pictureRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { images: store } = dependencies;

  async function shown(
    request: StaffRequest,
    sent: Partial<Pick<PicturesView, 'errors' | 'images' | 'typed'>> = {},
  ): Promise<string> {
    const open = opened(request);
    const { listing } = open;
    const images = imagesOf(listing.fields);
    const mayTakeDown = mayDo(request.member, 'publish', listing.owners) && listing.publicVersion !== null;
    const view: PicturesView = {
      id: listing.id,
      name: nameOf(listing.fields),
      version: listing.version,
      images,
      publicImages: mayTakeDown ? imagesOf(await publicFieldsOf(open, dependencies)) : [],
      errors: [],
      notice: notices.get(request.query.get('done') ?? '') ?? null,
      typed: new Map(),
      ...sent,
    };
    return picturesPage(view, request.around);
  }

  /** On top of what the listing says now: nobody else's picture is in the way of this one. */
  async function save(
    request: StaffRequest,
    action: EditAction,
    done: string,
    change: (fields: Fields) => Fields,
  ) {
    const open = opened(request);
    const { id, version } = open.listing;
    const saved = await saveEdit({ ...request, open }, version, change, action, dependencies);
    if (saved.conflicts) throw new DomainError('conflict', CHANGED_MEANWHILE);
    return seeOther(`${listingPath(id)}/pictures?done=${done}`);
  }

  return {
    'GET /staff/places/{id}/pictures': async (request) => staffHtml(await shown(request)),

    'POST /staff/places/{id}/pictures': async (request) => {
      const form = await readForm(request);
      versionOf(form);
      const file = form.file('file');
      const { image: added, errors } = readPicture({ ...undescribed, id: '', width: 1, height: 1 }, form, '');
      const refuse = async (more: readonly PageError[]) =>
        staffHtml(await shown(request, { errors: [...more, ...errors], typed: form.texts }), 400);
      const refuseFile = (message: string) => refuse([{ field: 'file', message }]);
      if (!file || file.bytes.length === 0) return refuseFile('Choose a picture');
      if (imagesOf(opened(request).listing.fields).length >= MOST_IMAGES) return refuseFile(TOO_MANY);
      if (errors.length > 0) return refuse([]);
      try {
        const { renditions, ...made } = await makeRenditions(file.bytes);
        for (const { name, bytes, contentType } of renditions) await store.put(name, bytes, contentType);
        const image: PlaceImage = { ...added, ...made };
        return await save(request, 'picture-added', 'added', (fields) => {
          const images = imagesOf(fields);
          if (images.some(({ id }) => id === image.id)) return fields;
          // Others may have added some meanwhile.
          if (images.length >= MOST_IMAGES) throw new DomainError('invalid-input', TOO_MANY);
          return withImages(fields, [...images, image]);
        });
      } catch (error) {
        if (error instanceof DomainError && error.kind === 'invalid-input') return refuseFile(error.message);
        throw error;
      }
    },

    'POST /staff/places/{id}/pictures/{imageId}': async (request) => {
      const form = await readForm(request);
      const version = versionOf(form);
      const { listing } = opened(request);
      const { imageId = '' } = request.pathParameters;
      const image = pictureIn(listing.fields, imageId);
      if (!image) throw new DomainError('not-found', 'There is no such picture.');
      if (form.text('remove') === 'yes') return save(request, 'picture-removed', 'removed', without(imageId));
      const { image: next, errors } = readPicture(image, form, `${imageId}-`);
      const replaced = (images: readonly PlaceImage[]) =>
        images.map((one) => (one.id === imageId ? next : one));
      const refuse = async (why: readonly PageError[], status: number) => {
        const images = replaced(imagesOf(listing.fields));
        return staffHtml(await shown(request, { errors: why, images, typed: form.texts }), status);
      };
      if (errors.length > 0) return refuse(errors, 400);
      const seen = pictureIn(await fieldsOfVersion(listing, version, dependencies), imageId);
      if (seen && imagesText([seen]) !== imagesText([image]))
        return refuse(
          [
            {
              field: `${imageId}-alt_en`,
              message: `${listing.changedBy.name} has changed what is said of this picture meanwhile: see the history. Save it again to have it as you typed it.`,
            },
          ],
          409,
        );
      return save(request, 'edited', 'saved', (fields) => withImages(fields, replaced(imagesOf(fields))));
    },

    'POST /staff/places/{id}/pictures/{imageId}/take-down': async (request) => {
      const open = opened(request);
      if (versionOf(await readForm(request)) !== open.listing.version)
        throw new DomainError('conflict', REFUSED['wrong-state']);
      const { imageId = '' } = request.pathParameters;
      const outcome = await takePublicStep(
        request,
        open,
        (listing, publicFields) => takeDown(listing, publicFields, without(imageId), request.step),
        dependencies,
      );
      if (outcome !== 'written')
        throw new DomainError('conflict', REFUSED[outcome === 'conflict' ? 'wrong-state' : outcome]);
      return seeOther(`${listingPath(open.listing.id)}/pictures?done=taken-down`);
    },
  };
}
