import type { Verdict } from '#shared/domain/places/fit.ts';
import { count } from './en-measures.ts';

const verdicts: Readonly<Record<Verdict, string>> = {
  confirmed: 'confirmed to suit',
  unconfirmed: 'may suit, not confirmed',
  unsuitable: 'does not suit',
};

const winds = {
  n: 'north',
  ne: 'north-east',
  e: 'east',
  se: 'south-east',
  s: 'south',
  sw: 'south-west',
  w: 'west',
  nw: 'north-west',
} as const;

/** "500 m", "2 km", "1.4 km": number and unit stay on one line. */
const length = (metres: number) =>
  metres < 1000 ? `${metres}\u00a0m` : `${Number((metres / 1000).toPrecision(2))}\u00a0km`;

/** The words of the maps. */
export const enMap = {
  map: () => 'Map',
  showOnMap: () => 'Show these places on a map',
  goToMap: () => 'Go to the map, after the list',
  onlyList: () => 'Only the list, without the map',
  mapShowsAll: (n: number) => `The map shows the ${count(n, 'place')} in the list, by their numbers.`,
  mapShowsPart: (shown: number, listed: number) =>
    `This part of the map shows ${shown} of the ${count(listed, 'place')} in the list, by their numbers.`,
  mapExtra: () => 'The list says everything that the map shows, and more.',
  mapWidth: (metres: number) =>
    `It is about ${length(Number(metres.toPrecision(2)))} wide. North is at the top.`,
  marker: (n: number, name: string, verdict: Verdict | null) =>
    `${n}. ${name}${verdict ? ` – ${verdicts[verdict]}` : ''}`,
  joinedMarker: (n: number, lines: readonly { verdict: Verdict | null; text: string }[]) =>
    `${count(n, 'place')}, shown closer: ${lines
      .map(({ verdict, text }) => (verdict ? `${verdicts[verdict]} ${text}` : text))
      .join(', ')}`,
  /** On the map itself. */
  northMark: () => 'N',
  scaleMark: length,

  moveMap: () => 'Move the map',
  zoomIn: () => 'Zoom in',
  zoomOut: () => 'Zoom out',
  moveNorth: () => 'North',
  moveSouth: () => 'South',
  moveWest: () => 'West',
  moveEast: () => 'East',
  showAllPlaces: () => 'All places',
  mapKeys: () =>
    'With the focus in the map or on one of its buttons, the arrow keys move it, and + and − zoom.',

  legend: () => 'What is drawn',
  legendPlace: () => 'A place, with its number in the list',
  legendJoined: () => 'Several places, too close for markers of their own; a link to a closer map',
  legendAway: () => 'A line from a marker that had to make room, to where the place is',
  legendVisitor: () => 'Your position',
  visitorOutside: () => 'Your position is not on this part of the map.',
  legendStop: () => 'Bus stop',
  stopsHidden: () => 'Bus stops are drawn where there is room for them: zoom in.',
  legendLine: () => 'Where buses run',

  mapOf: (place: string, stop: string) => `Map: ${place} and the stop ${stop}`,
  stopLies: (stop: string, metres: number, wind: keyof typeof winds | null) =>
    wind === null
      ? `The stop ${stop} is at the place itself.`
      : `The stop ${stop} is ${length(metres < 995 ? Math.max(10, Math.round(metres / 10) * 10) : metres)} to the ${winds[wind]} of the place, in a straight line.`,
  wayNotDrawn: () => 'The way between them is not drawn: nobody has told us which it is.',
} as const;
