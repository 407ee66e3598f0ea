import { createHash } from 'node:crypto';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { staffRoles } from '../domain/staff/roles.ts';
import type { DataStore } from './data-store.ts';
import type { ItemKey } from './packed-item.ts';
import { getItem, queryItems } from './read-items.ts';

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

/** Sessions lie together, so that all of them, or those of one person, can be ended at once: there are some hundreds. */
const SESSIONS = 'SESSION';
const sessionKey = (secret: string): ItemKey => ({ pk: SESSIONS, sk: digest(secret) });
const signInKey = (state: string): ItemKey => ({ pk: `SIGN-IN#${digest(state)}`, sk: 'SIGN-IN' });

const attributesOf = ({ pk, sk }: ItemKey) => ({ pk: { S: pk }, sk: { S: sk } });

async function write(store: DataStore, key: ItemKey, value: { expiresAt: number }): Promise<void> {
  await store.client.send(
    new PutItemCommand({
      TableName: store.tableName,
      Item: {
        ...attributesOf(key),
        body: { S: JSON.stringify(value) },
        ttl: { N: String(value.expiresAt) },
      },
    }),
  );
}

/** Deletes it and answers what it was: only one of two who come at once gets it. */
async function take(store: DataStore, key: ItemKey): Promise<string | undefined> {
  const answer = await store.client.send(
    new DeleteItemCommand({
      TableName: store.tableName,
      Key: attributesOf(key),
      ReturnValues: 'ALL_OLD',
    }),
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
  write(store, sessionKey(secret), session);

/** AP-27: undefined when there is none, or it has expired: DynamoDB deletes late. */
export async function loadSession(
  store: DataStore,
  secret: string,
  now: number,
): Promise<Session | undefined> {
  const item = await getItem(store, sessionKey(secret), true);
  return stillGood(sessionSchema, item?.body?.S, now);
}

export async function removeSession(store: DataStore, secret: string): Promise<void> {
  await take(store, sessionKey(secret));
}

/** A session, by what the table calls it: whoever has this cannot sign in with it. */
export interface LiveSession extends Pick<Session, 'member' | 'signedInAt'> {
  readonly name: string;
}

/** AP-33: who is signed in at this moment, latest first. */
export async function liveSessions(store: DataStore, now: number): Promise<readonly LiveSession[]> {
  const items = await queryItems(store, SESSIONS, '', true);
  const live = items.flatMap(({ sk, body }) => {
    const session = stillGood(sessionSchema, body?.S, now);
    return session ? [{ name: sk?.S ?? '', member: session.member, signedInAt: session.signedInAt }] : [];
  });
  return live.sort((a, b) => b.signedInAt - a.signedInAt);
}

/** Ends them: the next request of each is one of somebody who has not signed in. */
export async function endSessions(store: DataStore, sessions: readonly LiveSession[]): Promise<void> {
  await Promise.all(sessions.map(({ name }) => take(store, { pk: SESSIONS, sk: name })));
}

export const writePendingSignIn = (store: DataStore, state: string, pending: PendingSignIn) =>
  write(store, signInKey(state), pending);

/** AP-28: a state is good once. */
export async function takePendingSignIn(
  store: DataStore,
  state: string,
  now: number,
): Promise<PendingSignIn | undefined> {
  return stillGood(pendingSignInSchema, await take(store, signInKey(state)), now);
}
