import type { ServiceId } from './demo-calendar.ts';

/** Every `everyMinutes` from `from` until before `to`; clock times of the service day, past 24:00 for the night. */
export interface Plan {
  readonly service: ServiceId;
  readonly from: string;
  readonly to: string;
  readonly everyMinutes: number;
}

export interface Direction {
  readonly directionId: 0 | 1;
  readonly headsign: string;
  /** ATCO codes in the order of the calls. */
  readonly stops: readonly string[];
  /** Minutes by which departures lie after those of the plan. */
  readonly shiftMinutes: number;
}

export interface DemoLine {
  readonly routeId: string;
  readonly longName: string;
  readonly agencyId: string;
  readonly color: string;
  readonly directions: readonly Direction[];
  readonly plans: readonly Plan[];
  /** Set for frequency-based lines: GTFS exact_times. */
  readonly exactTimes?: 0 | 1;
  /** What its invented operator sends. */
  readonly realtime: 'predictions' | 'positions-only';
}

/** All invented, and named so that nobody takes them for a real operator. */
export const demoAgencies = [
  { id: 'demo-buses', name: 'Demo Buses (invented)' },
  { id: 'sample-shuttles', name: 'Sample Shuttles (invented)' },
  { id: 'example-coaches', name: 'Example Coaches (invented)' },
] as const;

const plan = (service: ServiceId, from: string, to: string, everyMinutes: number): Plan => ({
  service,
  from,
  to,
  everyMinutes,
});
const direction = (directionId: 0 | 1, headsign: string, shiftMinutes: number, stops: string): Direction => ({
  directionId,
  headsign,
  shiftMinutes,
  stops: stops.split(' '),
});

const sconeToCity =
  '64804111 64801553 64801050 64802135 64802133 64802131 64802129 64802126 64801156 64801571 64801051 64801002 64801092';
const cityToBroxden = '64802040 64802038 64801262 64804003 64801241 64802057 64801264 64802054';
const broxdenToCity =
  '64802725 64801265 64802058 64802059 64802037 64801263 64802060 64802039 64801531 64801011 64804200';
const cityToScone = '64801157 64802127 64802128 64802130 64802132 64802136 64801049 64801554 64804111';

export const demoLines: readonly DemoLine[] = [
  {
    routeId: '21',
    longName: 'Scone – Perth – Broxden',
    agencyId: 'demo-buses',
    color: '00549F',
    realtime: 'predictions',
    directions: [
      direction(0, 'Broxden Park and Ride', 0, `${sconeToCity} ${cityToBroxden}`),
      direction(1, 'Scone', 7, `${broxdenToCity} ${cityToScone}`),
    ],
    plans: [plan('mon-sat', '05:00', '23:00', 15), plan('sunday', '05:00', '23:00', 20)],
  },
  {
    routeId: 'N21',
    longName: 'Perth – Scone, at night',
    agencyId: 'demo-buses',
    color: '1B1464',
    realtime: 'predictions',
    directions: [
      direction(0, 'Perth', 10, `${sconeToCity} 64803590`),
      direction(1, 'Scone', 25, `64803590 64801531 64801011 64804200 ${cityToScone}`),
    ],
    plans: [plan('daily', '22:20', '29:00', 20)],
  },
  {
    routeId: '30',
    longName: 'Bus Station – Royal Infirmary',
    agencyId: 'demo-buses',
    color: '8A1538',
    realtime: 'predictions',
    directions: [
      direction(
        0,
        'Royal Infirmary',
        4,
        '64801511 64801094 64801531 64801013 64801082 64801001 64801981 64801988 64801009',
      ),
      direction(1, 'Bus Station', 11, '64801008 64801987 64801980 64801006 64801083 64801093 64801511'),
    ],
    plans: [plan('mon-sat', '05:00', '23:00', 20), plan('sunday', '05:00', '23:00', 20)],
  },
  {
    routeId: '41',
    longName: 'Bus Station – Inveralmond',
    agencyId: 'demo-buses',
    color: '00664F',
    realtime: 'predictions',
    directions: [
      direction(0, 'Inveralmond', 2, '64803588 64801004 64802066 64802068 64802204 64801276'),
      direction(1, 'Bus Station', 16, '64801277 64802203 64802067 64802065 64801007 64802061 64803588'),
    ],
    plans: [plan('mon-sat', '06:10', '22:50', 20), plan('sunday', '09:10', '20:00', 40)],
  },
  {
    // Calls at Mill Street, Stop C, twice in one trip.
    routeId: '50',
    longName: 'Muirton and Tulloch circle via Crieff Road',
    agencyId: 'demo-buses',
    color: 'B04A00',
    realtime: 'predictions',
    directions: [
      direction(
        0,
        'Bus Station via Wellshill, Tulloch and Muirton',
        5,
        '64801003 64801981 64801979 64803526 64801053 64801914 64801908 64801909 64801003 64801092 64801079',
      ),
    ],
    plans: [plan('mon-sat', '06:30', '22:00', 30), plan('sunday', '09:00', '19:00', 60)],
  },
  {
    routeId: 'P1',
    longName: 'Broxden Park and Ride shuttle, day and night',
    agencyId: 'sample-shuttles',
    color: '5B2A86',
    realtime: 'predictions',
    exactTimes: 0,
    directions: [direction(0, 'Concert Hall', 0, '64804300 64801263 64802039 64801005 64800271')],
    plans: [
      plan('daily', '05:30', '10:00', 10),
      plan('daily', '10:00', '19:00', 12),
      plan('daily', '19:00', '24:30', 15),
      plan('daily', '24:30', '29:30', 15),
    ],
  },
  {
    routeId: 'P2',
    longName: 'Scone Park and Ride shuttle',
    agencyId: 'sample-shuttles',
    color: '7A3E9D',
    realtime: 'predictions',
    exactTimes: 1,
    directions: [direction(0, 'South Street', 0, '64804111 64801156 64800271 64801006 64801012')],
    plans: [plan('mon-sat', '07:00', '19:00', 15), plan('sunday', '09:00', '18:00', 30)],
  },
  {
    routeId: 'X9',
    longName: 'Perth – Craigclowan, day and night',
    agencyId: 'example-coaches',
    color: '3A3A3A',
    realtime: 'positions-only',
    directions: [
      direction(
        0,
        'Craigclowan School via Edinburgh Road',
        10,
        '64801052 64803002 64803004 64803593 64803008 64804042',
      ),
      direction(1, 'Perth', 25, '64804042 64803006 64803005 64803000 64803003 64803001 64801052'),
    ],
    plans: [plan('daily', '04:00', '28:00', 30)],
  },
];
