import { largestRendition, type PlaceImage } from '#shared/domain/places/place-image.ts';
import { makeRenditions } from '#shared/images/make-renditions.ts';
import { writePng } from '#shared/images/write-png.ts';
import type { ImageStore } from '#shared/store/image-store.ts';
import type { Canvas } from './canvas.ts';
import { bellsEntrance, bellsToilet, signalBoxStair } from './demo-images.ts';
import { accessibleToilet, levelEntrance, stairEntrance } from './scenes.ts';

export const paintings: readonly (readonly [PlaceImage, () => Canvas])[] = [
  [bellsEntrance, levelEntrance],
  [bellsToilet, accessibleToilet],
  [signalBoxStair, stairEntrance],
];

/** Paints those of the demo's pictures that are not there yet, one after the other, through what uploads go through. */
export async function paintPictures(images: ImageStore, isEnding: () => boolean): Promise<void> {
  for (const [image, draw] of paintings) {
    if (isEnding()) return;
    if (await images.get(largestRendition(image).name)) continue;
    const { renditions } = await makeRenditions(writePng(draw()));
    for (const { name, bytes, contentType } of renditions) await images.put(name, bytes, contentType);
  }
}
