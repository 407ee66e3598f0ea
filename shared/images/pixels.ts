import type { Orientation } from './picture-file.ts';

/** Four bytes each: red, green, blue, opacity. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Lays what is transparent on white, in place: a page in dark colours would swallow what was drawn for a light one. */
export function layOnWhite({ data }: Pixels): void {
  for (let at = 0; at < data.length; at += 4) {
    const opacity = data[at + 3] ?? 255;
    if (opacity === 255) continue;
    for (let channel = at; channel < at + 3; channel++)
      data[channel] = Math.round(((data[channel] ?? 0) * opacity + 255 * (255 - opacity)) / 255);
    data[at + 3] = 255;
  }
}

/** Whether rows and columns change places. */
export const isOnItsSide = (orientation: Orientation): boolean => orientation >= 5;

/** The picture as it stands upright. */
export function upright(pixels: Pixels, orientation: Orientation): Pixels {
  if (orientation === 1) return pixels;
  const { width, height } = pixels;
  const from = new Uint32Array(pixels.data.buffer, pixels.data.byteOffset, width * height);
  const to = new Uint32Array(width * height);
  const turned = isOnItsSide(orientation)
    ? { width: height, height: width }
    : { width: pixels.width, height: pixels.height };
  // Whether the first row of what is stored is seen at the other end, and the same of the first column.
  const isRowReversed = [3, 4, 7, 6].includes(orientation);
  const isColumnReversed = [2, 3, 7, 8].includes(orientation);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const across = isColumnReversed ? width - 1 - column : column;
      const down = isRowReversed ? height - 1 - row : row;
      const target = isOnItsSide(orientation) ? across * turned.width + down : down * turned.width + across;
      to[target] = from[row * width + column] ?? 0;
    }
  }
  return { ...turned, data: new Uint8Array(to.buffer) };
}
