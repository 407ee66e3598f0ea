import type {
  CheckStatusRequest,
  ServiceRequest,
  StopMonitoringRequest,
} from '../../contracts/siri/stop-monitoring-request.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { readXml, type XmlElement } from './read-xml.ts';

const DEFAULT_PREVIEW_SECONDS = 7_200;
const LONGEST_PREVIEW_SECONDS = 172_800;
const DEFAULT_VISITS = 20;
/** More than that nobody shows; who asks for more gets these. */
const MOST_VISITS = 100;
const MOST_REQUESTS = 50;
const MOST_CHARACTERS = 1_000;

/** The value of a parameter by the standard's name; undefined where it is not given. */
type Parameters = (name: string) => string | undefined;

const refuse = (text: string): never => {
  throw new DomainError('invalid-input', text);
};

/** Days to seconds of an ISO 8601 duration: months are of no length. */
const DURATION = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})(?:\.\d{1,9})?S)?)?$/;

function durationSeconds(name: string, text: string): number {
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = DURATION.exec(text) ?? [];
  const total = Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  return total > 0 ? total : refuse(`${name} must be a duration such as PT60M.`);
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

function instant(name: string, text: string): number {
  const milliseconds = DATE_TIME.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(milliseconds)
    ? refuse(`${name} must be a time with its offset, such as 2026-06-10T08:00:00+01:00.`)
    : Math.floor(milliseconds / 1000);
}

function visits(name: string, text: string): number {
  return /^\d{1,9}$/.test(text)
    ? Math.min(MOST_VISITS, Number(text))
    : refuse(`${name} must be a whole number, 0 or more.`);
}

/** Filters that would give other visits, and that no board can be asked for. */
function unsupportedOf(get: Parameters): string | null {
  if (get('DestinationRef') !== undefined) return 'DestinationRef is not supported; use DirectionRef.';
  const types = get('StopVisitTypes') ?? 'all';
  return types === 'all' || types === 'departures' ? null : `StopVisitTypes ${types} is not supported.`;
}

/**
 * One request, from wherever its parameters come. What the standard leaves to the server (texts, detail) is not read.
 * @throws DomainError `invalid-input`, naming the parameter
 */
export function readStopMonitoringRequest(given: Parameters): StopMonitoringRequest {
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
      LONGEST_PREVIEW_SECONDS,
      parsed('PreviewInterval', durationSeconds, DEFAULT_PREVIEW_SECONDS),
    ),
    startTime: parsed<number | null>('StartTime', instant, null),
    maximumStopVisits: parsed('MaximumStopVisits', visits, DEFAULT_VISITS),
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

/** Another service than StopMonitoring, which is all there is. */
export class UnsupportedService extends Error {}

/**
 * A SIRI ServiceRequest in XML, with one or more StopMonitoringRequests, or a CheckStatusRequest.
 * @throws DomainError `invalid-input`, naming what is wrong; UnsupportedService
 */
export function readPostedRequest(bytes: Uint8Array): ServiceRequest | CheckStatusRequest {
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
    stopMonitoring: asked.map((element) => readStopMonitoringRequest(childText(element))),
  };
}
