import type { PlaceWords } from './place-speaker.tsx';
import type { Catalogue } from './speaker.tsx';

/** Gaelic words of places: none yet. As in gd.ts, none is made up. */
export const gdPlaces: Catalogue<PlaceWords> = {};
