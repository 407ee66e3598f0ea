import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import type { StaffRole } from '#shared/domain/staff/roles.ts';
import type { EmulatorCalls } from './emulator-calls.ts';

/** Session names that browsers take over TLS alone begin so (functions/staff/serve-staff/cookies.ts). */
const COOKIE = '__Host-staff-session';

/** Somebody who is signed in: written by the account's owner, for no identity provider is deployed here. */
async function signedIn(
  aws: EmulatorCalls,
  table: string,
  subject: string,
  role: StaffRole,
): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const session = {
    member: { subject, name: subject, email: null, roles: [role] },
    signedInAt: now,
    expiresAt: now + 600,
    idToken: '',
  };
  const digest = createHash('sha256').update(secret).digest('base64url');
  const reply = await aws.service('dynamodb', '/', {
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.PutItem',
    },
    body: JSON.stringify({
      TableName: table,
      Item: {
        pk: { S: 'SESSION' },
        sk: { S: digest },
        body: { S: JSON.stringify(session) },
      },
    }),
  });
  assert.equal(reply.status, 200, reply.body);
  return `${COOKIE}=${secret}`;
}

/** An editor writes a listing, a publisher publishes it, under the rights that the functions have. */
export async function publishListing(
  aws: EmulatorCalls,
  apiId: string,
  sessionsTable: string,
): Promise<string> {
  const editor = await signedIn(aws, sessionsTable, 'Editor', 'editor');
  const publisher = await signedIn(aws, sessionsTable, 'Publisher', 'publisher');
  const post = async (path: string, cookie: string, form: Readonly<Record<string, string>>) => {
    const reply = await aws.gateway(apiId, path, { cookie, form });
    assert.equal(reply.status, 303, `${path}: ${reply.status} ${reply.body}`);
  };
  const signedOut = await aws.gateway(apiId, '/staff');
  assert.equal(signedOut.status, 303, signedOut.body);
  await post('/staff/places/new', editor, { name_en: 'Staff Garden', kind: 'attraction' });
  const path = '/staff/places/staff-garden';
  const position = { latitude: '56.39', longitude: '-3.43' };
  await post(`${path}/edit/location`, editor, { version: '1', ...position });
  await post(`${path}/submit`, editor, { version: '2' });
  const own = await aws.gateway(apiId, `${path}/approve`, { cookie: editor, form: { version: '3' } });
  assert.equal(own.status, 403, own.body);
  await post(`${path}/approve`, publisher, { version: '3' });
  return '/places/staff-garden';
}
