import { MOST_PICTURE_BYTES } from '../domain/places/place-image.ts';
import { DomainError } from '../platform/domain-error.ts';
import { readJpeg } from './jpeg-file.ts';
import type { PictureFile } from './picture-file.ts';
import { readPng } from './png-file.ts';
import { readWebp } from './webp-file.ts';

const MOST_MEGAPIXELS = 40;
/** Longer ones are strips; no page shows them so that anything can be seen. */
const MOST_TIMES_AS_LONG = 5;

const refuse = (message: string): never => {
  throw new DomainError('invalid-input', message);
};

/**
 * Looks at an uploaded file as far as that costs nothing: what it is by its content, whether it is whole, how large the
 * picture would be. Its name and the type that a browser gave it say nothing.
 * @throws DomainError `invalid-input` in words for the person who chose the file
 */
export function readPictureFile(bytes: Uint8Array): PictureFile {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length === 0) return refuse('The file is empty. Choose the picture again.');
  if (data.length > MOST_PICTURE_BYTES) {
    const megabytes = (data.length / 1e6).toFixed(1);
    return refuse(
      `The file has ${megabytes} MB; ${MOST_PICTURE_BYTES / 1e6} MB is the most. Save the picture smaller.`,
    );
  }
  const file = readByContent(data);
  const { width, height } = file;
  const megapixels = (width * height) / 1e6;
  if (megapixels > MOST_MEGAPIXELS)
    return refuse(
      `The picture has ${Math.ceil(megapixels)} million pixels (${width} by ${height}); ${MOST_MEGAPIXELS} million is the most. Save it smaller.`,
    );
  if (Math.max(width, height) > MOST_TIMES_AS_LONG * Math.min(width, height))
    return refuse(
      `The picture is a strip of ${width} by ${height} pixels. Crop it: the longer side may be ${MOST_TIMES_AS_LONG} times the shorter.`,
    );
  return file;
}

function readByContent(data: Buffer): PictureFile {
  if (data.readUIntBE(0, Math.min(3, data.length)) === 0xffd8ff) return readJpeg(data);
  if (data.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n') return readPng(data);
  if (data.toString('latin1', 0, 4) === 'RIFF' && data.toString('latin1', 8, 12) === 'WEBP')
    return readWebp(data);
  if (/^ftyp(hei|hev|mif|avi)/.test(data.toString('latin1', 4, 12)))
    return refuse('The file is a HEIC or AVIF picture, as some phones take them. Save it as JPEG.');
  return refuse(
    'The file is no JPEG, PNG or WebP picture, whatever its name says. Save the picture as JPEG.',
  );
}
