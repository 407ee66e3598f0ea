/**
 * The catalogue of log messages. A line is one JSON object with a stable `code` to search and alarm on.
 * Never log personal data, tokens, request headers or whole events.
 */
export const logMessages = {
  REQUEST_FAILED: 'a request failed for a reason of ours',
  IMPORT_STARTED: 'timetable import started',
  IMPORT_COMPLETED: 'timetable import completed',
  IMPORT_REFUSED: 'timetable refused, the last good one stays',
  IMPORT_FAILED: 'timetable import failed, the last good one stays',
  AGENCIES_ENDING: 'agencies of a timetable have trips this week and none in the week after',
  NAPTAN_NOT_READ: 'NaPTAN could not be read; stops keep the words that they had',
  POLL_COMPLETED: 'real-time poll completed',
  POLL_LOST: 'another poll was faster; this one changed nothing',
  PREDICTIONS_NOT_KEPT: 'what was learned of travel times, or how well times were told, could not be stored',
  TIMETABLE_BEFORE_NOT_READ: 'what was known with the timetable before this one could not be taken over',
  PLACES_IMPORTED: 'listings of a source taken in',
  PLACES_IMPORT_FAILED: 'listings of a source could not be taken in for a reason of ours',
  PLACES_REMOVED: 'places removed whose source is no longer asked',
  PLACES_REFUSED: 'listings of a source refused, the last good ones stay',
  SIGN_IN_FAILED: 'what came back from the identity provider proves nothing',
  IDENTITY_PROVIDER_FAILED: 'the identity provider cannot be reached, or does not take our secret',
  STAFF_REQUEST_REFUSED:
    'somebody who has signed in asked for what they may not do, or another site asked for them',
  LISTINGS_SETTLED: 'listings made public or taken out as decided',
  LISTINGS_NOT_SETTLED: 'what was decided is not public yet; the timer tries again',
  LISTING_NOT_PUBLISHED: 'a listing that was approved cannot be published',
  REPORT_NOT_KEPT: 'what a visitor reported could not be kept for a reason of ours',
  SOURCE_FAILED: 'a real-time source failed, its last good data stays',
} as const;

export type LogCode = keyof typeof logMessages;
type Level = 'info' | 'warn' | 'error';
type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Logger {
  info(code: LogCode, fields?: Fields): void;
  warn(code: LogCode, fields?: Fields): void;
  error(code: LogCode, fields?: Fields): void;
}

export function createLogger(
  service: string,
  write: (line: string) => void = (line) => process.stdout.write(line),
): Logger {
  const log =
    (level: Level) =>
    (code: LogCode, fields: Fields = {}) =>
      write(
        `${JSON.stringify({ level, code, message: logMessages[code], service, time: new Date().toISOString(), ...fields })}\n`,
      );
  return { info: log('info'), warn: log('warn'), error: log('error') };
}
