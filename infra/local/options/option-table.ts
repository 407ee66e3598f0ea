/** The options of `npm start`, once: read by the parser and by --help. */
export interface OptionDefinition {
  readonly flag: string;
  readonly variable: string;
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  readonly value?: string;
  readonly help: string;
}

export const optionTable = [
  {
    flag: 'port',
    variable: 'PORT',
    type: 'string',
    value: 'N',
    help: 'HTTP port (default 8080; 0 takes any free one)',
  },
  {
    flag: 'host',
    variable: 'HOST',
    type: 'string',
    value: 'ADDRESS',
    help: 'address to listen on (default 127.0.0.1: this machine only)',
  },
  {
    flag: 'gtfs',
    variable: 'GTFS',
    type: 'string',
    multiple: true,
    value: 'PATH_OR_URL',
    help: 'timetable: a GTFS zip, folder or URL (default: the demo network)',
  },
  {
    flag: 'trip-updates',
    variable: 'TRIP_UPDATES',
    type: 'string',
    multiple: true,
    value: 'PATH_OR_URL',
    help: 'GTFS-realtime source of trip updates',
  },
  {
    flag: 'vehicle-positions',
    variable: 'VEHICLE_POSITIONS',
    type: 'string',
    multiple: true,
    value: 'PATH_OR_URL',
    help: 'GTFS-realtime source of vehicle positions',
  },
  {
    flag: 'alerts',
    variable: 'ALERTS',
    type: 'string',
    multiple: true,
    value: 'PATH_OR_URL',
    help: 'GTFS-realtime source of alerts',
  },
  {
    flag: 'poll',
    variable: 'POLL',
    type: 'string',
    value: 'SECONDS',
    help: 'how often the sources are read (default 15)',
  },
  {
    flag: 'now',
    variable: 'NOW',
    type: 'string',
    value: 'ISO8601',
    help: 'the clock starts at this instant, e.g. 2026-01-15T16:34:13Z, and runs on',
  },
  {
    flag: 'data',
    variable: 'DATA',
    type: 'string',
    value: 'DIR',
    help: 'keep the data in this folder (default: in memory)',
  },
  {
    flag: 'no-demo',
    variable: 'NO_DEMO',
    type: 'boolean',
    help: 'nothing invented: no demo network, places, tickets, displays',
  },
  { flag: 'help', variable: '', type: 'boolean', help: 'print this and end' },
] as const satisfies readonly OptionDefinition[];

export function helpText(): string {
  const options: readonly OptionDefinition[] = optionTable;
  const lines = options.map(({ flag, value, variable, multiple, help }) => {
    const left = `  --${flag}${value ? ` ${value}` : ''}`;
    const notes = [variable && `env ${variable}`, multiple && 'may repeat'].filter(Boolean).join('; ');
    return `${left.padEnd(34)}${help}${notes ? ` [${notes}]` : ''}`;
  });
  return [
    'Usage: npm start -- [options]',
    '',
    'Starts the digital welcome and its bus stops on this machine.',
    '',
    ...lines,
    '',
    'An option on the command line counts before its environment variable. Where an option may repeat, its variable',
    'holds several values separated by commas. The same file or URL under several options is read once.',
    '',
    'Only as environment variables:',
    '  DYNAMODB_ENDPOINT               another DynamoDB-compatible engine instead of the embedded one',
    '  REALTIME_HEADERS                request headers of sources, e.g. keys: {"https://…": {"x-api-key": "…"}}',
    '',
  ].join('\n');
}
