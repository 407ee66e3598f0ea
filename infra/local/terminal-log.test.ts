import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLogger } from '#functions/runtime/logger.ts';
import { putMetrics } from '#functions/runtime/metrics.ts';
import { filterStandardOutput, terminalLine } from './terminal-log.ts';

function written(act: (write: (line: string) => void) => void): string | undefined {
  let shown: string | undefined;
  act((line) => {
    shown = terminalLine(line.trimEnd());
  });
  return shown;
}

describe('terminalLine', () => {
  it('shows a warning of a function in words, and leaves out information and metrics', () => {
    expect(
      written((write) =>
        createLogger('poll', write).warn('SOURCE_FAILED', { source: 'a', error: 'HTTP 503' }),
      ),
    ).toBe('Warning: a real-time source failed, its last good data stays; source: a; error: HTTP 503');
    expect(written((write) => createLogger('poll', write).info('POLL_COMPLETED'))).toBeUndefined();
    expect(
      written((write) =>
        putMetrics({ source: 'a' }, { FeedAgeSeconds: { value: 1, unit: 'Seconds' } }, write),
      ),
    ).toBeUndefined();
  });

  it('leaves other lines alone', () => {
    expect(terminalLine('ready http://127.0.0.1:8080')).toBe('ready http://127.0.0.1:8080');
    expect(terminalLine('{not json')).toBe('{not json');
  });
});

describe('filterStandardOutput', () => {
  it('holds warnings back until it is told to show them', () => {
    let shown = '';
    const stream = new Writable({
      decodeStrings: false,
      write(chunk, _encoding, done) {
        shown += chunk;
        done();
      },
    }) as NodeJS.WriteStream;
    const show = filterStandardOutput(stream);
    const logger = createLogger('poll', (line) => stream.write(line));
    logger.warn('SOURCE_FAILED', { source: 'a' });
    stream.write('a plain line\n');
    expect(shown).toBe('a plain line\n');
    show();
    logger.info('POLL_COMPLETED');
    logger.warn('SOURCE_FAILED', { source: 'b' });
    expect(shown.match(/source: ./g)).toEqual(['source: a', 'source: b']);
  });
});
