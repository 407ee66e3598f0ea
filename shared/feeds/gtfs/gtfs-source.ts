import type { NoticeLog } from '../../domain/transit/timetable-compile/notice-log.ts';
import { DomainError } from '../../platform/domain-error.ts';

/** The files of one GTFS feed, wherever they lie. Names are the specification's: `stops.txt`. */
export interface GtfsSource {
  has(file: string): boolean;
  /** The uncompressed bytes. Throws DomainError `invalid-input` when they cannot be had whole. */
  read(file: string): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

export interface SourceLimits {
  readonly maxDownloadBytes: number;
  /** Of all files of the feed together: what a zip bomb runs into. */
  readonly maxUncompressedBytes: number;
  readonly downloadTimeoutMilliseconds: number;
}

export const defaultLimits: SourceLimits = {
  maxDownloadBytes: 1024 ** 3,
  maxUncompressedBytes: 4 * 1024 ** 3,
  downloadTimeoutMilliseconds: 300_000,
};

/** The feed cannot be used as a whole; `message` says what is wrong and where. */
export function refuse(
  message: string,
  place: { readonly file?: string; readonly line?: number; readonly field?: string } = {},
  cause?: unknown,
): DomainError {
  return new DomainError('invalid-input', message, { ...place }, { cause });
}

/** As refuse, for a feed of which nothing is left: names the commonest reason why its records were rejected. */
export function refuseEmpty(
  message: string,
  files: readonly [string, ...string[]],
  notices: NoticeLog,
): DomainError {
  const why = notices.commonest(files);
  if (!why) return refuse(`${message}.`, { file: files[0] });
  const place = [why.file, why.line === null ? '' : ` line ${why.line}`, why.field ? ` ${why.field}` : ''];
  return refuse(`${message}; first: ${place.filter(Boolean).join(',')}: ${why.message}`, {
    file: why.file,
    ...(why.line !== null && { line: why.line }),
    ...(why.field !== null && { field: why.field }),
  });
}

/** Files that mark a folder as a feed. */
const landmarks = ['agency.txt', 'stops.txt', 'routes.txt', 'trips.txt', 'stop_times.txt'];

/**
 * From paths inside an archive or folder to the feed's files: those at the top, or in the only sub-folder that
 * holds a feed. File names may be in any case. Throws DomainError when there is no feed or more than one.
 */
export function locateFeed<T>(entries: ReadonlyMap<string, T>, what: string): Map<string, T> {
  const folders = new Map<string, Map<string, T>>();
  for (const [path, entry] of entries) {
    const cut = path.lastIndexOf('/') + 1;
    const folder = path.slice(0, cut);
    const name = path.slice(cut).toLowerCase();
    if (folder.startsWith('__MACOSX/') || !name.endsWith('.txt') || name.startsWith('.')) continue;
    const files = folders.get(folder) ?? new Map<string, T>();
    folders.set(folder, files);
    if (!files.has(name)) files.set(name, entry);
  }
  const feeds = [...folders].filter(([, files]) => landmarks.some((name) => files.has(name)));
  const chosen = feeds.find(([folder]) => folder === '') ?? feeds[0];
  if (!chosen) throw refuse(`${what} holds no GTFS files (stops.txt, routes.txt, trips.txt …).`);
  if (chosen[0] !== '' && feeds.length > 1) {
    const names = feeds.map(([folder]) => folder).slice(0, 3);
    throw refuse(`${what} holds ${feeds.length} feeds (${names.join(', ')} …); one is expected.`);
  }
  return chosen[1];
}
