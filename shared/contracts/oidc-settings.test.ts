import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { claimedRoles, oidcSettingsJsonSchema } from './oidc-settings.ts';

const settings = { issuer: 'https://id.example.org/', clientId: 'staff', rolesClaim: 'roles' };

test('settings come as JSON text', () => {
  expect(z.parse(oidcSettingsJsonSchema, JSON.stringify(settings))).toEqual(settings);
});

test('trust in addresses names the issuer once more', () => {
  const trusting = { ...settings, trustEmailOf: settings.issuer };
  expect(z.parse(oidcSettingsJsonSchema, JSON.stringify(trusting))).toEqual(trusting);
});

test.each([
  ['no JSON', 'issuer'],
  ['an issuer that is no address', JSON.stringify({ ...settings, issuer: 'example' })],
  [
    'trust in the addresses of another provider',
    JSON.stringify({ ...settings, trustEmailOf: 'https://id.example.org' }),
  ],
  ['no claim for roles', JSON.stringify({ ...settings, rolesClaim: '' })],
])('%s is refused', (_, text) => {
  expect(z.safeParse(oidcSettingsJsonSchema, text).success).toBe(false);
});

describe('claimed roles', () => {
  test.each([
    ['a list', ['editor', 'venue-owner']],
    ['text with commas', 'editor,venue-owner'],
    ['a list in brackets', '[editor, venue-owner]'],
    ['JSON in text', '["editor","venue-owner"]'],
    ['JSON in text, percent-encoded', '%5B%22editor%22%2C%22venue-owner%22%5D'],
  ])('from %s', (_, roles) => {
    expect(claimedRoles({ roles }, settings)).toEqual(['editor', 'venue-owner']);
  });

  test.each([
    ['no claim', {}],
    ['an empty list', { roles: [] }],
    ['an empty text', { roles: '' }],
    ['a number', { roles: 7 }],
    ['a list of other things', { roles: [{ editor: true }] }],
    ['another claim', { groups: ['editor'] }],
  ])('none from %s', (_, claims) => {
    expect(claimedRoles(claims, settings)).toEqual([]);
  });

  test('a name that only contains a role is another name', () => {
    expect(claimedRoles({ roles: '[deputy editor, editor-in-chief]' }, settings)).toEqual([
      'deputy editor',
      'editor-in-chief',
    ]);
  });

  test('with a prefix, only what carries it, without it', () => {
    const prefixed = { ...settings, rolePrefix: 'DigitalWelcome.' };
    expect(claimedRoles({ roles: ['DigitalWelcome.editor', 'administrator'] }, prefixed)).toEqual(['editor']);
  });
});
