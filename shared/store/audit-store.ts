import { randomUUID } from 'node:crypto';
import { type AttributeValue, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { DataStore } from './data-store.ts';
import { type AuditEvent, auditEventSchema } from './listing-schema.ts';

/** Events of a month lie together: AUDIT#2026-11. */
const monthKey = (at: string) => `AUDIT#${at.slice(0, 7)}`;

export function auditItem(event: AuditEvent): Record<string, AttributeValue> {
  return {
    pk: { S: monthKey(event.at) },
    sk: { S: `${event.at}#${randomUUID()}` },
    body: { S: JSON.stringify(event) },
  };
}

/** Adds one event. Nothing is ever overwritten. */
export async function writeAudit(audit: DataStore, event: AuditEvent): Promise<void> {
  await audit.client.send(
    new PutItemCommand({
      TableName: audit.tableName,
      Item: auditItem(event),
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
}

export interface AuditPage {
  readonly events: readonly AuditEvent[];
  /** Where the next page begins; null: there is none in this month. */
  readonly next: string | null;
}

const PAGE = 100;

/** AP-24: what was done in a month (YYYY-MM), latest first. */
export async function loadAudit(audit: DataStore, month: string, before?: string): Promise<AuditPage> {
  const answer = await audit.client.send(
    new QueryCommand({
      TableName: audit.tableName,
      KeyConditionExpression: before ? 'pk = :pk AND sk < :before' : 'pk = :pk',
      ExpressionAttributeValues: {
        ':pk': { S: monthKey(month) },
        ...(before && { ':before': { S: before } }),
      },
      ScanIndexForward: false,
      Limit: PAGE,
    }),
  );
  const items = answer.Items ?? [];
  return {
    events: items.map((item) => z.parse(auditEventSchema, JSON.parse(item.body?.S ?? 'null'))),
    next: answer.LastEvaluatedKey ? (items.at(-1)?.sk?.S ?? null) : null,
  };
}
