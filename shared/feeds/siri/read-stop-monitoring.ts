import {
  type CheckStatusRequest,
  DATA_HORIZON_SECONDS,
  MOST_VISITS,
  type ServiceRequest,
  type StopMonitoringRequest,
  type UnreadableRequest,
} from '../../contracts/siri/stop-monitoring-request.ts';
import { instantOfLocal } from '../../domain/transit/service-day.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { readXml, type XmlElement } from './read-xml.ts';

const DEFAULT_PREVIEW_SECONDS = 7_200;
const DEFAULT_VISITS = 20;
const MOST_REQUESTS = 50;
const MOST_CHARACTERS = 1_000;

/** The value of a parameter by the standard's name; undefined where it is not given. */
type Parameters = (name: string) => string | undefined;

const refuse = (text: string): never => {
  throw new DomainError('invalid-input', text);
};

/** An xsd:duration. Years and months have no length of their own: many systems write them, as zero. */
const DURATION = /^P(?=.)(?:0+Y)?(?:0+M)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

function durationSeconds(name: string, text: string): number {
  const parts = DURATION.exec(text) ?? refuse(`${name} must be a duration such as PT60M.`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return Math.ceil(days * 86_400 + hours * 3_600 + minutes * 60 + seconds);
}

/** An xsd:dateTime. The blank before an offset was a + in an address, where it has to be encoded. */
const DATE_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+ -]\d{2}:\d{2})?$/;

/** Without an offset it is what the clocks at the stop show. */
const instantIn =
  (timeZone: string) =>
  (name: string, text: string): number => {
    const [, local = '', offset] = DATE_TIME.exec(text) ?? [];
    const milliseconds = Date.parse(local + (offset?.replace(' ', '+') ?? 'Z'));
    if (Number.isNaN(milliseconds)) refuse(`${name} must be a time such as 2026-06-10T08:00:00+01:00.`);
    return offset === undefined ? instantOfLocal(milliseconds / 1000, timeZone) : milliseconds / 1000;
  };

function visits(name: string, text: string): number {
  return /^\d{1,9}$/.test(text)
    ? Math.min(MOST_VISITS, Number(text))
    : refuse(`${name} must be a whole number, 0 or more.`);
}

/** Filters that would give other visits, and that no board can be asked for. */
function unsupportedOf(get: Parameters): string | null {
  if (get('DestinationRef') !== undefined) return 'DestinationRef is not supported; use DirectionRef.';
  if (get('MinimumStopVisitsPerLineVia') !== undefined)
    return 'MinimumStopVisitsPerLineVia is not supported; use MinimumStopVisitsPerLine.';
  const direction = get('DirectionRef');
  if (direction !== undefined && !/^[01]$/.test(direction))
    // Nobody says which of the timetable's two directions "outbound" is.
    return `DirectionRef ${direction} is not supported; directions are 0 and 1, as in the answers.`;
  const types = get('StopVisitTypes') ?? 'all';
  return /^(all|departures)$/i.test(types) ? null : `StopVisitTypes ${types} is not supported.`;
}

/**
 * One request, from wherever its parameters come. What the standard leaves to the server (texts, detail) is not read.
 * @param timeZone of times that have no offset
 * @throws DomainError `invalid-input`, naming the parameter
 */
export function readStopMonitoringRequest(given: Parameters, timeZone: string): StopMonitoringRequest {
  const get: Parameters = (name) => {
    const text = given(name);
    if (text !== undefined && text.length > MOST_CHARACTERS) refuse(`${name} is too long.`);
    return text === '' ? undefined : text;
  };
  const parsed = <T>(name: string, parse: (name: string, text: string) => T, otherwise: T): T => {
    const text = get(name);
    return text === undefined ? otherwise : parse(name, text);
  };
  return {
    monitoringRef: get('MonitoringRef') ?? refuse('MonitoringRef is missing.'),
    previewSeconds: Math.min(
      DATA_HORIZON_SECONDS,
      // The standard knows no preview of no length: who sends it has left the value as it was.
      parsed('PreviewInterval', durationSeconds, 0) || DEFAULT_PREVIEW_SECONDS,
    ),
    startTime: parsed<number | null>('StartTime', instantIn(timeZone), null),
    maximumStopVisits: parsed('MaximumStopVisits', visits, DEFAULT_VISITS),
    minimumStopVisitsPerLine: parsed('MinimumStopVisitsPerLine', visits, 0),
    lineRef: get('LineRef') ?? null,
    directionRef: get('DirectionRef') ?? null,
    operatorRef: get('OperatorRef') ?? null,
    messageIdentifier: get('MessageIdentifier') ?? null,
    unsupported: unsupportedOf(get),
  };
}

const childText =
  (element: XmlElement): Parameters =>
  (name) =>
    element.children.find((child) => child.name === name)?.text;

/** One bad request leaves the others of its message as they are. */
function readOneOfMany(element: XmlElement, timeZone: string): StopMonitoringRequest | UnreadableRequest {
  const get = childText(element);
  try {
    return readStopMonitoringRequest(get, timeZone);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const told = (name: string) => {
      const text = get(name);
      return text && text.length <= MOST_CHARACTERS ? text : null;
    };
    return {
      monitoringRef: told('MonitoringRef'),
      messageIdentifier: told('MessageIdentifier'),
      fault: error.message,
    };
  }
}

/** Another service than StopMonitoring, which is all there is. */
export class UnsupportedService extends Error {}

/**
 * A SIRI ServiceRequest in XML, with one or more StopMonitoringRequests, or a CheckStatusRequest.
 * @param timeZone of times that have no offset
 * @throws DomainError `invalid-input`, naming what is wrong; UnsupportedService
 */
export function readPostedRequest(bytes: Uint8Array, timeZone: string): ServiceRequest | CheckStatusRequest {
  const root = readXml(bytes);
  if (root.name !== 'Siri') refuse(`The document is a ${root.name}; it must be a Siri, without an envelope.`);
  const [request] = root.children;
  if (!request) return refuse('The Siri document is empty.');
  const messageIdentifier = childText(request)('MessageIdentifier') || null;
  if (request.name === 'CheckStatusRequest') return { messageIdentifier, isCheckStatus: true };
  if (request.name !== 'ServiceRequest') throw new UnsupportedService(`${request.name} is not supported.`);
  const other = request.children.find(
    ({ name }) => /.Request$/.test(name) && name !== 'StopMonitoringRequest',
  );
  if (other) throw new UnsupportedService(`${other.name} is not supported; StopMonitoringRequest is.`);
  const asked = request.children.filter(({ name }) => name === 'StopMonitoringRequest');
  if (asked.length === 0) refuse('The ServiceRequest has no StopMonitoringRequest.');
  if (asked.length > MOST_REQUESTS)
    refuse(`The ServiceRequest has more than ${MOST_REQUESTS} StopMonitoringRequests.`);
  return {
    messageIdentifier,
    stopMonitoring: asked.map((element) => readOneOfMany(element, timeZone)),
  };
}
