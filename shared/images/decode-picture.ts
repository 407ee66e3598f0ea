import { damaged } from './broken-picture.ts';
import { codecModule, newCodec } from './codec-modules.ts';
import type { PictureFile } from './picture-file.ts';
import { layOnWhite, type Pixels } from './pixels.ts';

type Decode = (still: Uint8Array) => Pixels | null;

interface Decoder {
  decode(still: Uint8Array, isTurned?: boolean): Pixels | null;
}

const decoders: Readonly<Record<PictureFile['format'], () => Promise<Decode>>> = {
  jpeg: async () => {
    const { default: factory } = await import('@jsquash/jpeg/codec/dec/mozjpeg_dec.js');
    const decoder = await newCodec<Decoder>(factory, '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm');
    return (still) => decoder.decode(still, false);
  },
  png: async () => {
    const { initSync, decode } = await import('@jsquash/png/codec/pkg/squoosh_png.js');
    initSync(await codecModule('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'));
    return decode as unknown as Decode;
  },
  webp: async () => {
    const { default: factory } = await import('@jsquash/webp/codec/dec/webp_dec.js');
    const decoder = await newCodec<Decoder>(factory, '@jsquash/webp/codec/dec/webp_dec.wasm');
    return (still) => decoder.decode(still);
  },
};

/** What the libraries make of their result, where there is no browser. */
class ImageData implements Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8Array, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

/** @throws DomainError `invalid-input` when the decoder cannot make a picture of the size that the headers say */
export async function decodePicture({ format, width, height, still }: PictureFile): Promise<Pixels> {
  Object.assign(globalThis, { ImageData });
  const decode = await decoders[format]();
  let decoded: Pixels | null;
  try {
    decoded = decode(still);
  } catch {
    throw damaged();
  }
  if (decoded?.width !== width || decoded.height !== height) throw damaged();
  const { buffer, byteOffset, byteLength } = decoded.data;
  const pixels = { width, height, data: new Uint8Array(buffer, byteOffset, byteLength) };
  if (format !== 'jpeg') layOnWhite(pixels);
  return pixels;
}
