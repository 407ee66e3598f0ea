import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { OpenReport } from '../domain/reports/group-reports.ts';
import { keptUntil, type Report, reportAction } from '../domain/reports/report.ts';
import { auditItem } from './audit-store.ts';
import type { DataStore } from './data-store.ts';
import { getItem, queryItems } from './read-items.ts';
import { itemsOf, number, OPEN, openKey, waitingKey } from './report-items.ts';
import { openReportSchema, reportSchema } from './report-schema.ts';
import { transact } from './transact.ts';

/** Reports, and the audit that every decision is told to. */
export interface ReportStore extends DataStore {
  readonly auditTableName: string;
}

/** AP-40: a report whole. */
export async function loadReport(store: DataStore, id: string): Promise<Report | undefined> {
  const item = await getItem(store, { pk: `REPORT#${id}`, sk: 'REPORT' }, true);
  return item && z.parse(reportSchema, JSON.parse(item.body?.S ?? 'null'));
}

/** AP-41: all reports that are not closed, or those about one place. */
export async function loadOpenReports(store: DataStore, placeId?: string): Promise<OpenReport[]> {
  const items = await queryItems(store, OPEN, placeId === undefined ? '' : `${placeId}#`, true);
  return items.map((item) => z.parse(openReportSchema, JSON.parse(item.body?.S ?? 'null')));
}

/**
 * Writes a report with one more decision on it, and tells the audit: all or nothing. The audit gets no word of the
 * visitor's. Answers 'conflict' when somebody else has decided meanwhile.
 */
export async function writeDecision(store: ReportStore, report: Report): Promise<'written' | 'conflict'> {
  const last = report.decisions.at(-1);
  if (!last) throw new RangeError(`nothing was decided about report ${report.id}`);
  const { tableName: TableName, auditTableName } = store;
  const { placeId, placeName, fact } = report;
  const { whole, row } = itemsOf(report);
  const event = {
    at: last.at,
    actor: last.by,
    action: reportAction(last.decision),
    listingId: placeId,
    version: null,
    what: fact === null ? placeName : `${placeName}: ${fact}`,
  };
  const [isConflict] = await transact(store, [
    {
      Put: {
        TableName,
        Item: whole,
        ConditionExpression: 'version = :before',
        ExpressionAttributeValues: { ':before': number(report.version - 1) },
      },
    },
    report.state === 'closed'
      ? { Delete: { TableName, Key: openKey(report) } }
      : { Put: { TableName, Item: row } },
    ...(report.decisions.length === 1 ? [countDown(store, report)] : []),
    {
      Put: {
        TableName: auditTableName,
        Item: auditItem(event),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  ]);
  return isConflict ? 'conflict' : 'written';
}

/** Once somebody has looked at it, it no longer waits. */
const countDown = (store: DataStore, report: Report): TransactWriteItem => ({
  Update: {
    TableName: store.tableName,
    Key: waitingKey(report.placeId, report.fact),
    UpdateExpression: 'ADD n :less SET #ttl = if_not_exists(#ttl, :ttl)',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':less': number(-1), ':ttl': number(keptUntil(report)) },
  },
});
