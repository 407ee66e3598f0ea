import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { DomainError } from '../../platform/domain-error.ts';
import { eachField } from './wire-fields.ts';

const { FeedMessage, FeedHeader, FeedEntity } = GtfsRealtimeBindings.transit_realtime;
export type FeedHeader = InstanceType<typeof FeedHeader>;
export type FeedEntity = InstanceType<typeof FeedEntity>;

const HEADER = 1;
const ENTITY = 2;

/**
 * Reads a FeedMessage (protobuf), handing over its entities one at a time: 10,000 trip updates as one tree of
 * protobuf objects take 300 MB, and outlive every young garbage collection.
 * @throws DomainError `upstream` when the bytes are no such message; what was visited until then is to be forgotten
 */
export function readFeedMessage(bytes: Uint8Array, visit: (entity: FeedEntity) => void): FeedHeader {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headers: Buffer[] = [];
  try {
    const isWhole = eachField(buffer, 0, buffer.length, (field, start, end) => {
      if (field === HEADER) headers.push(buffer.subarray(start, end));
      if (field === ENTITY) visit(FeedEntity.decode(buffer.subarray(start, end)) as FeedEntity);
    });
    // The whole decoder knows the reason best.
    if (!isWhole || headers.length === 0) FeedMessage.decode(buffer);
    if (!isWhole) throw new Error('holds a group');
    // Messages that follow each other on the wire are one message (protobuf encoding, "Last One Wins").
    return FeedHeader.decode(Buffer.concat(headers)) as FeedHeader;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new DomainError('upstream', `not a GTFS-realtime message (${bytes.length} bytes): ${why}`);
  }
}
