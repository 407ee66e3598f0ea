import { DomainError } from '../../platform/domain-error.ts';
import { eachField } from './wire-fields.ts';

/** A national feed has some 30,000 vehicles; a large city's trip updates 200,000 stop times. */
const MOST_ENTITIES = 200_000;
const MOST_PARTS = 1_000_000;

/**
 * Counts what a message holds before it is made into objects: a few compressed kilobytes can hold millions of empty
 * parts. Fields by number: entity 2; of it trip_update 3 (stop_time_update 2) and alert 5 (informed_entity 5).
 * @throws DomainError `upstream`
 */
export function refuseOversize(bytes: Uint8Array): void {
  let entities = 0;
  let parts = 0;
  eachField(bytes, 0, bytes.length, (field, start, end) => {
    if (field !== 2) return;
    if (++entities > MOST_ENTITIES) throw tooMany(`${MOST_ENTITIES} entities`);
    eachField(bytes, start, end, (kind, from, to) => {
      const repeated = kind === 3 ? 2 : kind === 5 ? 5 : undefined;
      if (repeated === undefined) return;
      eachField(bytes, from, to, (part) => {
        if (part === repeated && ++parts > MOST_PARTS)
          throw tooMany(`${MOST_PARTS} stop times and selectors`);
      });
    });
  });
}

const tooMany = (what: string) => new DomainError('upstream', `message with more than ${what}`);
