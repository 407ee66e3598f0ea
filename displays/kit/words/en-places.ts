import type { CalendarDate, FactMethod, FactStatus } from '#shared/domain/places/fact.ts';
import type { FactGroup, FactId } from '#shared/domain/places/fact-dictionary.ts';
import type { Verdict } from '#shared/domain/places/fit.ts';
import type { OpenState } from '#shared/domain/places/opening-calendar.ts';
import type { PlaceKind } from '#shared/domain/places/place.ts';
import type { ImageSubject } from '#shared/domain/places/place-image.ts';
import type { VisitorNeeds } from '#shared/domain/places/visitor-needs.ts';
import { enFacts } from './en-facts.ts';
import { needsInWords, reason } from './en-fit.ts';
import { enMap } from './en-map.ts';
import { count, day, dayAt, hours, measure, month, sentence, timeAt, weekday } from './en-measures.ts';
import { enPlacesForm } from './en-places-form.ts';
import { enPlacesReport } from './en-places-report.ts';

const kinds: Readonly<Record<PlaceKind, string>> = {
  attraction: 'Attraction',
  eat: 'Place to eat',
  event: 'Event',
  wifi: 'Wi-Fi spot',
  toilet: 'Toilet',
  parking: 'Parking',
  'scooter-hire': 'Scooter hire',
  help: 'Help and information',
};

const groups: Readonly<Record<FactGroup, string>> = {
  'getting-there': 'Getting there',
  'getting-in': 'Getting in',
  'moving-around': 'Moving around',
  toilets: 'Toilets',
  eating: 'Eating',
  senses: 'Senses',
  'staff-and-tickets': 'Staff and tickets',
};

const imageSubjects: Readonly<Record<Exclude<ImageSubject, 'general'>, string>> = {
  entrance: 'The entrance',
  toilet: 'The toilet',
  parking: 'The parking',
  interior: 'Inside',
};

const statuses: Readonly<Record<FactStatus, string>> = {
  yes: 'Yes',
  no: 'No',
  partial: 'In part',
  unknown: 'Not known',
  'not-applicable': 'Does not apply',
};

const methods: Readonly<Record<FactMethod, string>> = {
  'on-site-survey': 'by a survey on site',
  'operator-statement': 'as stated by the place itself',
  'visitor-report': 'by a visitor’s report',
  photo: 'by a photo',
  import: 'from imported data',
};

const verdicts: Readonly<Record<Verdict, string>> = {
  confirmed: 'Confirmed to suit',
  unconfirmed: 'May suit – not confirmed',
  unsuitable: 'Does not suit',
};

const groupsOfVerdict: Readonly<Record<Verdict, string>> = { ...verdicts, unsuitable: 'Do not suit' };

const openNow: Readonly<Record<OpenState, string>> = {
  yes: 'Open now',
  no: 'Closed now',
  unknown: 'Not known whether open now',
};
const openThen: Readonly<Record<OpenState, string>> = {
  yes: 'Open then',
  no: 'Closed then',
  unknown: 'Not known whether open then',
};
const onNow: Readonly<Record<OpenState, string>> = { yes: 'On now', no: 'Not on now', unknown: 'Not known' };
const onThen: Readonly<Record<OpenState, string>> = {
  yes: 'On then',
  no: 'Not on then',
  unknown: 'Not known',
};

/** The words of the pages of places. Dates come in as they are stored: a language writes them its own way. */
export const enPlaces = {
  ...enPlacesForm,
  ...enMap,
  ...enPlacesReport,
  kind: (kind: PlaceKind) => kinds[kind],
  invented: () => 'This place is invented, for demonstration.',
  inventedMany: () => 'These places are invented, for demonstration.',

  // A list of places.
  placesFound: (n: number) => (n === 0 ? 'No place matches' : count(n, 'place')),
  placesFor: (n: number, text: string) =>
    n === 0 ? `No place matches “${text}”` : `${count(n, 'place')} for “${text}”`,
  noPlaces: () => 'Try fewer words, any kind or any time.',
  leftOut: (ids: readonly FactId[]) =>
    `Places that are known to lack this are left out: ${ids.map((id) => enFacts[id].name).join(', ')}.`,
  firstPlaces: (shown: number) => `The first ${shown} are shown, the best first.`,
  openAtTime: (date: CalendarDate, time: string) =>
    `Open on ${weekday(date)} at ${time}; also places whose times are not known.`,
  openAtPresent: () => 'Open now; also places whose times are not known.',
  verdictGroup: (verdict: Verdict, n: number) => `${groupsOfVerdict[verdict]} (${n})`,
  verdictGroupCut: (verdict: Verdict, n: number) => `${groupsOfVerdict[verdict]} (${n} shown)`,
  noneConfirmed: () => 'No place is confirmed for everything that you need.',
  notKnown: (ids: readonly FactId[]) => `Not known: ${ids.map((id) => enFacts[id].name).join(', ')}`,
  moreReasons: (n: number) => `and ${n} more`,
  openNow: (state: OpenState) => openNow[state],
  openThen: (state: OpenState) => openThen[state],
  openingUnknown: () => 'Opening times not known',
  onNow: (state: OpenState) => onNow[state],
  onThen: (state: OpenState) => onThen[state],
  eventCancelled: () => 'Cancelled',
  eventTimes: (start: string, end: string, timeZone: string) => {
    const [from, to] = [new Date(start), new Date(end)];
    const [firstDay, lastDay] = [dayAt(from, timeZone), dayAt(to, timeZone)];
    const last = firstDay === lastDay ? '' : `${lastDay}, `;
    return `${firstDay}, ${timeAt(from, timeZone)} to ${last}${timeAt(to, timeZone)}`;
  },

  // Whether a place suits.
  forYou: () => 'For what you need',
  needsInWords: (needs: VisitorNeeds) => sentence(needsInWords(needs)),
  verdict: (verdict: Verdict) => verdicts[verdict],
  verdictMeaning: (verdict: Verdict) =>
    ({
      confirmed: 'Everything that you need is there, by what is known.',
      unconfirmed: 'Something is not known or not certain. Ask the place before you go.',
      unsuitable: 'Something that you need is not there.',
    })[verdict],
  reason,
  changeNeeds: () => 'Change what you need, or find other places',

  // One place.
  openingTimes: () => 'Opening times',
  openingTimesUnknown: () => 'The opening times are not known.',
  today: (date: CalendarDate) => `Today, ${weekday(date)}`,
  weekday,
  hours,
  when: () => 'When',
  telephone: () => 'Telephone',
  email: () => 'E-mail',
  website: () => 'Website',
  freeEntry: () => 'Entry is free.',
  paidEntry: () => 'There is a charge for entry.',
  cuisine: (list: string) => `Food: ${list}`,
  contact: () => 'Contact',
  address: () => 'Address',
  nearestStop: () => 'Nearest stop',
  nearestStopUnknown: () => 'Not known',
  distanceUnknown: () => 'distance not known',
  nextDepartures: (stop: string) => `Next buses from ${stop}`,

  // What is known.
  factGroup: (group: FactGroup) => groups[group],
  factName: (id: FactId) => sentence(enFacts[id].name),
  factMeaning: (id: FactId) => `(${enFacts[id].meaning})`,
  factStatus: (status: FactStatus) => statuses[status],
  measure,
  checkedOn: (date: CalendarDate) => `Checked on ${day(date)}`,
  checkedLongAgo: (date: CalendarDate) => `Last checked ${month(date)}`,
  by: (method: FactMethod) => `, ${methods[method]}`,
  mayBeOld: () => 'may be out of date',
  neverChecked: () => 'When this was checked is not known',
  neverCheckedBy: (method: FactMethod) => `${sentence(methods[method])}, date not known`,
  factSource: () => 'source:',
  disputed: () => 'A visitor has said otherwise. Nobody has looked again yet.',
  notConfirmed: () => 'Not yet confirmed:',
  unconfirmedName: (id: FactId) => enFacts[id].name,
  askPlace: () => 'Ask the place.',
  askPlaceAt: () => 'Ask the place:',
  or: () => 'or',

  // Pictures.
  pictures: () => 'Pictures',
  morePictures: (n: number) => (n === 1 ? 'One more picture' : `${n} more pictures`),
  imageSubject: (shows: Exclude<ImageSubject, 'general'>) => imageSubjects[shows],
  pictureBy: (credit: string) => `Picture: ${credit}`,
  takenOn: (date: CalendarDate) => `Taken on ${day(date)}`,

  // About the listing.
  wrongTitle: () => 'Something wrong here?',
  wrongText: () => 'Say which place it is and what you found there.',
  wrongDefault: () => 'Tell any council office.',
  aboutListing: () => 'About this listing',
  listingSource: () => 'Source:',
  licence: (licence: string) => `Licence: ${licence}`,
  lastChanged: (instant: string, timeZone: string) =>
    `Last changed on ${dayAt(new Date(instant), timeZone).replace(/^\S+ /, '')}`,
  openData: () => 'All places as open data',
  openDataTitle: () => 'Open data',
  openDataText: () =>
    'Everything that is said here of places and how accessible they are, for anyone to use: every fact with its date and source, and with what is not known said to be unknown. Long lists come in pages; the answer’s Link header names the next one.',
  openDataColumns: () => 'What the columns of the CSV mean (CSV on the Web)',
  openDataChanges: () => 'What has changed since a time (JSON)',
  openDataAccuracy: () => 'How well bus times were told: each day and distance ahead (CSV)',
  openDataFollow: () =>
    'To keep a copy up to date, take a file away once. The Link header of its last page names, as “monitor”, where its changes begin: what is new, has changed or is gone since, oldest first. Ask there as often as you like, each time since the “next” of the answer before.',
  openDataLicences: () =>
    'The licence below is that of the collection. Every listing names its source and its own licence. Listings that may not be handed on are on these pages alone.',
  openDataCatalog: () => 'Catalogue of the data (DCAT)',
  openDataApi: () => 'The API described (OpenAPI)',
  openDataLicence: () =>
    'Contains public sector information licensed under the Open Government Licence v3.0.',
  vocabularyTitle: () => 'What the facts mean',
  vocabularyText: () =>
    'Each fact is yes, no, in part, unknown or not applicable, or a measure in the unit that stands beside its name. Names in A11yJSON that begin with x are extensions of ours.',
} as const;
