/**
 * Every word that a page says. Functions, so that a language can put its numbers and names where its grammar wants
 * them. Times come in as text ("14:32"); spoken ones with a space for the colon ("14 32").
 */
export const en = {
  languageName: () => 'English',
  siteName: () => 'Digital Welcome',
  skipToContent: () => 'Skip to content',
  navigation: () => 'Main',
  navBuses: () => 'Bus times',
  navPlaces: () => 'Places',

  // One departure, as seen.
  live: () => 'live',
  timetable: () => 'timetable',
  due: () => 'Due',
  minutesShort: () => 'min',
  hoursShort: () => 'h',
  every: () => 'every',
  fromTime: (time: string) => `from ${time}`,
  cancelled: () => 'Cancelled',
  notStopping: () => 'Does not stop here',
  platform: () => 'Platform',
  tomorrow: () => 'tomorrow',
  wheelchairYes: () => 'Wheelchair accessible',
  wheelchairNo: () => 'Not wheelchair accessible',
  extra: () => 'Extra journey',
  atStopNow: () => 'At the stop now',
  phoneAhead: () => 'Phone ahead to book',
  askDriver: () => 'Ask the driver to stop',
  untracked: () => 'No signal from this bus',
  offRoute: () => 'This bus is off its route',
  stuck: () => 'This bus is not moving',
  onTime: () => 'on time',
  late: (minutes: number) => `${minutes} min late`,
  early: (minutes: number) => `${minutes} min early`,
  timetabled: (time: string) => `timetabled ${time}`,
  occupancyEmpty: () => 'Almost empty',
  occupancyMany: () => 'Many seats free',
  occupancyFew: () => 'Few seats free',
  occupancyStanding: () => 'Standing room only',
  occupancyCrushed: () => 'Very crowded',
  occupancyFull: () => 'Full',
  occupancyNotTaking: () => 'Not taking passengers',

  // One departure, as said.
  saidRoute: (line: string, headsign: string) =>
    line ? `Route ${line} to ${headsign}` : `Journey to ${headsign}`,
  saidPlatform: (platform: string) => `platform ${platform}`,
  saidDue: () => 'due now',
  saidIn: (hours: number, minutes: number) =>
    `in ${[hours ? count(hours, 'hour') : '', minutes ? count(minutes, 'minute') : ''].filter(Boolean).join(' ')}`,
  saidAt: (time: string) => `at ${time}`,
  saidEvery: (minutes: number) => `every ${minutes === 1 ? 'minute' : count(minutes, 'minute')}`,
  saidLate: (minutes: number) => `${count(minutes, 'minute')} late`,
  saidEarly: (minutes: number) => `${count(minutes, 'minute')} early`,
  saidCancelled: () => 'cancelled',
  saidNotStopping: () => 'does not stop here',
  saidTimetabled: (time: string) => `timetabled for ${time}`,

  // How far the times can be trusted.
  liveAsOf: (time: string) => `Live times as of ${time}`,
  liveOld: (minutes: number) => `Live times are ${count(minutes, 'minute')} old`,
  liveForSome: () => 'Not for every bus',
  timetableOnly: () => 'Timetable only: no live times at the moment',
  lostSince: (time: string) => `No connection since ${time}`,
  lostTimetable: () => 'Timetable only',
  legendTitle: () => 'How to read the times',
  legendLive: () => 'from the bus itself, counted in minutes',
  legendTimetable: () => 'planned time, no live information',

  // Nothing to list.
  noDepartures: () => 'No departures in the next 24 hours',
  nextDeparture: (line: string, headsign: string, day: string, time: string) =>
    `Next: ${line ? `${line} to ` : ''}${headsign}, ${day} at ${time}`,
  runsUnknown: () => 'Which buses run now is not known',
  timetableEnded: (date: string) => `The timetable of this stop ended on ${date}`,
  nextUnknown: () => 'When the next one is, is not known',
  noneLeft: () => 'No departures to show at the moment',
  lostNoneLeft: () => 'This board knows of no later departures',

  // Boards and stops.
  departures: () => 'Departures',
  boardTitle: (stop: string) => `Departures from ${stop}`,
  timeNow: () => 'Time now',
  alerts: () => 'Travel alerts',
  alert: () => 'Alert',
  pageOf: (page: number, pages: number) => `${page} of ${pages}`,
  alertMore: (subject: string) => `More about: ${subject}`,
  refresh: () => 'Refresh times',
  shownAt: (time: string) => `Shown at ${time}`,
  stopUpdating: () => 'Stop updating',
  startUpdating: () => 'Keep updating',
  updatesItself: () => 'This list updates by itself.',
  updatesStopped: () => 'This list no longer updates by itself.',
  aboutStop: () => 'About this stop',
  stopCode: () => 'Stop code',
  stepFree: () => 'Boarding in a wheelchair from this stop',
  stepFreeYes: () => 'Possible',
  stepFreeNo: () => 'Not possible',
  stepFreeUnknown: () => 'Not known',
  wheelchairMeaning: () =>
    '“Wheelchair accessible” means that the vehicle can take a wheelchair. It does not say that the space is free. Where nothing is said, wheelchair access is not known.',
  liveMeaning: () => '“Live” times come from the bus itself. “Timetable” times are planned and may change.',
  fullScreenBoard: () => 'Show as a full-screen board',
  placesNearStop: () => 'Accessible places near this stop',

  // Finding a stop.
  findTitle: () => 'Bus times at your stop',
  findLabel: () => 'Stop name, place or stop code',
  findButton: () => 'Find stops',
  nearButton: () => 'Stops near me',
  nearAsking: () => 'Finding where you are…',
  nearRefused: () => 'Your position is not available. Type a stop name, place or stop code instead.',
  resultsFor: (text: string) => `Stops for “${text}”`,
  resultsNear: () => 'Stops near you',
  resultsFirst: (shown: number) => `The first ${shown} are shown. Add to your search to narrow it down.`,
  metres: (metres: number) => `${metres} m away`,
  kilometres: (kilometres: string) => `${kilometres} km away`,
  noneFound: (text: string) => `No stop matches “${text}”`,
  noneFoundHint: () =>
    'Check the spelling, or try the name of the street or village, or the code on the stop.',
  noneNear: () => 'No stop within 1 km of you',
  noneNearHint: () => 'Search by name, place or stop code instead.',
  toPlaces: () => 'Find places to visit, eat and rest, with what is known of their access',

  // Choices and help, on every page.
  textSize: () => 'Text size',
  textNormal: () => 'Normal',
  textLarge: () => 'Large',
  colours: () => 'Colours',
  coloursDevice: () => 'As on this device',
  coloursLight: () => 'Light',
  coloursDark: () => 'Dark',
  language: () => 'Language',
  helpPage: () => 'Not able to use this page?',
  helpBoard: () => 'Need help?',
  helpDefault: () => 'Ask the bus driver or any council office.',

  // Errors.
  notFoundTitle: () => 'Page not found',
  stopNotFoundTitle: () => 'Stop not found',
  stopNotFoundText: () => 'There is no stop with this address in the timetable. Search for it instead.',
  placeGoneTitle: () => 'No longer listed',
  placeGoneText: () => 'This place was listed here and is not any more. It may have closed.',
  placeNotFoundTitle: () => 'Place not found',
  placeNotFoundText: () =>
    'There is no place at this address. It may be mistyped, or the place may have another address now.',
  allPlaces: () => 'See all places',
  notFoundText: () => 'There is nothing at this address. Search for a stop instead.',
  badRequestTitle: () => 'This address cannot be read',
  badRequestText: () => 'Part of it is missing or mistyped. Search for a stop instead.',
  unavailableTitle: () => 'Bus times are not available at the moment',
  unavailableText: () =>
    'The fault is on our side. Try again in a minute. Timetables at the stop still hold.',
  tryAgain: () => 'Try again',
} as const;

function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}

export type Words = typeof en;
