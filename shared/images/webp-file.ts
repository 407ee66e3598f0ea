import { cutOff, damaged } from './broken-picture.ts';
import { exifOrientation } from './exif-orientation.ts';
import type { Orientation, PictureFile } from './picture-file.ts';

const RIFF_BYTES = 12;
const FRAME_HEADER_BYTES = 16;
const HAS_ALPHA = 0x10;

interface Chunk {
  readonly type: string;
  readonly content: Buffer;
  readonly whole: Buffer;
}

function chunksOf(data: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 0; at + 8 <= data.length; ) {
    const length = data.readUInt32LE(at + 4);
    const end = at + 8 + length;
    if (end > data.length) throw cutOff();
    const content = data.subarray(at + 8, end);
    chunks.push({ type: data.toString('latin1', at, at + 4), content, whole: chunk(data, at, content) });
    at = end + (length % 2);
  }
  return chunks;
}

/** Padded to an even length. */
const chunk = (data: Buffer, at: number, content: Buffer): Buffer =>
  Buffer.concat([data.subarray(at, at + 8), content, Buffer.alloc(content.length % 2)]);

function sizeOf({ type, content }: Chunk): Pick<PictureFile, 'width' | 'height'> {
  if (type === 'VP8L') {
    if (content.length < 5 || content[0] !== 0x2f) throw damaged();
    const bits = content.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (content.length < 10 || content.readUIntBE(3, 3) !== 0x9d012a) throw damaged();
  const [width, height] = [content.readUInt16LE(6) & 0x3fff, content.readUInt16LE(8) & 0x3fff];
  if (width === 0 || height === 0) throw damaged();
  return { width, height };
}

function riff(...chunks: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
  const head = Buffer.from('RIFF\0\0\0\0');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** Says that transparency comes in a chunk of its own. */
function extendedHeader({ width, height }: Pick<PictureFile, 'width' | 'height'>): Buffer {
  const header = Buffer.alloc(18);
  header.write('VP8X');
  header.writeUInt32LE(10, 4);
  header[8] = HAS_ALPHA;
  header.writeUIntLE(width - 1, 12, 3);
  header.writeUIntLE(height - 1, 15, 3);
  return header;
}

/** Of an animation the first frame. @throws DomainError `invalid-input` for what is cut off or damaged */
export function readWebp(data: Buffer): PictureFile {
  const end = 8 + data.readUInt32LE(4);
  if (end > data.length) throw cutOff();
  const all = chunksOf(data.subarray(RIFF_BYTES, end));
  const frame = all.find(({ type }) => type === 'ANMF');
  const parts = frame ? chunksOf(frame.content.subarray(FRAME_HEADER_BYTES)) : all;
  const picture = parts.find(({ type }) => type === 'VP8 ' || type === 'VP8L');
  if (!picture) throw damaged();
  const size = sizeOf(picture);
  const alpha = picture.type === 'VP8 ' ? parts.find(({ type }) => type === 'ALPH') : undefined;
  const exif = all.find(({ type }) => type === 'EXIF');
  const orientation: Orientation = exif ? exifOrientation(exif.content) : 1;
  const still = alpha ? riff(extendedHeader(size), alpha.whole, picture.whole) : riff(picture.whole);
  return { format: 'webp', ...size, orientation, still };
}
