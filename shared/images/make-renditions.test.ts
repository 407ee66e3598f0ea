import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '#shared/platform/domain-error.ts';
import {
  BLUE,
  type Colour,
  exif,
  GREEN,
  jpegFile,
  painted,
  pngFile,
  quarters,
  RED,
  WHITE,
  webpAnimation,
  webpFile,
  withExif,
} from '#test/builders/picture-files.ts';
import { decodePicture } from './decode-picture.ts';
import { type MadePicture, makeRenditions } from './make-renditions.ts';
import type { Pixels } from './pixels.ts';
import { readPictureFile } from './read-picture-file.ts';

const decoded = async ({ renditions }: MadePicture): Promise<Pixels[]> => {
  const all: Pixels[] = [];
  for (const { bytes } of renditions) all.push(await decodePicture(readPictureFile(bytes)));
  return all;
};
const sizes = (pictures: readonly Pixels[]) => pictures.map(({ width, height }) => `${width}x${height}`);

/** The nearest of the colours that the tests paint with, at a share of width and height. */
function colourAt({ width, height, data }: Pixels, across: number, down: number): Colour | undefined {
  const at = (Math.floor(height * down) * width + Math.floor(width * across)) * 4;
  const distance = (colour: Colour) =>
    [0, 1, 2].reduce((sum, channel) => sum + Math.abs((colour[channel] ?? 0) - (data[at + channel] ?? 0)), 0);
  return [RED, GREEN, BLUE, WHITE].find((colour) => distance(colour) < 60);
}
const corners = (picture: Pixels) =>
  (
    [
      [0.25, 0.25],
      [0.75, 0.25],
      [0.25, 0.75],
      [0.75, 0.75],
    ] as const
  ).map(([across, down]) => colourAt(picture, across, down));

describe('a picture', { timeout: 30_000 }, () => {
  it('comes in three sizes with names of their own, and is not changed otherwise', async () => {
    const made = await makeRenditions(await jpegFile(quarters(1600, 1200)));
    expect(made).toMatchObject({ width: 1280, height: 960 });
    expect(made.renditions.map(({ name }) => name)).toEqual(
      [320, 640, 1280].map((width) => `${made.id}-${width}.webp`),
    );
    const pictures = await decoded(made);
    expect(sizes(pictures)).toEqual(['320x240', '640x480', '1280x960']);
    for (const picture of pictures) expect(corners(picture)).toEqual([RED, GREEN, BLUE, WHITE]);
  });

  it('is never enlarged', async () => {
    const made = await makeRenditions(pngFile(quarters(500, 300)));
    expect(made).toMatchObject({ width: 500, height: 300 });
    expect(sizes(await decoded(made))).toEqual(['320x192', '500x300']);
  });

  it('stands upright, and says nothing of where it was taken', async () => {
    const made = await makeRenditions(withExif(await jpegFile(quarters(800, 600)), exif(6)));
    expect(made).toMatchObject({ width: 600, height: 800 });
    const pictures = await decoded(made);
    expect(sizes(pictures)).toEqual(['320x427', '600x800']);
    for (const picture of pictures) expect(corners(picture)).toEqual([BLUE, RED, WHITE, GREEN]);
    for (const { bytes } of made.renditions) {
      const file = Buffer.from(bytes);
      expect(file.includes('SECRET')).toBe(false);
      expect(['VP8 ', 'VP8L']).toContain(file.toString('latin1', 12, 16));
    }
  });

  it.each([
    ['16-bit PNG', async () => pngFile(quarters(80, 60), { bitDepth: 16 })],
    [
      'greyscale JPEG',
      () =>
        jpegFile(
          painted(80, 60, () => WHITE),
          { color_space: 1 },
        ),
    ],
    ['progressive JPEG', () => jpegFile(quarters(80, 60), { progressive: true })],
    ['lossless WebP', () => webpFile(quarters(80, 60), { lossless: 1 })],
  ])('may be a %s', async (_, file) => {
    const [picture] = await decoded(await makeRenditions(await file()));
    expect(picture && sizes([picture])).toEqual(['80x60']);
    expect(picture && colourAt(picture, 0.75, 0.75)).toBe(WHITE);
  });

  it('that is transparent lies on white', async () => {
    const glass = painted(80, 60, (x) => (x < 40 ? RED : [0, 0, 0, 0]));
    for (const file of [pngFile(glass), await webpFile(glass), await webpFile(glass, { lossless: 1 })]) {
      const [picture] = await decoded(await makeRenditions(file));
      expect(picture && corners(picture)).toEqual([RED, WHITE, RED, WHITE]);
    }
  });

  it('that moves stands still', async () => {
    const frames = await Promise.all(
      [quarters(80, 60), painted(80, 60, () => BLUE)].map((frame) => webpFile(frame)),
    );
    const [picture] = await decoded(await makeRenditions(webpAnimation(80, 60, frames)));
    expect(picture && corners(picture)).toEqual([RED, GREEN, BLUE, WHITE]);
  });

  it('has the same name whenever it is made, and another has another', async () => {
    const file = pngFile(quarters(80, 60));
    const [first, again, other] = await Promise.all([
      makeRenditions(file),
      makeRenditions(file),
      makeRenditions(pngFile(quarters(80, 61))),
    ]);
    expect(again.id).toBe(first.id);
    expect(other.id).not.toBe(first.id);
  });
});

describe('a broken picture', { timeout: 30_000 }, () => {
  it('is refused in words where its header is good and the rest is not', async () => {
    const png = pngFile(quarters(80, 60));
    png.fill(0xaa, png.indexOf('IDAT') + 8, png.length - 20);
    await expect(makeRenditions(png)).rejects.toThrow(DomainError);
    await expect(makeRenditions(png)).rejects.toThrow('damaged');
    const webp = await webpFile(quarters(80, 60));
    webp.fill(0xff, 30);
    await expect(makeRenditions(webp)).rejects.toThrow('damaged');
  });

  it('is made or refused in words, whatever happened to its bytes', { timeout: 60_000 }, async () => {
    const files = [
      await jpegFile(quarters(80, 60)),
      await webpFile(quarters(80, 60)),
      pngFile(quarters(80, 60)),
    ];
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(change, { minLength: 1 }),
        async (file, changes) => {
          const bytes = Buffer.from(file);
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
          const made = await makeRenditions(bytes).catch((error: unknown) => error);
          if (!(made instanceof Error)) return;
          expect(made).toMatchObject({ name: 'DomainError', kind: 'invalid-input' });
        },
      ),
      { numRuns: 30 },
    );
  });
});
