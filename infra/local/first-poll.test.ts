import { describe, expect, it } from 'vitest';
import { checkFirstPoll } from './first-poll.ts';

const summary = (message: string | null, at = 100) => ({
  sources: [
    { id: 'good', url: 'https://example.org/good.pb', lastError: null },
    { id: 'feed', url: 'feed.pb', lastError: message === null ? null : { at, message } },
  ],
  feeds: [],
});

describe('checkFirstPoll', () => {
  it('refuses a source whose content cannot be read, naming it', () => {
    expect(() =>
      checkFirstPoll(summary('not a GTFS-realtime message (5 bytes): index out of range'), 100),
    ).toThrow('real-time source feed (feed.pb): not a GTFS-realtime message (5 bytes): index out of range');
  });

  it.each([
    null,
    'HTTP 503 from https://example.org/feed.pb',
    'request failed ECONNREFUSED (https://example.org/feed.pb)',
    'no answer within 8 s (https://example.org/feed.pb)',
    'header timestamp is 90 s in the future',
  ])('lets a source pass that may do better on the next poll: %s', (message) => {
    expect(() => checkFirstPoll(summary(message), 100)).not.toThrow();
  });

  it('does not hold an earlier run’s error against a source', () => {
    expect(() => checkFirstPoll(summary('not a GTFS-realtime message', 99), 100)).not.toThrow();
  });
});
