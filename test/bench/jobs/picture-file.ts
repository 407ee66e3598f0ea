import { writeFile } from 'node:fs/promises';
import { BLUE, jpegFile, painted, pngFile, WHITE, webpFile } from '#test/builders/picture-files.ts';
import { answerWith } from '../measured-process.ts';
import { syntheticPhoto } from '../synthetic-photo.ts';

export interface PictureFileJob {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly format: 'jpeg' | 'webp' | 'png';
  readonly options: object;
}

type Encode = (width: number, height: number, options: object) => Promise<Buffer> | Buffer;

const encoders: Readonly<Record<PictureFileJob['format'], Encode>> = {
  jpeg: (width, height, options) => jpegFile(syntheticPhoto(width, height), options),
  webp: (width, height, options) => webpFile(syntheticPhoto(width, height), options),
  // A photograph of that size would be larger than may be uploaded; a plan is not.
  png: (width, height) =>
    pngFile(painted(width, height, (x, y) => (((x >> 8) + (y >> 8)) % 2 ? BLUE : WHITE))),
};

/** Writes a picture as a camera would; answers its bytes. */
answerWith(async ({ path, width, height, format, options }: PictureFileJob): Promise<number> => {
  const file = await encoders[format](width, height, options);
  await writeFile(path, file);
  return file.length;
});
