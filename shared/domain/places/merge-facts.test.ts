import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACT_STATUSES, type Fact } from './fact.ts';
import { mergeFacts } from './merge-facts.ts';
import type { Place } from './place.ts';

const fact = fc.record(
  {
    status: fc.constantFrom(...FACT_STATUSES),
    verified: fc.constantFrom('2024-01-01', '2025-01-01', '2026-01-01'),
  },
  { requiredKeys: ['status'] },
) as fc.Arbitrary<Fact>;
const facts = fc.record({ lift: fact, seating: fact, openWifi: fact }, { requiredKeys: [] }) as fc.Arbitrary<
  Place['facts']
>;

describe('what a source says again', () => {
  it('never makes known unknown', () => {
    fc.assert(
      fc.property(facts, facts, (known, incoming) => {
        const merged = mergeFacts(known, incoming);
        for (const [id, { status }] of Object.entries(known)) {
          if (status !== 'unknown') expect(merged[id as 'lift']?.status).toBeDefined();
        }
      }),
    );
  });

  it('twice is the same as once', () => {
    fc.assert(
      fc.property(facts, facts, (known, incoming) => {
        const once = mergeFacts(known, incoming);
        expect(mergeFacts(once, incoming)).toEqual(once);
      }),
    );
  });

  it('does not overwrite a later check of another', () => {
    const late: Fact = { status: 'no', verified: '2026-05-01', source: { name: 'Survey' } };
    const early: Fact = { status: 'yes', verified: '2025-05-01', source: { name: 'Feed' } };
    expect(mergeFacts({ lift: late }, { lift: early })).toEqual({ lift: late });
    expect(mergeFacts({ lift: early }, { lift: late })).toEqual({ lift: late });
    expect(mergeFacts({ lift: late }, { lift: { status: 'unknown' } })).toEqual({ lift: late });
  });

  it('corrects what the same source has said before', () => {
    const source = { name: 'Survey' };
    const wrong: Fact = { status: 'yes', verified: '2026-12-31', source };
    const right: Fact = { status: 'no', verified: '2026-05-01', source };
    expect(mergeFacts({ lift: wrong }, { lift: right })).toEqual({ lift: right });
  });
});
