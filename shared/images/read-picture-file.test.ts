import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { MOST_PICTURE_BYTES } from '#shared/domain/places/place-image.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import {
  exif,
  jpegFile,
  jpegSegment,
  pngFile,
  pngOfSize,
  quarters,
  riff,
  riffChunk,
  webpAnimation,
  webpFile,
  withExif,
  withSegments,
} from '#test/builders/picture-files.ts';
import { readPictureFile } from './read-picture-file.ts';
import { pngChunk } from './write-png.ts';

const pixels = quarters(60, 40);
let jpeg: Buffer;
let progressive: Buffer;
let webp: Buffer;
const png = pngFile(pixels);
beforeAll(async () => {
  jpeg = await jpegFile(pixels, { progressive: false });
  progressive = await jpegFile(pixels, { progressive: true });
  webp = await webpFile(pixels);
});

const files = () => ({ jpeg, progressive, png, webp });
type Name = keyof ReturnType<typeof files>;
const names: Name[] = ['jpeg', 'progressive', 'png', 'webp'];

/** Why it is refused, in words. */
function refusal(bytes: Uint8Array): string {
  try {
    readPictureFile(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ kind: 'invalid-input' });
    return (error as DomainError).message;
  }
  return 'taken';
}

describe.each(names)('a whole picture: %s', (name) => {
  it('is what its content says', () => {
    const format = name === 'progressive' ? 'jpeg' : name;
    expect(readPictureFile(files()[name])).toMatchObject({ format, width: 60, height: 40, orientation: 1 });
  });

  it('is refused where it is cut off, wherever that is', () => {
    const whole = files()[name];
    for (let length = 1; length < whole.length; length += 1 + Math.floor(whole.length / 500))
      expect(refusal(whole.subarray(0, length))).not.toBe('taken');
  });

  it('loses what follows its end', () => {
    const more = Buffer.concat([files()[name], Buffer.from('<script>PK\x03\x04')]);
    expect(Buffer.from(readPictureFile(more).still).includes('<script>')).toBe(false);
  });

  it('is taken or refused in words, whatever happens to its bytes', () => {
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = Buffer.from(files()[name]);
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        refusal(bytes);
      }),
      { numRuns: 500 },
    );
  });
});

describe('metadata', () => {
  it.each(['II', 'MM'] as const)('gives the orientation, of either byte order: %s', (order) => {
    for (const orientation of [1, 3, 6, 8])
      expect(readPictureFile(withExif(jpeg, exif(orientation, order))).orientation).toBe(orientation);
    expect(readPictureFile(pngFile(pixels, { extra: [pngChunk('eXIf', exif(6, order))] })).orientation).toBe(
      6,
    );
    expect(readPictureFile(riff(webp.subarray(12), riffChunk('EXIF', exif(8, order)))).orientation).toBe(8);
  });

  it('that cannot be read leaves the picture as it is', () => {
    for (const tiff of [
      exif(0),
      exif(9),
      exif(6).subarray(0, 12),
      Buffer.from('II*\0\xff\xff\xff\xff'),
      Buffer.alloc(0),
    ])
      expect(readPictureFile(withExif(jpeg, tiff)).orientation).toBe(1);
  });

  it('goes no further', () => {
    const texts = [pngChunk('tEXt', Buffer.from('Comment\0SECRET')), pngChunk('eXIf', exif(1))];
    const tagged = [
      withExif(jpeg, exif(1)),
      withSegments(jpeg, jpegSegment(0xfe, Buffer.from('SECRET')), jpegSegment(0xed, Buffer.from('SECRET'))),
      pngFile(pixels, { extra: texts }),
      riff(webp.subarray(12), riffChunk('EXIF', exif(1)), riffChunk('XMP ', Buffer.from('SECRET'))),
    ];
    for (const file of tagged) {
      expect(file.includes('SECRET')).toBe(true);
      expect(Buffer.from(readPictureFile(file).still).includes('SECRET')).toBe(false);
    }
  });
});

describe('what is refused', () => {
  it.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'no JPEG, PNG or WebP'],
    ['<!doctype html><script>alert(1)</script>', 'no JPEG, PNG or WebP'],
    ['GIF89a\x01\0\x01\0', 'no JPEG, PNG or WebP'],
    ['%PDF-1.7', 'no JPEG, PNG or WebP'],
    ['BM', 'no JPEG, PNG or WebP'],
    ['RIFF\x04\0\0\0WAVE', 'no JPEG, PNG or WebP'],
    ['\0\0\0\x18ftypheic\0\0\0\0', 'HEIC or AVIF'],
    ['\0\0\0\x18ftypavif\0\0\0\0', 'HEIC or AVIF'],
    ['\xff\xd8\xff', 'ends in the middle'],
    ['\xff\xd8\xff\xd9', 'damaged'],
    ['\x89PNG\r\n\x1a\n', 'ends in the middle'],
    ['RIFF\x04\0\0\0WEBP', 'damaged'],
  ])('%j', (text, words) => {
    expect(refusal(Buffer.from(text, 'latin1'))).toContain(words);
  });

  it('is a file that is empty, or larger than a function can be handed', () => {
    expect(refusal(new Uint8Array())).toContain('empty');
    expect(refusal(Buffer.concat([jpeg, Buffer.alloc(MOST_PICTURE_BYTES)]))).toContain('4.5 MB is the most');
  });

  it('is a picture whose header promises more than memory holds', () => {
    expect(refusal(pngOfSize(30_000, 30_000))).toContain('900 million pixels (30000 by 30000); 40 million');
    expect(refusal(pngOfSize(0xffffffff, 0xffffffff))).toContain('million pixels');
    expect(refusal(pngOfSize(0, 10))).toContain('damaged');
    const large = Buffer.from(webp);
    large.writeUInt16LE(0x3fff, 26);
    large.writeUInt16LE(0x3fff, 28);
    expect(refusal(large)).toContain('million pixels');
    expect(refusal(withFrame((frame) => frame.writeUInt32BE(0xffffffff, 1)))).toContain('million pixels');
  });

  it('is a strip', () => {
    expect(refusal(pngFile(quarters(10, 51)))).toContain('strip of 10 by 51');
    expect(refusal(pngFile(quarters(50, 10)))).toBe('taken');
  });

  it('is a JPEG in the colours of print, of a kind that browsers do not know, or with scans without end', () => {
    expect(refusal(withFrame((frame) => frame.writeUInt8(4, 5)))).toContain('CMYK');
    expect(refusal(withFrame((frame) => frame.writeUInt8(12, 0)))).toContain('damaged');
    expect(refusal(withFrame((frame) => frame.writeUInt16BE(0, 1)))).toContain('damaged');
    const scan = jpeg.subarray(jpeg.indexOf(Buffer.from([0xff, 0xda])), -2);
    const scans = Array.from({ length: 100 }, () => scan);
    expect(refusal(Buffer.concat([jpeg.subarray(0, -2), ...scans, jpeg.subarray(-2)]))).toContain('damaged');
  });

  /** The JPEG with another frame header: precision, height, width, number of components. */
  function withFrame(change: (frame: Buffer) => void): Buffer {
    const changed = Buffer.from(jpeg);
    change(changed.subarray(changed.indexOf(Buffer.from([0xff, 0xc0])) + 4));
    return changed;
  }
});

it('takes the first frame of an animation', () => {
  const { width, height, still } = readPictureFile(webpAnimation(60, 40, [webp, webp]));
  expect({ width, height }).toEqual({ width: 60, height: 40 });
  expect(Buffer.from(still)).toEqual(webp);
});
