import { parseArgs } from 'node:util';
import { DomainError } from '#shared/platform/domain-error.ts';
import { type OptionDefinition, optionTable } from './option-table.ts';
import {
  headersByUrl,
  nonEmpty,
  parseInstant,
  parsePort,
  parseSeconds,
  parseSwitch,
} from './option-values.ts';

export interface StartOptions {
  readonly port: number;
  readonly host: string;
  readonly gtfs: readonly string[];
  readonly tripUpdates: readonly string[];
  readonly vehiclePositions: readonly string[];
  readonly alerts: readonly string[];
  readonly pollSeconds: number;
  /** Milliseconds since 1970-01-01T00:00:00Z at which the clock starts; undefined: the system's time. */
  readonly startInstant: number | undefined;
  readonly dataDirectory: string | undefined;
  readonly demo: boolean;
  readonly dynamoDbEndpoint: string | undefined;
  readonly realtimeHeaders: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Every given value with the name it was given under, for the error message. */
interface Given {
  readonly name: string;
  readonly values: readonly string[];
}

function readArguments(args: readonly string[]): Map<string, string | boolean | (string | boolean)[]> {
  const options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }> = {};
  const definitions: readonly OptionDefinition[] = optionTable;
  for (const { flag, type, multiple } of definitions) options[flag] = { type, multiple: multiple ?? false };
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    return new Map(
      Object.entries(values).flatMap(([flag, value]) => (value === undefined ? [] : [[flag, value]])),
    );
  } catch (error) {
    // Node's text goes on to explain positional arguments; its first sentence says what is wrong.
    const text = error instanceof Error ? error.message : String(error);
    const [first = text] = text.split(/\. |\n/);
    throw new DomainError('invalid-input', `${first.replace(/\.$/, '')} (--help lists the options)`);
  }
}

/** undefined when --help was asked for. */
export function readStartOptions(
  args: readonly string[],
  environment: Environment,
): StartOptions | undefined {
  const given = readArguments(args);
  if (given.get('help')) return undefined;

  const find = (flag: (typeof optionTable)[number]['flag']): Given => {
    const definition: OptionDefinition | undefined = optionTable.find((option) => option.flag === flag);
    const value = given.get(flag);
    if (value !== undefined) return { name: `--${flag}`, values: [value].flat().map(String) };
    const variable = definition?.variable ?? '';
    const text = environment[variable]?.trim() ?? '';
    const values = definition?.multiple ? text.split(',').map((part) => part.trim()) : [text];
    return { name: variable, values: values.filter((part) => part !== '') };
  };
  const one = <T>({ name, values }: Given, parse: (name: string, text: string) => T): T | undefined => {
    const text = values.at(-1);
    return text === undefined ? undefined : parse(name, text);
  };
  const many = ({ name, values }: Given) => values.map((text) => nonEmpty(name, text));

  const options: StartOptions = {
    port: one(find('port'), parsePort) ?? 8080,
    host: one(find('host'), nonEmpty) ?? '127.0.0.1',
    gtfs: many(find('gtfs')),
    tripUpdates: many(find('trip-updates')),
    vehiclePositions: many(find('vehicle-positions')),
    alerts: many(find('alerts')),
    pollSeconds: one(find('poll'), parseSeconds) ?? 15,
    startInstant: one(find('now'), parseInstant),
    dataDirectory: one(find('data'), nonEmpty),
    demo: !(one(find('no-demo'), parseSwitch) ?? false),
    dynamoDbEndpoint: environment.DYNAMODB_ENDPOINT?.trim() || undefined,
    realtimeHeaders: headersByUrl(environment.REALTIME_HEADERS),
  };
  if (!options.demo && options.gtfs.length === 0) {
    throw new DomainError('invalid-input', '--no-demo leaves no timetable: give one with --gtfs PATH_OR_URL');
  }
  if (options.dataDirectory !== undefined && options.dynamoDbEndpoint !== undefined) {
    throw new DomainError(
      'invalid-input',
      '--data is for the embedded engine, but DYNAMODB_ENDPOINT names another one',
    );
  }
  return options;
}
