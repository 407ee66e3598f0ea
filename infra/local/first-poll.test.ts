import { describe, expect, it } from 'vitest';
import { checkFirstPoll } from './first-poll.ts';

const summary = (message: string | null, at = 100, lastSuccess: number | null = null) => ({
  sources: [
    { id: 'good', url: 'https://example.org/good.pb', lastSuccess: 100, lastError: null },
    { id: 'feed', url: 'feed.pb', lastSuccess, lastError: message === null ? null : { at, message } },
  ],
  feeds: [],
});

describe('checkFirstPoll', () => {
  it('refuses a source whose content cannot be read, naming it', () => {
    expect(() =>
      checkFirstPoll(summary('not a GTFS-realtime message (5 bytes): index out of range'), 100, 101),
    ).toThrow('real-time source feed (feed.pb): not a GTFS-realtime message (5 bytes): index out of range');
  });

  it.each([
    null,
    'HTTP 503 from https://example.org/feed.pb',
    'request failed ECONNREFUSED (https://example.org/feed.pb)',
    'no answer within 8 s (https://example.org/feed.pb)',
    'header timestamp is 90 s in the future',
  ])('lets a source pass that may do better on the next poll: %s', (message) => {
    expect(() => checkFirstPoll(summary(message), 100, 101)).not.toThrow();
  });

  it('does not hold an earlier run’s error against a source', () => {
    for (const at of [99, 102]) {
      expect(() => checkFirstPoll(summary('not a GTFS-realtime message', at), 100, 101)).not.toThrow();
    }
    expect(() => checkFirstPoll(summary('not a GTFS-realtime message', 101, 100), 100, 101)).not.toThrow();
  });
});
