import type { PlaceKind } from '#shared/domain/places/place.ts';
import { USUAL_SIZE } from '#shared/domain/places/visitor-needs.ts';

const kindsMany: Readonly<Record<PlaceKind, string>> = {
  attraction: 'Attractions',
  eat: 'Places to eat',
  event: 'Events',
  wifi: 'Wi-Fi spots',
  toilet: 'Toilets',
  parking: 'Parking',
  'scooter-hire': 'Scooter hire',
  help: 'Help and information',
};

const usual = (side: 'width' | 'length' | 'turning') =>
  USUAL_SIZE.scooter[side] === USUAL_SIZE.wheelchair[side]
    ? `If empty: ${USUAL_SIZE.scooter[side]}.`
    : `If empty: ${USUAL_SIZE.scooter[side]} for a scooter, ${USUAL_SIZE.wheelchair[side]} for a wheelchair.`;

/** The words of the form that finds places. */
export const enPlacesForm = {
  places: () => 'Places',
  placesLabel: () => 'Name, or what you look for',
  kindLabel: () => 'Kind',
  anyKind: () => 'Any kind',
  kindMany: (kind: PlaceKind) => kindsMany[kind],
  openLabel: () => 'Open',
  anyTime: () => 'Any time',
  openChoiceNow: () => 'Now',
  openChoiceAt: () => 'At a date and time',
  dateAndTime: () => 'Date and time',
  dateAndTimeHint: () => 'Counts with “At a date and time”.',
  near: () => 'Near the position that you gave',
  placesNearMe: () => 'Places near me',
  placesNearRefused: () => 'Your position is not available. Search by name or by kind instead.',
  position: () => 'Position',
  showPlaces: () => 'Show places',
  startAgain: () => 'Start again',
  goToResults: (found: string) => `Go to the list: ${found}`,
  checkForm: () => 'Check the form:',

  whatYouNeed: () => 'What do you need?',
  needsKept: () =>
    'What you say here is used for this answer only and is not kept. It stands in the address of the page: who gets the link sees it too.',
  aidLabel: () => 'I come with',
  aidNone: () => 'Neither',
  aidScooter: () => 'A mobility scooter',
  aidWheelchair: () => 'A wheelchair',
  sizeLabel: () => 'Its size, in centimetres',
  width: () => 'Width',
  widthHint: () => usual('width'),
  length: () => 'Length',
  lengthHint: () => usual('length'),
  turning: () => 'Turning circle',
  turningHint: () => usual('turning'),
  stepsLabel: () => 'Steps',
  stepFree: () => 'I cannot manage steps',
  highestStepField: () => 'Highest step',
  highestStep: () => 'Highest step that I manage, in centimetres',
  highestStepHint: () => 'If empty with a scooter or wheelchair: none.',
  toiletLabel: () => 'Toilet',
  toiletNone: () => 'No special toilet',
  toiletAccessible: () => 'Accessible toilet',
  toiletChangingPlaces: () => 'Changing Places toilet',
  alsoLabel: () => 'I also need',
  needHearing: () => 'Hearing loop',
  needVision: () => 'Audio description',
  needQuiet: () => 'Quiet space',
  needDog: () => 'Place for my assistance dog',

  // What the server says of a form that it cannot read.
  problemSize: (field: string, typed: string, example: number) =>
    `${field}: “${typed}” cannot be used. Give whole centimetres, such as ${example}.`,
  problemTime: (field: string, typed: string) =>
    typed ? `${field}: “${typed}” cannot be used.` : `${field}: say when, or choose any time.`,
  problemOther: (field: string, typed: string) => `${field}: “${typed}” cannot be used.`,
} as const;
