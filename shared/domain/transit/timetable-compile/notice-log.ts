import type { ImportNotice, ImportReport } from '../timetable.ts';

const KEPT_PER_KIND = 20;

export interface NoticePlace {
  readonly file: string;
  readonly line: number | null;
  readonly field?: string;
}

/** Counts everything that the import did not take, or took with a doubt; keeps the first 20 of each kind. */
export class NoticeLog {
  private readonly kinds = new Map<string, { count: number; readonly first: ImportNotice[] }>();

  /** The record is left out. `message` is made only when the notice is kept. */
  rejected(place: NoticePlace, reason: string, message: () => string): void {
    this.add('rejected', place, reason, message);
  }

  /** The record is taken, in some way that people should know of. */
  warning(place: NoticePlace, reason: string, message: () => string): void {
    this.add('warning', place, reason, message);
  }

  private add(
    severity: ImportNotice['severity'],
    place: NoticePlace,
    reason: string,
    message: () => string,
  ): void {
    const key = `${severity}|${place.file}|${reason}`;
    let kind = this.kinds.get(key);
    if (!kind) {
      kind = { count: 0, first: [] };
      this.kinds.set(key, kind);
    }
    kind.count++;
    if (kind.first.length < KEPT_PER_KIND) {
      const { file, line, field = null } = place;
      kind.first.push({ severity, file, line, field, reason, message: message() });
    }
  }

  /** The first notice of the most frequent kind of rejection in these files: the likeliest reason why nothing is left. */
  commonest(files: readonly string[]): ImportNotice | undefined {
    let best: { count: number; readonly first: ImportNotice[] } | undefined;
    for (const kind of this.kinds.values()) {
      const [notice] = kind.first;
      if (notice?.severity !== 'rejected' || !files.includes(notice.file)) continue;
      if (kind.count > (best?.count ?? 0)) best = kind;
    }
    return best?.first[0];
  }

  get totals(): ImportReport['totals'] {
    return [...this.kinds.values()].flatMap(({ count, first: [notice] }) =>
      notice ? [{ severity: notice.severity, file: notice.file, reason: notice.reason, count }] : [],
    );
  }

  get notices(): readonly ImportNotice[] {
    return [...this.kinds.values()].flatMap((kind) => kind.first);
  }
}
