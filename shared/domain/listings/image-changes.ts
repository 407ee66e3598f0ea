import type { PlaceImage } from '../places/place-image.ts';
import { imagesText } from './fields-of-place.ts';

/** What is different with one picture; `was` where it is there before and after. */
export type ImageChange =
  | { readonly kind: 'added' | 'removed'; readonly image: PlaceImage }
  | { readonly kind: 'described'; readonly image: PlaceImage; readonly was: PlaceImage };

export interface ImageChanges {
  /** What is there now first, in its order. */
  readonly changes: readonly ImageChange[];
  /** Those that are there before and after follow each other otherwise. */
  readonly isReordered: boolean;
}

const byId = (images: readonly PlaceImage[]) => new Map(images.map((image) => [image.id, image]));

/** What somebody who approves it has to look at: a picture that is another one has another id. */
export function imageChanges(before: readonly PlaceImage[], after: readonly PlaceImage[]): ImageChanges {
  const [was, is] = [byId(before), byId(after)];
  const changes = after.flatMap((image): ImageChange[] => {
    const old = was.get(image.id);
    if (!old) return [{ kind: 'added', image }];
    return imagesText([old]) === imagesText([image]) ? [] : [{ kind: 'described', image, was: old }];
  });
  const removed = before.filter(({ id }) => !is.has(id));
  const kept = (images: readonly PlaceImage[]) =>
    images.flatMap(({ id }) => (was.has(id) && is.has(id) ? [id] : []));
  return {
    changes: [...changes, ...removed.map((image) => ({ kind: 'removed', image }) as const)],
    isReordered: kept(before).join() !== kept(after).join(),
  };
}
