import type { Report } from '#shared/domain/reports/report.ts';

let number = 0;

/** Somebody has not found the lift; with whatever a test is about. */
export const report = (more: Partial<Report> = {}): Report => ({
  id: (++number).toString(16).padStart(32, '0'),
  placeId: 'mill',
  placeName: 'The mill',
  fact: 'lift',
  finding: 'not-there',
  words: 'It stands still.',
  visited: '2026-11',
  said: { status: 'yes' },
  at: '2026-11-22T12:00:00Z',
  state: 'waiting',
  version: 1,
  decisions: [],
  ...more,
});
