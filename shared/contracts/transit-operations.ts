import { accuracyJsonSchema } from './accuracy-json.ts';
import type { Operation } from './operation.ts';
import { siriSchema } from './siri/stop-monitoring-schema.ts';
import {
  alertsJsonSchema,
  departuresJsonSchema,
  healthJsonSchema,
  realtimeJsonSchema,
  stopJsonSchema,
  stopsJsonSchema,
  timetableJsonSchema,
} from './transit-json.ts';

const stopId = {
  name: 'stopId',
  in: 'path',
  description: "the feed's own stop id, or feedId:stopId",
  schema: { type: 'string' },
} as const;

const gtfsRealtime = (kind: string, summary: string): Operation => ({
  path: `/v1/gtfs-rt/${kind}`,
  summary: `${summary}, as GTFS-realtime 2.0`,
  parameters: [
    {
      name: 'feed',
      in: 'query',
      description: 'id of the feed; needed where there are several',
      schema: { type: 'string' },
    },
  ],
  body: { mediaType: 'application/x-protobuf' },
  errors: [400, 404, 503],
});

const siri = (path: string, summary: string, body: Operation['body']): Operation => ({
  path,
  summary,
  parameters: [
    ['MonitoringRef', 'id of the stop; required'],
    ['PreviewInterval', 'how far ahead, as PT60M; PT120M unless told'],
    ['StartTime', 'from when on, ISO 8601; local time without an offset'],
    ['MaximumStopVisits', 'at most 100; 20 unless told'],
    ['MinimumStopVisitsPerLine', 'so many of each line, even where others leave first'],
    ['LineRef', 'this line alone, by its id or name'],
    ['DirectionRef', 'this direction alone, 0 or 1'],
    ['OperatorRef', 'this operator alone, by its National Operator Code or agency_id'],
  ].map(([name = '', description = '']) => ({
    name,
    in: 'query' as const,
    description,
    schema: { type: 'string' },
  })),
  body,
  errors: [503],
});

export const transitOperations: readonly Operation[] = [
  {
    path: '/v1/stops',
    summary: 'Find stops near a point, by text, or in a box (give one)',
    parameters: [
      { name: 'near', in: 'query', description: 'LAT,LON', schema: { type: 'string' } },
      {
        name: 'radius',
        in: 'query',
        description: 'metres',
        schema: { type: 'integer', minimum: 1, maximum: 50_000, default: 500 },
      },
      { name: 'q', in: 'query', description: 'name, code or id', schema: { type: 'string', maxLength: 100 } },
      { name: 'bbox', in: 'query', description: 'MINLON,MINLAT,MAXLON,MAXLAT', schema: { type: 'string' } },
    ],
    body: stopsJsonSchema,
    errors: [400, 503],
  },
  {
    path: '/v1/stops/{stopId}',
    summary: 'One stop',
    parameters: [stopId],
    body: stopJsonSchema,
    errors: [404, 503],
  },
  {
    path: '/v1/stops/{stopId}/departures',
    summary: 'What leaves a stop, in real time where there is such data',
    parameters: [
      stopId,
      {
        name: 'limit',
        in: 'query',
        description: 'rows at most',
        schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
      },
      {
        name: 'horizon',
        in: 'query',
        description: 'minutes ahead',
        schema: { type: 'integer', minimum: 1, maximum: 2880, default: 120 },
      },
    ],
    body: departuresJsonSchema,
    errors: [400, 404, 503],
  },
  {
    path: '/v1/realtime',
    summary: 'How the real-time sources are doing',
    body: realtimeJsonSchema,
    errors: [503],
  },
  {
    path: '/v1/timetable',
    summary: 'What was imported, and what was not',
    body: timetableJsonSchema,
    errors: [503],
  },
  {
    path: '/v1/accuracy',
    summary: 'How well the times were that were told',
    parameters: [
      {
        name: 'days',
        in: 'query',
        description: 'service days up to today',
        schema: { type: 'integer', minimum: 1, maximum: 92, default: 7 },
      },
      {
        name: 'date',
        in: 'query',
        description: 'instead of days: each route on one service date, YYYYMMDD',
        schema: { type: 'string' },
      },
    ],
    body: accuracyJsonSchema,
    errors: [400, 503],
  },
  { path: '/v1/alerts', summary: 'All current alerts', body: alertsJsonSchema, errors: [503] },
  gtfsRealtime(
    'trip-updates',
    'What is known of trips: what their feeds say and what is predicted from positions',
  ),
  gtfsRealtime('vehicle-positions', 'Where the vehicles of trips are'),
  gtfsRealtime('alerts', 'All alerts that are not over'),
  siri('/siri/sm', 'What leaves a stop, as SIRI 2.0 StopMonitoring', { mediaType: 'text/xml' }),
  {
    path: '/siri/sm',
    method: 'post',
    summary: 'The same for one or more stops, asked by a SIRI ServiceRequest',
    request: 'text/xml',
    body: { mediaType: 'text/xml' },
    errors: [503],
  },
  siri('/siri/sm.json', 'What leaves a stop, as SIRI Lite', siriSchema),
  {
    path: '/health',
    summary: '200 only while what it depends on answers',
    body: healthJsonSchema,
    errors: [503],
  },
];
