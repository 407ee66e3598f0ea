import { Canvas } from './canvas.ts';

const WIDTH = 960;
const HEIGHT = 720;

const sky = 0xcfe3f2;
const paving = 0xb9b4aa;
const joint = 0xa39e94;
const steel = 0x6b7680;
const dark = 0x2e3a44;

/** Flags of a pavement, seen from the front. */
function pave(canvas: Canvas, top: number): Canvas {
  canvas.rectangle(0, top, WIDTH, HEIGHT - top, paving);
  for (let y = top; y < HEIGHT; y += 44) {
    canvas.rectangle(0, y, WIDTH, 3, joint);
    for (let x = ((y - top) % 88) * 1.5; x < WIDTH; x += 160) canvas.rectangle(x, y, 3, 44, joint);
  }
  return canvas;
}

function wall(canvas: Canvas, left: number, top: number, width: number, bottom: number): Canvas {
  canvas.rectangle(left, top, width, bottom - top, 0xc98f6b);
  for (let y = top; y < bottom; y += 30) {
    canvas.rectangle(left, y, width, 3, 0xe3c3ad);
    for (let x = left + ((y - top) % 60) * 1.2; x < left + width; x += 72)
      canvas.rectangle(x, y, 3, 30, 0xe3c3ad);
  }
  return canvas;
}

/** A double glass door without a sill, its push pad on the right. */
export function levelEntrance(): Canvas {
  const canvas = pave(wall(new Canvas(WIDTH, HEIGHT, sky), 90, 60, 780, 560), 560);
  canvas.rectangle(300, 150, 360, 410, dark);
  for (const left of [316, 486]) {
    canvas.rectangle(left, 166, 158, 394, 0x9fc4d6).rectangle(left + 12, 180, 40, 360, 0xbfdbe8);
  }
  canvas.rectangle(462, 330, 8, 110, 0xd8dde0).rectangle(490, 330, 8, 110, 0xd8dde0);
  canvas.rectangle(712, 392, 46, 74, dark).disc(735, 429, 19, 0x2f7fc2);
  // A strip to feel with a cane, up to the door.
  for (let y = 584; y < HEIGHT; y += 24)
    for (let x = 400; x < 560; x += 24) canvas.disc(x + 12, y, 7, 0xd9a93a);
  canvas.rectangle(300, 100, 360, 34, 0xf4f2ec);
  return canvas;
}

/** A signal box over the tracks; an outside stair of many steps is the only way up. */
export function stairEntrance(): Canvas {
  const canvas = new Canvas(WIDTH, HEIGHT, sky).rectangle(0, 600, WIDTH, 120, 0x8d8577);
  canvas.rectangle(0, 640, WIDTH, 12, steel).rectangle(0, 690, WIDTH, 14, steel);
  wall(canvas, 120, 330, 420, 600);
  canvas.rectangle(90, 130, 480, 200, 0x3f6b4f).rectangle(70, 100, 520, 34, dark);
  for (let left = 110; left < 470; left += 92) canvas.rectangle(left, 158, 76, 120, 0xdbe9ef);
  canvas.rectangle(486, 170, 66, 160, 0x7d3b2a).disc(540, 256, 5, 0xf0d070);
  for (let step = 0; step < 12; step++) {
    const [left, top] = [570 + step * 24, 330 + step * 22];
    canvas.rectangle(left, top, 40, 8, dark).rectangle(left + 4, top + 8, 4, 600 - top, 0x9a9a94);
  }
  canvas.rectangle(556, 326, 40, 10, dark);
  return canvas
    .bar(590, 236, 860, 484, 9, 0xe8e4da)
    .bar(590, 236, 590, 326, 8, 0xe8e4da)
    .bar(860, 484, 860, 600, 8, 0xe8e4da);
}

/** A toilet with room on its left, a rail on the wall at its right, and a red cord down to the floor. */
export function accessibleToilet(): Canvas {
  const canvas = new Canvas(WIDTH, HEIGHT, 0xe9eef0);
  for (let y = 0; y < 500; y += 50) canvas.rectangle(0, y, WIDTH, 2, 0xcfd8dc);
  for (let x = 0; x < WIDTH; x += 50) canvas.rectangle(x, 0, 2, 500, 0xcfd8dc);
  canvas.rectangle(0, 500, WIDTH, 220, 0x8f9aa1).rectangle(800, 0, 160, 560, 0xd3dde1);
  canvas.rectangle(580, 270, 170, 130, 0xfdfdfb).rectangle(560, 400, 210, 34, 0x33475b);
  canvas.rectangle(600, 434, 130, 110, 0xf6f6f3).rectangle(616, 544, 98, 24, 0xdedfda);
  canvas.bar(520, 330, 520, 470, 14, 0x1f4e79).bar(520, 330, 560, 330, 14, 0x1f4e79);
  canvas.bar(820, 380, 930, 420, 16, 0x1f4e79);
  canvas.bar(460, 0, 460, 590, 5, 0xc62828).disc(460, 590, 14, 0xc62828).disc(460, 420, 14, 0xc62828);
  canvas
    .rectangle(120, 300, 170, 46, 0xfdfdfb)
    .rectangle(190, 346, 30, 90, 0xdedfda)
    .bar(205, 250, 205, 300, 9, steel);
  return canvas.rectangle(90, 90, 230, 130, 0xbfd3dd).rectangle(100, 100, 210, 110, 0xdcebf2);
}
