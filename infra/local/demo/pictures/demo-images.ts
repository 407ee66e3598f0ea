import type { PlaceImage } from '#shared/domain/places/place-image.ts';

type Told = Pick<PlaceImage, 'id' | 'shows' | 'takenOn'> & {
  readonly alt: string;
  readonly caption?: string;
};

const drawing = ({ alt, caption, ...image }: Told): PlaceImage => ({
  ...image,
  width: 960,
  height: 720,
  alt: { en: alt },
  decorative: false,
  ...(caption && { caption: { en: caption } }),
  credit: 'Demo drawing (invented)',
  licence: 'OGL-UK-3.0',
});

/** Pictures of demo places. Their ids are what comes out when they are painted; a test holds the two together. */
export const bellsEntrance = drawing({
  id: 'zsfSSXUWf5BLYWNEfJPEJlfsUeFsQFyz',
  shows: 'entrance',
  takenOn: '2026-05-12',
  alt: 'A double glass door level with the pavement. A round blue push pad is on the wall to its right.',
  caption: 'Both doors open when the pad is pushed.',
});

export const bellsToilet = drawing({
  id: 'pb9YYcfR5c8WlhoVlt9ECBTEheGxyePK',
  shows: 'toilet',
  takenOn: '2026-05-12',
  alt: 'A toilet with free floor on its left, a rail on the wall at its right and a red cord down to the floor.',
});

export const signalBoxStair = drawing({
  id: 'AIP6YV5UTCaPXt0ntEN4T_wD4VmzHq0t',
  shows: 'entrance',
  takenOn: '2025-08-05',
  alt: 'A signal box above the tracks. A steep open stair with one handrail leads up to its door.',
});
