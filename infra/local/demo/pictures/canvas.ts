import type { PngPixels } from '#shared/images/write-png.ts';

/** 0xrrggbb. */
export type Colour = number;

/** A sheet to draw plain shapes on, from the top left, in pixels. */
export class Canvas implements PngPixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;

  constructor(width: number, height: number, ground: Colour) {
    this.width = width;
    this.height = height;
    this.rgb = new Uint8Array(width * height * 3);
    this.rectangle(0, 0, width, height, ground);
  }

  rectangle(left: number, top: number, width: number, height: number, colour: Colour): this {
    const end = Math.min(this.height, top + height);
    for (let y = Math.max(0, top); y < end; y++) this.span(y, left, left + width, colour);
    return this;
  }

  disc(centreX: number, centreY: number, radius: number, colour: Colour): this {
    for (let y = -radius; y <= radius; y++) {
      const half = Math.sqrt(radius * radius - y * y);
      this.span(centreY + y, centreX - half, centreX + half, colour);
    }
    return this;
  }

  /** A bar of even thickness from one point to another. */
  bar(fromX: number, fromY: number, toX: number, toY: number, thickness: number, colour: Colour): this {
    const steps = Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY), 1);
    for (let step = 0; step <= steps; step += thickness / 4) {
      const share = step / steps;
      this.disc(
        Math.round(fromX + (toX - fromX) * share),
        Math.round(fromY + (toY - fromY) * share),
        thickness / 2,
        colour,
      );
    }
    return this;
  }

  private span(y: number, from: number, to: number, colour: Colour): void {
    if (y < 0 || y >= this.height) return;
    const first = Math.max(0, Math.round(from));
    const last = Math.min(this.width, Math.round(to));
    for (let x = first, at = (Math.round(y) * this.width + first) * 3; x < last; x++, at += 3) {
      this.rgb[at] = colour >> 16;
      this.rgb[at + 1] = (colour >> 8) & 0xff;
      this.rgb[at + 2] = colour & 0xff;
    }
  }
}
