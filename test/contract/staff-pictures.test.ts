import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageFile } from '#functions/places/serve-api/image-file.ts';
import { imagesOf } from '#shared/contracts/listing-images.ts';
import { imagesText } from '#shared/domain/listings/fields-of-place.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import { MOST_IMAGES, MOST_PICTURE_BYTES, type PlaceImage } from '#shared/domain/places/place-image.ts';
import { loadAudit } from '#shared/store/audit-store.ts';
import { folderImageStore } from '#shared/store/folder-image-store.ts';
import { loadHistory, loadListing } from '#shared/store/listing-store.ts';
import { listing, publishable } from '#test/builders/listings.ts';
import { jpegFile, quarters } from '#test/builders/picture-files.ts';
import { picture } from '#test/builders/places.ts';
import { openStaffDesk, type StaffDesk, someone } from '#test/builders/staff-desk.ts';

/** Pictures from their upload to their taking down, through the pages as a browser sends them. */

let folder: string;
let desk: StaffDesk;
let ann: string;
let pat: string;
let door: File;
let number = 0;
const newId = () => `mill-${++number}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'digital-welcome-staff-pictures-'));
  desk = await openStaffDesk({ images: folderImageStore(folder) });
  ann = await desk.signedIn(someone('ann', 'editor'));
  pat = await desk.signedIn(someone('pat', 'publisher'));
  door = new File([new Uint8Array(await jpegFile(quarters(400, 300)))], 'door.jpg');
});
afterAll(async () => {
  await desk.stop();
  await rm(folder, { recursive: true });
});

const current = async (id: string): Promise<Listing> => {
  const found = await loadListing(desk.listings, id);
  if (!found) throw new Error(`${id} is not stored`);
  return found;
};
const picturesOf = async (id: string) => imagesOf((await current(id)).fields);
const created = (more: Partial<Listing> = {}) => desk.write(listing(newId(), more), 'created');

function upload(id: string, file: File | null, typed: Readonly<Record<string, string>> = {}) {
  const body = new FormData();
  body.set('version', '1');
  for (const [name, text] of Object.entries(typed)) body.set(name, text);
  if (file) body.set('file', file);
  return desk.post(`/staff/places/${id}/pictures`, ann, undefined, { body });
}
const step = async (id: string, name: string, as: string, form = {}) => {
  const { version } = await current(id);
  return desk.post(`/staff/places/${id}/${name}`, as, { version: String(version), ...form });
};
/** A picture that no other listing has, unless it is given. */
async function published(file?: File): Promise<{ id: string; image: PlaceImage }> {
  const { id } = await created();
  const own = async () => new File([new Uint8Array(await jpegFile(quarters(300 + number, 300)))], 'own.jpg');
  await upload(id, file ?? (await own()), { alt_en: 'The door is level' });
  await step(id, 'submit', ann);
  await step(id, 'approve', pat);
  const [image] = await picturesOf(id);
  if (!image) throw new Error('there is no picture');
  return { id, image };
}
/** As the function answers that visitors reach. */
const seenByVisitors = (name: string) =>
  imageFile(name, { images: desk.images, reader: desk.places }).then(
    ({ status }) => status,
    ({ kind }) => kind,
  );
const small = ({ id }: PlaceImage) => `${id}-320.webp`;

describe('an uploaded picture', () => {
  it('is seen by staff, and by visitors once a second person has published it', async () => {
    const { id } = await created();
    const answer = await upload(id, door, { alt_en: 'The door', alt_gd: 'An doras', shows: 'entrance' });
    expect(answer.headers.get('location')).toBe(`/staff/places/${id}/pictures?done=added`);
    const [image] = await picturesOf(id);
    if (!image) throw new Error('there is no picture');
    expect(image).toMatchObject({ alt: { en: 'The door', gd: 'An doras' }, shows: 'entrance', width: 400 });

    const address = `/staff/places/${id}/history/2/images/${small(image)}`;
    expect((await desk.get(`/staff/places/${id}/pictures`, ann)).text).toContain(`src="${address}"`);
    const seen = await desk.get(address, ann);
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(seen.headers.get('cache-control')).toBe('private, no-store');
    expect(await seenByVisitors(small(image))).toBe('not-found');

    await step(id, 'submit', ann);
    expect(await seenByVisitors(small(image))).toBe('not-found');
    await step(id, 'approve', pat);
    expect(await seenByVisitors(small(image))).toBe(200);
    await step(id, 'archive', pat);
    expect(await seenByVisitors(small(image))).toBe('not-found');
  });

  it('is found under no version that does not name it, and by nobody who may not see the listing', async () => {
    const { id } = await created();
    await upload(id, door);
    const [image] = await picturesOf(id);
    if (!image) throw new Error('there is no picture');
    const other = await created({ owners: ['vic@example.org'] });
    const vic = await desk.signedIn(someone('vic', 'venue-owner'));
    const file = small(image);
    const statuses = await Promise.all(
      [
        [`${id}/history/1/images/${file}`, ann],
        [`${id}/history/9/images/${file}`, ann],
        [`${id}/history/2/images/..%2F${file}`, ann],
        [`${id}/history/2/images/${image.id}`, ann],
        [`${other.id}/history/1/images/${file}`, vic],
        [`${id}/history/2/images/${file}`, vic],
      ].map(async ([path, as]) => (await desk.get(`/staff/places/${path}`, as)).status),
    );
    expect(statuses).toEqual([404, 404, 404, 404, 404, 403]);
  });

  it('is told in history and audit, and so is its removal', async () => {
    const { id } = await created();
    await upload(id, door, { alt_en: 'The door' });
    const [image] = await picturesOf(id);
    await step(id, `pictures/${image?.id}`, ann, { remove: 'yes' });
    const actions = ['picture-removed', 'picture-added', 'created'];
    expect((await loadHistory(desk.listings, id)).map(({ action }) => action)).toEqual(actions);
    const { events } = await loadAudit(desk.audit, '2026-11');
    const told = events.filter(({ listingId }) => listingId === id).map(({ action }) => action);
    expect(told.sort()).toEqual([...actions].sort());
    const ada = await desk.signedIn(someone('ada', 'administrator'));
    const { text } = await desk.get('/staff/audit', ada);
    for (const words of ['Picture added', 'Picture removed']) expect(text).toContain(words);
  });

  it('that is there already changes nothing', async () => {
    const { id } = await created();
    await upload(id, door, { alt_en: 'The door' });
    await upload(id, door, { alt_en: 'The same door' });
    expect((await picturesOf(id)).map(({ alt }) => alt.en)).toEqual(['The door']);
  });

  it('does not stand in the way of one that somebody else adds at the same time', async () => {
    const { id } = await created();
    const hall = new File([new Uint8Array(await jpegFile(quarters(300, 400)))], 'hall.jpg');
    const answers = [await upload(id, door), await upload(id, hall)];
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await picturesOf(id)).toHaveLength(2);
  });
});

describe('a picture that cannot be taken', () => {
  const typed = { alt_en: 'The "door" & more', alt_gd: 'An doras', shows: 'entrance' };
  const kept = ['value="The &quot;door&quot; &amp; more"', 'value="An doras"', 'value="entrance" selected'];
  const big = new File([new Uint8Array(MOST_PICTURE_BYTES + 1)], 'big.jpg');

  it.each<[string, () => File | null, object, string]>([
    ['no file', () => null, {}, 'Choose a picture'],
    ['an empty file', () => new File([], 'x.jpg'), {}, 'Choose a picture'],
    ['no picture', () => new File(['text'], 'x.jpg'), {}, 'no JPEG, PNG or WebP'],
    ['one that is too large', () => big, {}, '4.5 MB is the most'],
  ])('%s: says why, keeps what was typed, and writes nothing', async (_, file, more, why) => {
    const { id } = await created();
    const written = await desk.changedBy(async () => {
      const { status, text } = await upload(id, file(), { ...typed, ...more });
      expect(status).toBe(400);
      expect(text).toContain(why);
      expect(text).toContain('href="#file"');
      for (const html of kept) expect(text).toContain(html);
    });
    expect(written).toEqual([]);
  });

  it.each([
    ['alt_en', 'IMG_1234.jpg', 'Say what the picture shows'],
    ['alt_gd', 'IMG_1234.jpg', 'Say what the picture shows'],
    ['alt_en', 'x'.repeat(301), 'Use at most 300 letters'],
  ])('for its text in %s leads to that text', async (field, text, why) => {
    const { id } = await created();
    const answer = await upload(id, door, { ...typed, [field]: text });
    expect([answer.status, answer.text.includes(`href="#${field}">${why}`)]).toEqual([400, true]);
    expect(answer.text).toContain(text);
    expect(await picturesOf(id)).toEqual([]);
  });

  it('is one more than a listing may have', async () => {
    const images = Array.from({ length: MOST_IMAGES }, (_, at) => ({
      ...picture,
      id: String(at).padStart(32, 'x'),
    }));
    const { id } = await created({ fields: { ...publishable('x'), images: imagesText(images) } });
    const { status, text } = await upload(id, door, typed);
    expect([status, text.includes(`at most ${MOST_IMAGES} pictures`)]).toEqual([400, true]);
    expect(await picturesOf(id)).toHaveLength(MOST_IMAGES);
  });

  it('says the limit that is held', async () => {
    const { id } = await created();
    expect((await desk.get(`/staff/places/${id}/pictures`, ann)).text).toContain(
      `at most ${MOST_PICTURE_BYTES / 1e6} MB`,
    );
  });
});

describe('what is said of a picture', () => {
  const described = (image: PlaceImage, more: object = {}) => ({
    [`${image.id}-alt_en`]: image.alt.en ?? '',
    [`${image.id}-shows`]: image.shows,
    ...more,
  });
  const two: PlaceImage[] = [
    { ...picture, id: 'a'.repeat(32), alt: { en: 'The door' } },
    { ...picture, id: 'b'.repeat(32), alt: { en: 'The hall' } },
  ];
  const [one, other] = two as [PlaceImage, PlaceImage];
  const withTwo = () => created({ fields: { ...publishable('x'), images: imagesText(two) } });
  const describe_ = (id: string, image: PlaceImage, typed: object, version = '1') =>
    desk.post(`/staff/places/${id}/pictures/${image.id}`, ann, { version, ...described(image, typed) });

  it('may be said in Gaelic wherever it may in English', async () => {
    const { id } = await withTwo();
    await describe_(id, one, { [`${one.id}-alt_gd`]: 'An doras', [`${one.id}-caption_gd`]: 'Fàilte' });
    expect((await picturesOf(id))[0]).toMatchObject({
      alt: { en: 'The door', gd: 'An doras' },
      caption: { gd: 'Fàilte' },
    });
  });

  it('comes back as it was typed where a part of it is wrong', async () => {
    const { id } = await withTwo();
    const { status, text } = await describe_(id, one, {
      [`${one.id}-alt_en`]: 'Another door',
      [`${one.id}-taken_on`]: 'last week',
      [`${one.id}-shows`]: 'toilet',
    });
    expect(status).toBe(400);
    for (const html of ['value="Another door"', 'value="last week"', 'value="toilet" selected'])
      expect(text).toContain(html);
    expect(await picturesOf(id)).toEqual(two);
  });

  it('of two pictures is said by two people at once', async () => {
    const { id } = await withTwo();
    await describe_(id, one, { [`${one.id}-alt_en`]: 'The first' });
    await describe_(id, other, { [`${other.id}-alt_en`]: 'The second' });
    expect((await picturesOf(id)).map(({ alt }) => alt.en)).toEqual(['The first', 'The second']);
  });

  it('of one picture is said by one at a time: the other sees it, with what they typed', async () => {
    const { id } = await withTwo();
    await describe_(id, one, { [`${one.id}-alt_en`]: 'By Ann' });
    const again = await describe_(id, one, { [`${one.id}-alt_en`]: 'Late' });
    expect(again.status).toBe(409);
    expect(again.text).toContain('Person ann has changed what is said of this picture');
    expect(again.text).toContain('value="Late"');
    expect((await picturesOf(id))[0]?.alt.en).toBe('By Ann');
  });
});

describe('who approves', () => {
  it('sees what is added, removed and described otherwise, with all texts', async () => {
    const { id, image } = await published();
    const added = { ...picture, id: 'c'.repeat(32), alt: { en: 'The ramp', gd: 'An rampa' } };
    const at = await current(id);
    await desk.write({
      ...at,
      version: at.version + 1,
      state: 'in-review',
      editors: ['ann'],
      changedAt: '2026-11-22T13:00:00Z',
      fields: { ...at.fields, images: imagesText([added]) },
    });
    const { text } = await desk.get(`/staff/places/${id}/review`, pat);
    expect(text).toMatch(/Added<[\s\S]*The ramp[\s\S]*<span lang="gd">An rampa<\/span>/);
    expect(text).toMatch(/Removed<[\s\S]*The door is level/);
    expect(text).toContain(`src="/staff/places/${id}/history/${at.version + 1}/images/${small(added)}"`);
    expect(text).toContain(`src="/images/${small(image)}"`);
    const history = await desk.get(`/staff/places/${id}/history/${at.version + 1}`, ann);
    expect(history.text).toContain(`src="/staff/places/${id}/history/${at.version}/images/${small(image)}"`);
  });
});

describe('a picture that must not be seen any more', () => {
  it('is taken down by one publisher, in public and in the draft, and the rest of both stays', async () => {
    const { id, image } = await published();
    const before = await current(id);
    await step(id, 'edit/contact', ann, { telephone: '01738 000000' });
    const answer = await step(id, `pictures/${image.id}/take-down`, pat);
    expect(answer.headers.get('location')).toBe(`/staff/places/${id}/pictures?done=taken-down`);
    expect(await seenByVisitors(small(image))).toBe('not-found');
    const { fields, state, publicVersion, version, editors } = await current(id);
    expect([state, editors, publicVersion]).toEqual(['draft', ['ann'], version - 1]);
    expect(fields.telephone).toBe('01738 000000');
    expect(await picturesOf(id)).toEqual([]);
    const { byId } = await desk.places.published();
    const summary = byId.get(id);
    const place = summary && (await desk.places.place(summary));
    expect(place).toMatchObject({ name: { en: before.fields.name_en } });
    expect([place?.images, place?.telephone]).toEqual([undefined, undefined]);
    expect((await loadHistory(desk.listings, id))[0]?.action).toBe('picture-taken-down');
  });

  it('can be taken down also where the draft has it no longer', async () => {
    const { id, image } = await published();
    await step(id, `pictures/${image.id}`, ann, { remove: 'yes' });
    expect((await desk.get(`/staff/places/${id}/pictures`, pat)).text).toContain('Still public');
    expect((await desk.get(`/staff/places/${id}/pictures`, ann)).text).not.toContain('Still public');
    await step(id, `pictures/${image.id}/take-down`, pat);
    expect(await seenByVisitors(small(image))).toBe('not-found');
  });

  it('stays for visitors of another place that shows it', async () => {
    const [first, second] = [await published(door), await published(door)];
    await step(first.id, `pictures/${first.image.id}/take-down`, pat);
    expect(await seenByVisitors(small(first.image))).toBe(200);
    await step(second.id, 'archive', pat);
    expect(await seenByVisitors(small(first.image))).toBe('not-found');
  });

  it.each([
    ['of a listing that is not public', async () => (await created()).id],
    ['that is not public', async () => (await published()).id],
  ])('is not taken down %s', async (_, make) => {
    const id = await make();
    const written = await desk.changedBy(async () => {
      expect((await step(id, `pictures/${'z'.repeat(32)}/take-down`, pat)).status).toBe(409);
    });
    expect(written).toEqual([]);
  });
});

it('nothing of it has failed for a reason of ours', () => {
  expect(desk.logged).toEqual([]);
});
