import { describe, expect, it } from 'vitest';
import { LARGEST_SIZE } from '#shared/domain/places/visitor-needs.ts';
import { readPlacesForm } from './places-form.ts';

const read = (query: string) => readPlacesForm(new URLSearchParams(query), 'Europe/London');

describe('the form of places', () => {
  it('is read as it is sent', () => {
    const { search, misread } = read(
      'q=cafe&kind=eat&open=at&at=2026-12-01T10:00&aid=scooter&width=62&toilet=accessible',
    );
    expect(search).toMatchObject({
      text: 'cafe',
      kinds: ['eat'],
      onlyOpen: true,
      at: Date.parse('2026-12-01T10:00:00Z') / 1000,
      needs: { aid: { kind: 'scooter', width: 62 }, toilet: 'accessible' },
    });
    expect(misread).toBeNull();
  });

  it.each([
    ['kind=castle', 'kind'],
    ['open=tomorrow', 'open'],
    ['open=at&at=2026-12-01 10:00Z', 'at'],
    ['open=at&at=2026-12-01T10:00Z', 'at'],
    ['open=at&at=2026-02-30T10:00', 'at'],
    ['near=here', 'near'],
    ['access=moat', 'access'],
    ['step=ten', 'step'],
  ])('says what of it was not understood: %s', (query, field) => {
    expect(read(query).misread).toBe(field);
  });

  it('takes facts by the names of the API and by their ids', () => {
    expect(read('access=accessible-toilet,hearingLoop&access=seating').search.access).toEqual([
      'accessibleToilet',
      'hearingLoop',
      'seating',
    ]);
  });

  it('counts with the largest aid where a size was not understood', () => {
    const { search, form, misread } = read('aid=scooter&width=82cm');
    expect(search.needs?.aid?.width).toBe(LARGEST_SIZE.width);
    expect([misread, form.typed?.width]).toEqual(['width', '82cm']);
  });
});
