import type { FactId, FactUnit } from '#shared/domain/places/fact-dictionary.ts';
import type { PlaceKind } from '#shared/domain/places/place.ts';

/** What invented places are called and say. Nothing here is a real place. */

/** A kind, how many in a hundred are of it, and what such places are called, in English and in Gaelic. */
export const kinds: readonly (readonly [
  PlaceKind,
  number,
  readonly (readonly [en: string, gd: string])[],
])[] = [
  [
    'attraction',
    34,
    [
      ['Museum', 'Taigh-tasgaidh'],
      ['Art Gallery', 'Gailearaidh Ealain'],
      ['Castle', 'Caisteal'],
      ['Walled Garden', 'Gàrradh'],
      ['Country Park', 'Pàirc Dùthcha'],
      ['Mill', 'Muileann'],
      ['Abbey', 'Abaid'],
      ['Distillery', 'Taigh-staile'],
      ['Visitor Centre', 'Ionad Luchd-tadhail'],
      ['Theatre', 'Taigh-cluiche'],
      ['Waterfall Walk', 'Slighe an Eas'],
      ['Tower', 'Tùr'],
      ['Cathedral', 'Cathair-eaglais'],
      ['Heritage Trail', 'Slighe Dualchais'],
      ['Swimming Pool', 'Amar-snàimh'],
    ],
  ],
  [
    'eat',
    30,
    [
      ['Café', 'Cafaidh'],
      ['Tea Room', 'Seòmar Tì'],
      ['Kitchen', 'Cidsin'],
      ['Bistro', 'Bistro'],
      ['Inn', 'Taigh-òsta'],
      ['Restaurant', 'Taigh-bìdh'],
      ['Bakery', 'Taigh-fuine'],
      ['Coffee House', 'Taigh Cofaidh'],
      ['Fish Bar', 'Bàr Èisg'],
      ['Farm Shop', 'Bùth Tuathanais'],
    ],
  ],
  [
    'event',
    10,
    [
      ['Music Festival', 'Fèis Ciùil'],
      ['Farmers Market', 'Margadh Thuathanach'],
      ['Highland Games', 'Geamaichean Gàidhealach'],
      ['Book Fair', 'Fèill Leabhraichean'],
      ['Ceilidh', 'Cèilidh'],
    ],
  ],
  [
    'toilet',
    8,
    [
      ['Public Toilets', 'Taighean-beaga'],
      ['Toilet', 'Taigh-beag'],
    ],
  ],
  [
    'parking',
    8,
    [
      ['Car Park', 'Pàirc Chàraichean'],
      ['Park and Ride', 'Pàirc is Siubhail'],
    ],
  ],
  [
    'wifi',
    5,
    [
      ['Library', 'Leabharlann'],
      ['Community Hall', 'Talla Coimhearsnachd'],
    ],
  ],
  ['help', 3, [['Information Point', 'Ionad Fiosrachaidh']]],
  ['scooter-hire', 2, [['Mobility Hire', 'Fastadh Gluasaid']]],
];

export const adjectives =
  'Old,New,Royal,Little,Black,White,Green,Golden,High,Low,North,South,East,West,Silver,Red,Riverside,Upper,Lower,Great,Wee,Auld,Quiet,Bright'.split(
    ',',
  );

/** Together they make 1,116 names. */
export const nameBeginnings =
  'Inver,Aber,Dun,Kil,Auchter,Bal,Strath,Glen,Pit,Craig,Loch,Ard,Tom,Fin,Drum,Inch,Cairn,Brae,Kin,Car,Ben,Cul,Dal,Fort,Gar,Kirk,Lang,Mon,Rath,Tull,Usk'.split(
    ',',
  );
export const nameEndings =
  'ness,dour,more,keld,arder,nie,muir,feldy,bran,tay,gowrie,dee,mond,allan,field,ford,burgh,toul,rannich,garth,hope,lea,mouth,neuk,orrin,pool,quhar,ross,side,thorn,ulva,vale,wick,yarrow,zell,esk'.split(
    ',',
  );
export const people =
  "Agnes,Morag,Fergus,Hamish,Isla,Ewan,Catriona,Duncan,Flora,Gregor,Heather,Iain,Jean,Kirsty,Lachlan,Mairi,Neil,Oighrig,Rory,Sheena,Torquil,Una,Wallace,MacTavish's,Drummond's,Ogilvie's,Rattray's,Menzies".split(
    ',',
  );

export const keywords =
  'coffee,cakes,lunch,terrace,family,garden,views,history,art,music,walks,river,wildlife,weaving,whisky,shopping,books,dogs,picnic,playground,boats,fishing,cycling,rain,indoor,free,tour,exhibition,craft,pottery,castle,church,market,vegan,breakfast,dinner,live music,film,dance,science'.split(
    ',',
  );
export const cuisines =
  'Scottish,Italian,Indian,Chinese,Thai,Vegetarian,Vegan,Fish,Bakery,French,Turkish,Pizza'.split(',');

export const notes = [
  'Ramp at the side door; ring the bell.',
  'On the ground floor only.',
  'Staff have a key if you have none.',
  'Heavy door, opens outwards.',
  'The last 20 metres are gravel.',
  'Ask at the desk when you arrive.',
  'Not on market days.',
  'The path is steep after the bridge.',
  'Beside the counter, opposite the entrance.',
  'There are two, one of them narrow.',
  'In summer only.',
  'The lift is out of use on Sundays.',
];

/** Hours with a beginning B, an end E and the same half an hour apart. */
export const hoursPatterns = [
  'Mo-Su B-E',
  'Mo-Sa B-E',
  'Mo-Fr B-E; Sa 10:00-13:00',
  'Tu-Su B-E; PH off',
  'Apr-Oct Mo-Su B-E; Nov-Mar Tu-Su 10:00-16:00',
  'Mo-Fr B-12:30,13:30-E; PH off',
  'Su-Th B-E; Fr-Sa B-26:00',
  'Mo-Sa B-E; Su 11:00-16:00; Dec 25,26 off; Jan 1,2 off',
  'Jun-Aug Mo-Su B-E; Sep-May Sa-Su B-E',
  'We-Su B-E; Dec 24-Jan 3 off',
  'Mo-Fr B-E || "by appointment"',
  'Th B-20:00; Fr-Mo B-E; Dec 25 off',
];
export const beginnings = ['08:00', '08:30', '09:00', '09:30', '10:00', '10:30', '11:00'];
export const ends = ['16:00', '16:30', '17:00', '17:30', '18:00', '20:00', '22:00'];

export const usualRange: Readonly<Record<FactUnit, readonly [number, number]>> = {
  cm: [65, 120],
  m: [5, 300],
  '%': [1, 12],
  count: [1, 20],
};
export const ranges: Readonly<Partial<Record<FactId, readonly [number, number]>>> = {
  entranceStepHeight: [2, 25],
  entranceStepCount: [1, 6],
  scooterMaxWidth: [50, 80],
  scooterMaxLength: [100, 160],
  aisleWidth: [70, 180],
  turningSpace: [110, 250],
  liftCabinLength: [100, 160],
  toiletTurningSpace: [120, 180],
  transferFromLeft: [20, 110],
  transferFromRight: [20, 110],
  tableHeightBelow: [60, 80],
};
