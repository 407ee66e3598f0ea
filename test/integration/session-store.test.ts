import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  endSessions,
  liveSessions,
  loadSession,
  type PendingSignIn,
  removeSession,
  type Session,
  takePendingSignIn,
  writePendingSignIn,
  writeSession,
} from '#shared/store/session-store.ts';
import { sessionsTable } from '#shared/store/tables.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';

let store: LocalStore;
beforeAll(async () => {
  store = await openLocalStore(sessionsTable);
});
afterAll(() => store.stop());

const now = 1_800_000_000;
const session: Session = {
  member: { subject: 'ed', name: 'Ed', email: 'ed@example.org', roles: ['editor', 'moderator'] },
  signedInAt: now,
  expiresAt: now + 60,
  idToken: 'token',
};
const pending: PendingSignIn = { nonce: 'n', codeVerifier: 'v', returnTo: '/staff', expiresAt: now + 60 };
const stored = async () =>
  JSON.stringify((await store.client.send(new ScanCommand({ TableName: store.tableName }))).Items);

describe('a session', () => {
  it('is good until it runs out, also while DynamoDB still keeps it', async () => {
    await writeSession(store, 'secret', session);
    expect(await loadSession(store, 'secret', now)).toEqual(session);
    expect(await loadSession(store, 'secret', now + 59)).toEqual(session);
    for (const late of [60, 61, 86_400])
      expect(await loadSession(store, 'secret', now + late)).toBeUndefined();
    expect(await stored()).toContain(`"ttl":{"N":"${now + 60}"}`);
  });

  it('cannot be had by what lies in the table', async () => {
    await writeSession(store, 'a-long-random-secret', session);
    const all = await stored();
    expect(all).not.toContain('a-long-random-secret');
    const names = (await liveSessions(store, now)).map(({ name }) => name);
    expect(names).not.toEqual([]);
    for (const name of names) {
      expect(await loadSession(store, name, now)).toBeUndefined();
      expect(all).toContain(name);
    }
  });

  it('ends when it is removed, and removing it again does no harm', async () => {
    await writeSession(store, 'ends', session);
    await removeSession(store, 'ends');
    expect(await loadSession(store, 'ends', now)).toBeUndefined();
    await removeSession(store, 'ends');
  });

  it('that an older version has written with a role that there no longer is lets nobody in', async () => {
    const older = { ...session, member: { ...session.member, roles: ['editor', 'emperor'] } };
    await writeSession(store, 'older', older as unknown as Session);
    expect(await loadSession(store, 'older', now)).toBeUndefined();
  });
});

describe('everybody who is signed in', () => {
  const later = { ...session, signedInAt: now + 10, expiresAt: now + 1_000 };
  const as = (subject: string, more: Partial<Session> = {}): Session => ({
    ...later,
    ...more,
    member: { ...session.member, subject },
  });
  const subjects = async (at: number) => (await liveSessions(store, at)).map(({ member }) => member.subject);

  it('is told, latest first, without those whose time is over and without their tokens', async () => {
    await writeSession(store, 'a', as('ann'));
    await writeSession(store, 'b', as('bob', { signedInAt: now + 20 }));
    await writeSession(store, 'c', as('cat', { expiresAt: now + 500 }));
    await writePendingSignIn(store, 'under-way', { ...pending, expiresAt: now + 1_000 });
    expect(await subjects(now + 500)).toEqual(['bob', 'ann']);
    expect(JSON.stringify(await liveSessions(store, now + 500))).not.toContain('token');
  });

  it('can be put out by name, and nobody else is', async () => {
    const live = await liveSessions(store, now + 500);
    await endSessions(
      store,
      live.filter(({ member }) => member.subject === 'ann'),
    );
    expect(await loadSession(store, 'a', now + 500)).toBeUndefined();
    expect(await subjects(now + 500)).toEqual(['bob']);
    // Whose session has ended meanwhile does no harm.
    await endSessions(store, live);
    expect(await subjects(now + 500)).toEqual([]);
  });
});

describe('a sign-in that is under way', () => {
  it('is good once', async () => {
    await writePendingSignIn(store, 'state', pending);
    expect(await takePendingSignIn(store, 'state', now)).toEqual(pending);
    expect(await takePendingSignIn(store, 'state', now)).toBeUndefined();
  });

  it('is had by one of those who come at once', async () => {
    await writePendingSignIn(store, 'race', pending);
    const taken = await Promise.all(Array.from({ length: 8 }, () => takePendingSignIn(store, 'race', now)));
    expect(taken.filter(Boolean)).toEqual([pending]);
  });

  it('runs out', async () => {
    await writePendingSignIn(store, 'late', pending);
    expect(await takePendingSignIn(store, 'late', now + 60)).toBeUndefined();
    expect(await takePendingSignIn(store, 'late', now)).toBeUndefined();
  });

  it('is no session, and a session is no sign-in', async () => {
    await writePendingSignIn(store, 'both', pending);
    await writeSession(store, 'session', session);
    expect(await loadSession(store, 'both', now)).toBeUndefined();
    expect(await takePendingSignIn(store, 'session', now)).toBeUndefined();
    expect(await loadSession(store, 'session', now)).toEqual(session);
  });
});
