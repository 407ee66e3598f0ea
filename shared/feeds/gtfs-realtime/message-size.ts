import { DomainError } from '../../platform/domain-error.ts';

/** A national feed has some 30,000 vehicles; a large city's trip updates 200,000 stop times. */
const MOST_ENTITIES = 200_000;
const MOST_PARTS = 1_000_000;

const LENGTH_DELIMITED = 2;

/** Calls `visit` for each length-delimited field of a protobuf message; stops at what it cannot read. */
function eachField(
  bytes: Uint8Array,
  from: number,
  to: number,
  visit: (field: number, start: number, end: number) => void,
): void {
  let at = from;
  const varint = () => {
    let value = 0;
    for (let shift = 0; at < to; shift += 7) {
      const byte = bytes[at++] ?? 0;
      if (shift < 49) value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < to) {
    const tag = varint();
    const wire = tag % 8;
    if (wire === LENGTH_DELIMITED) {
      const end = varint() + at;
      if (end > to) return;
      visit(Math.floor(tag / 8), at, end);
      at = end;
    } else if (wire === 0) varint();
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else return;
  }
}

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
