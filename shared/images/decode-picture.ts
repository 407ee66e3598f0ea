import { damaged } from './broken-picture.ts';
import { codecModule } from './codec-modules.ts';
import type { PictureFile } from './picture-file.ts';
import { layOnWhite, type Pixels } from './pixels.ts';

type Decode = (still: Uint8Array) => Promise<Pixels>;
/** As it is; the packages' own types leave out the code that is handed over. */
type Init = (code: WebAssembly.Module, options: object) => Promise<unknown>;

/** Libraries complain to the console of what they then throw for. */
const quiet = { print: () => undefined, printErr: () => undefined };

const decoders: Readonly<Record<PictureFile['format'], () => Promise<Decode>>> = {
  jpeg: async () => {
    const { default: decode, init } = await import('@jsquash/jpeg/decode.js');
    await (init as Init)(await codecModule('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'), quiet);
    return decode as unknown as Decode;
  },
  png: async () => {
    const { default: decode, init } = await import('@jsquash/png/decode.js');
    await init(await codecModule('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'));
    return decode as unknown as Decode;
  },
  webp: async () => {
    const { default: decode, init } = await import('@jsquash/webp/decode.js');
    await (init as Init)(await codecModule('@jsquash/webp/codec/dec/webp_dec.wasm'), quiet);
    return decode as unknown as Decode;
  },
};

/** @throws DomainError `invalid-input` when the decoder cannot make a picture of the size that the headers say */
export async function decodePicture({ format, width, height, still }: PictureFile): Promise<Pixels> {
  const decode = await decoders[format]();
  let decoded: Pixels;
  try {
    decoded = await decode(still);
  } catch {
    throw damaged();
  }
  if (decoded.width !== width || decoded.height !== height) throw damaged();
  const { buffer, byteOffset, byteLength } = decoded.data;
  const pixels = { width, height, data: new Uint8Array(buffer, byteOffset, byteLength) };
  if (format !== 'jpeg') layOnWhite(pixels);
  return pixels;
}
