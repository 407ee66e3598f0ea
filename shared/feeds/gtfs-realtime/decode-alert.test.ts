import { describe, expect, it } from 'vitest';
import { encodeFeed } from '#test/builders/feed-server.ts';
import { decodeRealtimeMessage } from './decode-message.ts';

const alertWith = (url: readonly object[]) => {
  const alert = { informedEntity: [{ stopId: 'S2' }], url: { translation: url } };
  const { alerts, discarded } = decodeRealtimeMessage(encodeFeed(1_780_000_000, [{ id: 'a', alert }]));
  return { url: alerts[0]?.url, discarded };
};

describe('the link of an alert (A5)', () => {
  it('is a web address', () => {
    expect(alertWith([{ text: 'https://example.org/works', language: 'en' }])).toEqual({
      url: { en: 'https://example.org/works' },
      discarded: {},
    });
  });

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<script>',
    'file:///etc/passwd',
    'www.example.org',
    'https://',
  ])('is left out, and counted, where it is none: %s', (text) => {
    const other = { text: 'http://example.org/', language: 'gd' };
    expect(alertWith([{ text, language: 'en' }, other])).toEqual({
      url: { gd: 'http://example.org/' },
      discarded: { 'alert-url-invalid': 1 },
    });
  });
});
