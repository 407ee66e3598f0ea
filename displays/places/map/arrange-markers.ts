import { joinClose } from '#shared/domain/map/join-close.ts';
import { frameAround, isOnMap, type MapFrame, project } from '#shared/domain/map/map-frame.ts';
import { type Box, spreadBoxes } from '#shared/domain/map/place-boxes.ts';
import type { FoundPlace, Position } from '#shared/domain/places/find-places.ts';
import { type PlateLine, plateBox, plateOf } from './plate-lines.ts';

/** Units of the drawing; a unit is a CSS pixel on the narrowest screen (320 px), and more on others. */
export const MAP_SIDE = 288;
/** A few streets: a closer map would show a marker and nothing else. */
export const LEAST_METRES = 400;
/** What a marker needs for itself: it is a target of at least 24 px with some room around. */
export const MARKER_ROOM = 28;
/** A marker moved by less still covers its place, so nothing points there. */
const CLOSE = 9;
/** A marker that would have to stand further from its place is joined with others instead. */
const FAR = 72;
/** How far apart joined places may be: first only what can hardly be told apart. */
const JOIN_RADII = [6, 9, 13, 19, 28, 42];
/** A joined marker leads to a closer map: it must be worth it. */
const CLOSER = 0.7;

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A place with its number in the list, from 1. */
export interface Numbered {
  readonly number: number;
  readonly found: FoundPlace;
}

export interface Marker extends Spot {
  /** One place; or several that are too close to each other for markers of their own. */
  readonly members: readonly Numbered[];
  /** Where the place is, if the marker had to stand elsewhere. */
  readonly away: Spot | null;
  /** Of several. */
  readonly joined: {
    readonly plate: readonly PlateLine[];
    readonly box: Box;
    readonly closer: MapFrame;
  } | null;
}

export function spotOf(frame: MapFrame, position: Position): Spot | null {
  const point = project(frame, position);
  return isOnMap(point) ? { x: Math.round(point.x * MAP_SIDE), y: Math.round(point.y * MAP_SIDE) } : null;
}

export const boxAt = ({ x, y }: Spot, width: number, height = width): Box => ({ x, y, width, height });

interface Placed extends Numbered {
  readonly spot: Spot;
}

/**
 * Markers that cover neither each other nor `kept`, by their first number. What would cover another moves aside, the
 * best places least; where something would have to move too far, or from under others, what is close together is
 * joined. Places that are not on this part of the map have none.
 */
export function arrangeMarkers(
  frame: MapFrame,
  found: readonly FoundPlace[],
  kept: readonly Box[],
  letters: number,
): Marker[] {
  const placed = found.flatMap((place, i): Placed[] => {
    const spot = spotOf(frame, place.place);
    return spot ? [{ found: place, number: i + 1, spot }] : [];
  });
  const membersOf = (group: readonly number[]) => group.flatMap((i) => placed[i] ?? []);
  const mayJoin = (group: readonly number[]) =>
    frameOf(membersOf(group)).spanMetres < frame.spanMetres * CLOSER;
  const spots = placed.map(({ spot }) => spot);

  let markers = spread(placed.map(aloneAt), kept);
  for (const radius of JOIN_RADII) {
    if (isClear(markers)) break;
    const groups = joinClose(spots, radius, mayJoin).map(membersOf);
    // Nothing is joined: it would be spread as it was before.
    if (groups.length === placed.length) continue;
    markers = spread(
      groups.map((members) => (members[1] ? joinedAt(members, letters) : aloneAt(members[0] as Placed))),
      kept,
    );
  }
  return markers;
}

/** A marker where it wants to stand. */
type Wanted = Pick<Marker, 'members' | 'joined'> & { readonly box: Box };

const aloneAt = (place: Placed): Wanted => ({
  members: [place],
  joined: null,
  box: boxAt(place.spot, MARKER_ROOM),
});

function joinedAt(members: readonly Placed[], letters: number): Wanted {
  const mean = (axis: 'x' | 'y') => members.reduce((sum, { spot }) => sum + spot[axis], 0) / members.length;
  const plate = plateOf(members);
  const { width, height } = plateBox(plate, letters);
  const box = boxAt({ x: Math.round(mean('x')), y: Math.round(mean('y')) }, width, height);
  return { members, joined: { plate, box, closer: frameOf(members) }, box };
}

function frameOf(members: readonly Numbered[]): MapFrame {
  const positions = members.map(({ found: { place } }) => place);
  return frameAround(positions, LEAST_METRES) ?? { centre: { lat: 0, lon: 0 }, spanMetres: LEAST_METRES };
}

function spread(wanted: readonly Wanted[], kept: readonly Box[]): Marker[] {
  const boxes = spreadBoxes([...kept, ...wanted.map(({ box }) => box)], MAP_SIDE).slice(kept.length);
  return wanted.map(({ members, joined, box }, i) => {
    const { x, y } = boxes[i] ?? box;
    const hasMoved = Math.hypot(x - box.x, y - box.y) > CLOSE;
    return {
      x: Math.round(x),
      y: Math.round(y),
      members,
      joined,
      away: hasMoved ? { x: box.x, y: box.y } : null,
    };
  });
}

/** Whether every marker stands near its place, and no place lies under others. */
const isClear = (markers: readonly Marker[]) =>
  markers.every(
    ({ x, y, away }) =>
      !away ||
      (Math.hypot(x - away.x, y - away.y) <= FAR && !markers.some((other) => isUnderPlate(away, other))),
  );

function isUnderPlate({ x, y }: Spot, { joined, ...plate }: Marker): boolean {
  if (!joined) return false;
  return Math.abs(x - plate.x) * 2 < joined.box.width && Math.abs(y - plate.y) * 2 < joined.box.height;
}
