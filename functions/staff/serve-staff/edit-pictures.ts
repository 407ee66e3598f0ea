import type { PageError } from '#displays/staff/govuk/messages.tsx';
import { picturesPage } from '#displays/staff/pictures-page.tsx';
import { readForm, type SentForm } from '#functions/runtime/form.ts';
import { draftImagesSchema } from '#shared/contracts/place-schema.ts';
import { imagesText } from '#shared/domain/listings/fields-of-place.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { nameOf } from '#shared/domain/listings/listing-row.ts';
import { asDay } from '#shared/domain/listings/local-instant.ts';
import { altFaults } from '#shared/domain/places/alt-text.ts';
import {
  IMAGE_SUBJECTS,
  type ImageSubject,
  MOST_IMAGES,
  type PlaceImage,
} from '#shared/domain/places/place-image.ts';
import { makeRenditions } from '#shared/images/make-renditions.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { listingPath, opened } from './edit-section.ts';
import { saveEdit, versionOf } from './save-edit.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { seeOther, staffHtml } from './staff-response.ts';

const MOST_TEXT = 300;

/** What of a draft can be read as pictures; anything else has none. */
export function imagesOf({ images }: Fields): PlaceImage[] {
  try {
    const read = draftImagesSchema.safeParse(JSON.parse(images ?? '[]'));
    return read.success ? read.data : [];
  } catch {
    return [];
  }
}

const withImages = (fields: Fields, images: readonly PlaceImage[]): Fields => {
  const { images: _, ...others } = fields;
  return images.length > 0 ? { ...others, images: imagesText(images) } : others;
};

const isSubject = (text: string): text is ImageSubject =>
  (IMAGE_SUBJECTS as readonly string[]).includes(text);

const texts = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).filter(([, text]) => text !== ''));

/** A picture as its form has it; texts in languages that the form does not ask for stay. */
function described(image: PlaceImage, form: SentForm): { image: PlaceImage; errors: PageError[] } {
  const errors: PageError[] = [];
  const field = (name: string) => `${image.id}-${name}`;
  const text = (name: string) => {
    const typed = form.text(field(name)).trim();
    if (typed.length > MOST_TEXT)
      errors.push({ field: field(name), message: `Use at most ${MOST_TEXT} letters` });
    return typed;
  };
  const taken = text('taken_on');
  const takenOn = asDay(taken);
  if (taken !== '' && takenOn === undefined)
    errors.push({ field: field('taken_on'), message: 'Enter a date, such as 27 3 2026' });
  const shows = form.text(field('shows'));
  const caption = texts({ ...image.caption, en: text('caption_en') });
  const [credit, licence] = [text('credit'), text('licence')];
  const { takenOn: _, caption: __, credit: ___, licence: ____, ...kept } = image;
  return {
    image: {
      ...kept,
      alt: texts({ ...image.alt, en: text('alt_en'), gd: text('alt_gd') }),
      decorative: form.text(field('decorative')) === 'yes',
      shows: isSubject(shows) ? shows : 'general',
      ...(Object.keys(caption).length > 0 && { caption }),
      ...(credit !== '' && { credit }),
      ...(licence !== '' && { licence }),
      ...(takenOn !== undefined && { takenOn }),
    },
    errors,
  };
}

/** Pictures of a listing: uploaded, described, taken away. The files themselves stay: old versions show them. */
export function pictureRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { images: store } = dependencies;

  const shown = (request: StaffRequest, errors: readonly PageError[], images?: readonly PlaceImage[]) => {
    const { listing } = opened(request);
    return picturesPage(
      {
        id: listing.id,
        name: nameOf(listing.fields),
        version: listing.version,
        images: images ?? imagesOf(listing.fields),
        errors,
        isSaved: request.query.get('done') === 'saved',
      },
      request.around,
    );
  };

  async function save(
    request: StaffRequest,
    version: number,
    change: (images: PlaceImage[]) => PlaceImage[],
  ) {
    const open = opened(request);
    const saved = await saveEdit(
      { ...request, open },
      version,
      (base) => withImages(base, change(imagesOf(base))),
      'edited',
      dependencies,
    );
    if (saved.conflicts)
      throw new DomainError(
        'conflict',
        'Somebody else has changed the pictures meanwhile. Look at them again.',
      );
    return seeOther(`${listingPath(open.listing.id)}/pictures?done=saved`);
  }

  return {
    'GET /staff/places/{id}/pictures': (request) => staffHtml(shown(request, [])),

    'POST /staff/places/{id}/pictures': async (request) => {
      const form = await readForm(request);
      const version = versionOf(form);
      const file = form.file('file');
      const refuse = (message: string) => staffHtml(shown(request, [{ field: 'file', message }]), 400);
      if (!file || file.bytes.length === 0) return refuse('Choose a picture');
      const alt = form.text('alt_en').trim();
      if (alt.length > MOST_TEXT) return refuse(`Say what it shows in at most ${MOST_TEXT} letters`);
      if (imagesOf(opened(request).listing.fields).length >= MOST_IMAGES)
        return refuse(`A listing has at most ${MOST_IMAGES} pictures. Remove one first.`);
      try {
        const made = await makeRenditions(file.bytes);
        for (const { name, bytes, contentType } of made.renditions) await store.put(name, bytes, contentType);
        const shows = form.text('shows');
        const image: PlaceImage = {
          id: made.id,
          width: made.width,
          height: made.height,
          alt: texts({ en: alt }),
          decorative: false,
          shows: isSubject(shows) ? shows : 'general',
        };
        return await save(request, version, (images) =>
          images.some(({ id }) => id === image.id) ? images : [...images, image],
        );
      } catch (error) {
        if (error instanceof DomainError && error.kind === 'invalid-input') return refuse(error.message);
        throw error;
      }
    },

    'POST /staff/places/{id}/pictures/{imageId}': async (request) => {
      const form = await readForm(request);
      const version = versionOf(form);
      const { imageId } = request.pathParameters;
      const images = imagesOf(opened(request).listing.fields);
      const image = images.find(({ id }) => id === imageId);
      if (!image) throw new DomainError('not-found', 'There is no such picture.');
      if (form.text('remove') === 'yes')
        return save(request, version, (known) => known.filter(({ id }) => id !== imageId));
      const { image: next, errors } = described(image, form);
      for (const { reason } of altFaults(next)) {
        // A draft may lack its text; what stands there has to be one.
        if (reason === 'alt-missing') continue;
        const message =
          reason === 'alt-is-file-name'
            ? 'Say what the picture shows, not what its file is called'
            : 'A picture that only decorates has no text';
        errors.push({ field: `${image.id}-alt_en`, message });
      }
      if (errors.length > 0) {
        const typed = images.map((known) => (known.id === imageId ? next : known));
        return staffHtml(shown(request, errors, typed), 400);
      }
      return save(request, version, (known) => known.map((one) => (one.id === imageId ? next : one)));
    },
  };
}
