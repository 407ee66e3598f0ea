import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { FactId } from '../domain/places/fact-dictionary.ts';
import type { OpenReport } from '../domain/reports/group-reports.ts';
import { keptUntil, type Report } from '../domain/reports/report.ts';
import type { Item } from './packed-item.ts';

type Key = Record<'pk' | 'sk', AttributeValue>;

export const number = (value: number): AttributeValue => ({ N: String(value) });
const text = (value: string): AttributeValue => ({ S: value });

export const reportKey = (id: string): Key => ({ pk: text(`REPORT#${id}`), sk: text('REPORT') });

/** Reports that are not closed, by place. */
export const OPEN = 'OPEN';
export const openKey = ({ id, placeId }: Pick<Report, 'id' | 'placeId'>): Key => ({
  pk: text(OPEN),
  sk: text(`${placeId}#${id}`),
});

/** Counters of how many there are. */
const LIMITS = 'LIMITS';
export const dayKey = (placeId: string, day: string): Key => ({
  pk: text(LIMITS),
  sk: text(`DAY#${day}#${placeId}`),
});
export const waitingKey = (placeId: string, fact: FactId | null): Key => ({
  pk: text(LIMITS),
  sk: text(`WAITING#${placeId}#${fact ?? ''}`),
});

/** A report whole, and its row among those that are not closed; both go at the same time. */
export function itemsOf(report: Report): { readonly whole: Item; readonly row: Item } {
  const { id, placeId, placeName, fact, finding, visited, at, state, version } = report;
  const row: OpenReport = { id, placeId, placeName, fact, finding, visited, at, state };
  const ttl = number(keptUntil(report));
  return {
    whole: { ...reportKey(id), version: number(version), body: text(JSON.stringify(report)), ttl },
    row: { ...openKey(report), body: text(JSON.stringify(row)), ttl },
  };
}
