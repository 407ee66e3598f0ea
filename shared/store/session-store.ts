import { createHash } from 'node:crypto';
import { type AttributeValue, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { staffRoles } from '../domain/staff/roles.ts';
import type { DataStore } from './data-store.ts';
import { getItem } from './read-items.ts';

/** Somebody who is signed in. */
export const sessionSchema = z.object({
  member: z.object({
    subject: z.string(),
    name: z.string(),
    email: z.nullable(z.string()),
    roles: z.array(z.enum(staffRoles)),
  }),
  /** Seconds since 1970. */
  signedInAt: z.number(),
  expiresAt: z.number(),
  /** To end the session at the identity provider as well. */
  idToken: z.string(),
});
export type Session = z.infer<typeof sessionSchema>;

/** A sign-in that has been sent to the identity provider and is not back yet. */
export const pendingSignInSchema = z.object({
  nonce: z.string(),
  codeVerifier: z.string(),
  /** Path of this site to go on at. */
  returnTo: z.string(),
  expiresAt: z.number(),
});
export type PendingSignIn = z.infer<typeof pendingSignInSchema>;

/** What the browser holds is stored nowhere: whoever reads the table cannot sign in with it. */
const digest = (secret: string) => createHash('sha256').update(secret).digest('base64url');

const key = (kind: 'SESSION' | 'SIGN-IN', secret: string): Record<string, AttributeValue> => ({
  pk: { S: `${kind}#${digest(secret)}` },
  sk: { S: kind },
});

async function write(store: DataStore, at: Record<string, AttributeValue>, value: { expiresAt: number }) {
  await store.client.send(
    new PutItemCommand({
      TableName: store.tableName,
      Item: { ...at, body: { S: JSON.stringify(value) }, ttl: { N: String(value.expiresAt) } },
    }),
  );
}

/** Deletes it and answers what it was: only one of two who come at once gets it. */
async function take(store: DataStore, at: Record<string, AttributeValue>): Promise<string | undefined> {
  const answer = await store.client.send(
    new DeleteItemCommand({ TableName: store.tableName, Key: at, ReturnValues: 'ALL_OLD' }),
  );
  return answer.Attributes?.body?.S;
}

/** Undefined for what has expired, and for what another version has written and this one cannot read. */
function stillGood<T extends { readonly expiresAt: number }>(
  schema: z.ZodMiniType<T>,
  body: string | undefined,
  now: number,
): T | undefined {
  const { data } = z.safeParse(schema, JSON.parse(body ?? 'null'));
  return data && data.expiresAt > now ? data : undefined;
}

export const writeSession = (store: DataStore, secret: string, session: Session) =>
  write(store, key('SESSION', secret), session);

/** AP-27: undefined when there is none, or it has expired: DynamoDB deletes late. */
export async function loadSession(
  store: DataStore,
  secret: string,
  now: number,
): Promise<Session | undefined> {
  const { pk, sk } = key('SESSION', secret);
  const item = await getItem(store, { pk: pk?.S ?? '', sk: sk?.S ?? '' }, true);
  return stillGood(sessionSchema, item?.body?.S, now);
}

export async function removeSession(store: DataStore, secret: string): Promise<void> {
  await take(store, key('SESSION', secret));
}

export const writePendingSignIn = (store: DataStore, state: string, pending: PendingSignIn) =>
  write(store, key('SIGN-IN', state), pending);

/** AP-28: a state is good once. */
export async function takePendingSignIn(
  store: DataStore,
  state: string,
  now: number,
): Promise<PendingSignIn | undefined> {
  return stillGood(pendingSignInSchema, await take(store, key('SIGN-IN', state)), now);
}
