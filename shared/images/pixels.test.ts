import { expect, it } from 'vitest';
import type { Orientation } from './picture-file.ts';
import { layOnWhite, type Pixels, upright } from './pixels.ts';

/** Two rows of three pixels: 1 2 3 above 4 5 6. */
const stored: Pixels = {
  width: 3,
  height: 2,
  data: Uint8Array.from([1, 2, 3, 4, 5, 6].flatMap((value) => [value, 0, 0, 255])),
};

it.each([
  [1, ['123', '456']],
  [2, ['321', '654']],
  [3, ['654', '321']],
  [4, ['456', '123']],
  [5, ['14', '25', '36']],
  [6, ['41', '52', '63']],
  [7, ['63', '52', '41']],
  [8, ['36', '25', '14']],
] as const)('a picture of orientation %d stands upright', (orientation, rows) => {
  const { width, height, data } = upright(stored, orientation as Orientation);
  const seen = Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => data[(row * width + column) * 4]).join(''),
  );
  expect(seen).toEqual(rows);
});

it('lays what is transparent on white', () => {
  const pixels = { width: 3, height: 1, data: Uint8Array.from([9, 9, 9, 255, 9, 9, 9, 0, 0, 100, 255, 51]) };
  layOnWhite(pixels);
  expect([...pixels.data]).toEqual([9, 9, 9, 255, 255, 255, 255, 255, 204, 224, 255, 255]);
});
