import { largestRendition, renditionsOf } from '../domain/places/place-image.ts';
import { codecModule, newCodec } from './codec-modules.ts';
import type { PictureFile } from './picture-file.ts';
import { isOnItsSide, type Pixels, upright } from './pixels.ts';

/** Number that the library has for it. */
const LANCZOS3 = 3;
/** See docs/decisions/0009-pictures.md for sizes and times beside JPEG's. */
const QUALITY = 75;

type Resize = (pixels: Pixels, width: number, height: number) => Pixels;
type Encode = (pixels: Pixels) => Uint8Array;

async function loadResize(): Promise<Resize> {
  const { initSync, resize } = await import('@jsquash/resize/lib/resize/pkg/squoosh_resize.js');
  initSync(await codecModule('@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm'));
  return ({ data, ...from }, width, height) => {
    if (from.width === width && from.height === height) return { data, width, height };
    const resized = resize(data, from.width, from.height, width, height, LANCZOS3, false, false);
    return { data: new Uint8Array(resized.buffer), width, height };
  };
}

interface WebpEncoder {
  encode(data: Uint8Array, width: number, height: number, options: object): Uint8Array | null;
}

async function loadEncode(): Promise<Encode> {
  const [{ default: factory }, { defaultOptions }] = await Promise.all([
    import('@jsquash/webp/codec/enc/webp_enc_simd.js'),
    import('@jsquash/webp/meta.js'),
  ]);
  const encoder = await newCodec<WebpEncoder>(factory, '@jsquash/webp/codec/enc/webp_enc_simd.wasm');
  return ({ data, width, height }) => {
    const encoded = encoder.encode(data, width, height, { ...defaultOptions, quality: QUALITY });
    if (!encoded) throw new Error(`no WebP of ${width} by ${height} pixels`);
    // A view of memory that the next picture is written over.
    return encoded.slice();
  };
}

export interface RenderedPicture {
  /** Of the largest rendition. */
  readonly width: number;
  readonly height: number;
  /** As `renditionsOf` names them, the smallest first. */
  readonly encoded: readonly Uint8Array[];
}

/** The picture upright, in all its sizes. Each is made from the one before: the large one is gone through once. */
export async function renderPicture(
  pixels: Pixels,
  orientation: PictureFile['orientation'],
): Promise<RenderedPicture> {
  const [resize, encode] = await Promise.all([loadResize(), loadEncode()]);
  const isTurned = isOnItsSide(orientation);
  const [across, down] = isTurned ? [pixels.height, pixels.width] : [pixels.width, pixels.height];
  const { width, height } = largestRendition({ id: '', width: across, height: down });
  let current = upright(
    isTurned ? resize(pixels, height, width) : resize(pixels, width, height),
    orientation,
  );
  const encoded: Uint8Array[] = [];
  for (const size of renditionsOf({ id: '', width, height }).toReversed()) {
    current = resize(current, size.width, size.height);
    encoded.unshift(encode(current));
  }
  return { width, height, encoded };
}
