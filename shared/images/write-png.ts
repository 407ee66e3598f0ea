import { crc32, deflateSync } from 'node:zlib';

export interface PngPixels {
  readonly width: number;
  readonly height: number;
  /** Rows without gaps: red, green, blue, each one byte. */
  readonly rgb: Uint8Array;
}

export function pngChunk(type: string, content: Uint8Array): Buffer {
  const chunk = Buffer.alloc(12 + content.length);
  chunk.writeUInt32BE(content.length, 0);
  chunk.write(type, 4, 'latin1');
  chunk.set(content, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
}

export function pngHeader(width: number, height: number, bitDepth = 8, colourType = 2): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = bitDepth;
  header[9] = colourType;
  return pngChunk('IHDR', header);
}

export const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Rows of so many bytes, each with the byte before it that says that it is stored as it is. */
export function pngRows(samples: Uint8Array, rowBytes: number): Buffer {
  const rows = samples.length / rowBytes;
  const filtered = Buffer.alloc(samples.length + rows);
  for (let row = 0; row < rows; row++)
    filtered.set(samples.subarray(row * rowBytes, (row + 1) * rowBytes), row * (rowBytes + 1) + 1);
  return pngChunk('IDAT', deflateSync(filtered, { level: 1 }));
}

/** Quickly rather than small: it is read again at once. */
export const writePng = ({ width, height, rgb }: PngPixels): Buffer =>
  Buffer.concat([
    PNG_SIGNATURE,
    pngHeader(width, height),
    pngRows(rgb, width * 3),
    pngChunk('IEND', new Uint8Array()),
  ]);
