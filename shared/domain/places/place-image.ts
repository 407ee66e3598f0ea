import type { CalendarDate, Texts } from './fact.ts';

export const IMAGE_SUBJECTS = ['entrance', 'toilet', 'parking', 'interior', 'general'] as const;
export type ImageSubject = (typeof IMAGE_SUBJECTS)[number];

/** Of one place. */
export const MOST_IMAGES = 12;

/** Of a file that is uploaded: a function is handed 6 MB at most, and its gateway writes what is no text in base64. */
export const MOST_PICTURE_BYTES = 4_500_000;

/** A picture of a place, as it is published. */
export interface PlaceImage {
  /** Digest of its renditions: the same bytes always have the same name, and a name always the same bytes. */
  readonly id: string;
  /** Of the largest rendition, in pixels. */
  readonly width: number;
  readonly height: number;
  /** What it shows, for who cannot see it; empty where it is decorative. */
  readonly alt: Texts;
  /** It tells nothing that the page does not say anyway. */
  readonly decorative: boolean;
  readonly caption?: Texts | undefined;
  /** Who made it. */
  readonly credit?: string | undefined;
  readonly licence?: string | undefined;
  readonly shows: ImageSubject;
  readonly takenOn?: CalendarDate | undefined;
}

/** Widths that a picture is kept in, in pixels; it is never enlarged. */
export const RENDITION_WIDTHS = [320, 640, 1280] as const;

export const IMAGE_EXTENSION = 'webp';

/** The one form in which an image is asked for, stored and served. */
const IMAGE_NAME = /^([A-Za-z0-9_-]{20,64})-(320|640|1280)\.(jpg|webp)$/;
/** The picture that a rendition is of; undefined for what is no name of a rendition. */
export const imageIdOf = (name: string): string | undefined => IMAGE_NAME.exec(name)?.[1];
export const isImageName = (name: string): boolean => imageIdOf(name) !== undefined;

export interface Rendition {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/**
 * What there is of a picture, the smallest first. The name has the width that a rendition is made for: a picture of
 * 1,000 pixels has one for 1280 that is 1,000 wide.
 */
export const renditionsOf = ({
  id,
  width,
  height,
}: Pick<PlaceImage, 'id' | 'width' | 'height'>): readonly [Rendition, ...Rendition[]] => {
  const rendition = (made: number): Rendition => {
    const actual = Math.min(made, width);
    return {
      name: `${id}-${made}.${IMAGE_EXTENSION}`,
      width: actual,
      height: Math.max(1, Math.round((height * actual) / width)),
    };
  };
  const [least, ...larger] = RENDITION_WIDTHS;
  const wanted = larger.filter((_, index) => width > (RENDITION_WIDTHS[index] ?? 0));
  return [rendition(least), ...wanted.map(rendition)];
};

export function largestRendition(image: Pick<PlaceImage, 'id' | 'width' | 'height'>): Rendition {
  const renditions = renditionsOf(image);
  return renditions.at(-1) ?? renditions[0];
}

/** What shows the entrance first: it is what a visitor wants to see before setting out. Else as the listing has them. */
export const inOrderShown = (images: readonly PlaceImage[]): PlaceImage[] =>
  [...images].sort((a, b) => Number(b.shows === 'entrance') - Number(a.shows === 'entrance'));
