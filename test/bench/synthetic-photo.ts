import type { Pixels } from '#shared/images/pixels.ts';

/** Distance of the points that a layer is drawn through, in pixels, and how far they stray: large shapes to grain. */
const LAYERS = [
  [256, 160],
  [64, 70],
  [16, 40],
  [4, 34],
  [1, 40],
] as const;

/** What costs a codec about as much as a photograph: shapes of every size, edges, and the grain of a sensor. */
export function syntheticPhoto(width: number, height: number): Pixels {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const layers = LAYERS.map(([step, strength]) => {
    const columns = Math.ceil(width / step) + 2;
    const points = new Float32Array(columns * (Math.ceil(height / step) + 2));
    for (let at = 0; at < points.length; at++) points[at] = random() * strength;
    return { step, columns, points };
  });
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      let light = ((x >> 7) + (y >> 7)) % 5 === 0 ? 160 : 120;
      for (const { step, columns, points } of layers) {
        const [across, down] = [x / step, y / step];
        const corner = Math.floor(down) * columns + Math.floor(across);
        const [right, below] = [across % 1, down % 1];
        const above = (points[corner] ?? 0) * (1 - right) + (points[corner + 1] ?? 0) * right;
        const under =
          (points[corner + columns] ?? 0) * (1 - right) + (points[corner + columns + 1] ?? 0) * right;
        light += above * (1 - below) + under * below;
      }
      data[at] = light;
      data[at + 1] = light * 0.9 + 20;
      data[at + 2] = light * 0.8 + 30;
      data[at + 3] = 255;
    }
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}
