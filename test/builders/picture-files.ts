import jpegEncode, { init as initJpeg } from '@jsquash/jpeg/encode.js';
import webpEncode, { init as initWebp } from '@jsquash/webp/encode.js';
import { codecModule } from '#shared/images/codec-modules.ts';
import type { Pixels } from '#shared/images/pixels.ts';
import { PNG_SIGNATURE, pngChunk, pngHeader, pngRows } from '#shared/images/write-png.ts';

/** Pictures as files, good ones and bad ones. */

export type Colour = readonly [red: number, green: number, blue: number, opacity?: number];

export function painted(width: number, height: number, colourAt: (x: number, y: number) => Colour): Pixels {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [red, green, blue, opacity = 255] = colourAt(x, y);
      data.set([red, green, blue, opacity], (y * width + x) * 4);
    }
  return { width, height, data };
}

export const RED: Colour = [220, 30, 30];
export const GREEN: Colour = [30, 200, 30];
export const BLUE: Colour = [30, 30, 220];
export const WHITE: Colour = [255, 255, 255];

/** Red and green above, blue and white below. */
export const quarters = (width: number, height: number): Pixels =>
  painted(width, height, (x, y) =>
    y < height / 2 ? (x < width / 2 ? RED : GREEN) : x < width / 2 ? BLUE : WHITE,
  );

type Init = (code: WebAssembly.Module) => Promise<unknown>;
type Encode = (pixels: Pixels, options: object) => Promise<ArrayBuffer>;

export async function jpegFile(pixels: Pixels, options: object = {}): Promise<Buffer> {
  await (initJpeg as unknown as Init)(await codecModule('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'));
  return Buffer.from(await (jpegEncode as unknown as Encode)(pixels, options));
}

export async function webpFile(pixels: Pixels, options: object = {}): Promise<Buffer> {
  await (initWebp as unknown as Init)(await codecModule('@jsquash/webp/codec/enc/webp_enc_simd.wasm'));
  return Buffer.from(await (webpEncode as unknown as Encode)(pixels, options));
}

const end = pngChunk('IEND', new Uint8Array());

/** With opacity; with `bitDepth` 16 each sample twice as long. */
export function pngFile(
  { width, height, data }: Pixels,
  { bitDepth = 8, extra = [] as readonly Buffer[] } = {},
): Buffer {
  const samples =
    bitDepth === 16 ? Uint8Array.from({ length: data.length * 2 }, (_, at) => data[at >> 1] ?? 0) : data;
  return Buffer.concat([
    PNG_SIGNATURE,
    pngHeader(width, height, bitDepth, 6),
    ...extra,
    pngRows(samples, samples.length / height),
    end,
  ]);
}

/** A header that promises any size, and next to nothing behind it. */
export const pngOfSize = (width: number, height: number): Buffer =>
  Buffer.concat([PNG_SIGNATURE, pngHeader(width, height), pngChunk('IDAT', Buffer.alloc(64)), end]);

/** TIFF as EXIF has it: an orientation, and words that nobody may find again. */
export function exif(orientation: number, order: 'II' | 'MM' = 'II'): Buffer {
  const tiff = Buffer.alloc(64);
  const short = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const long = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  tiff.write(order, 0, 'latin1');
  short(42, 2);
  long(8, 4);
  short(2, 8);
  // Make: text of 20 characters elsewhere.
  short(0x010f, 10);
  short(2, 12);
  long(20, 14);
  long(40, 18);
  short(0x0112, 22);
  short(3, 24);
  long(1, 26);
  short(orientation, 30);
  tiff.write('SECRET 56.39N 3.43W', 40, 'latin1');
  return tiff;
}

export function jpegSegment(marker: number, content: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** Segments put in where a camera puts its metadata. */
export const withSegments = (jpeg: Buffer, ...segments: Buffer[]): Buffer =>
  Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);

export const withExif = (jpeg: Buffer, tiff: Buffer): Buffer =>
  withSegments(jpeg, jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff])));

export function riffChunk(type: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

export const riff = (...chunks: Buffer[]): Buffer =>
  riffChunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]));

/** Of still pictures in WebP, all of one size. */
export function webpAnimation(width: number, height: number, frames: readonly Buffer[]): Buffer {
  const canvas = Buffer.alloc(10);
  canvas[0] = 0x02;
  canvas.writeUIntLE(width - 1, 4, 3);
  canvas.writeUIntLE(height - 1, 7, 3);
  return riff(
    riffChunk('VP8X', canvas),
    riffChunk('ANIM', Buffer.alloc(6)),
    ...frames.map((frame) => {
      const head = Buffer.alloc(16);
      head.writeUIntLE(width - 1, 6, 3);
      head.writeUIntLE(height - 1, 9, 3);
      head.writeUIntLE(100, 12, 3);
      return riffChunk('ANMF', Buffer.concat([head, frame.subarray(12)]));
    }),
  );
}
