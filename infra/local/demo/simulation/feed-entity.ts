import type GtfsRealtimeBindings from 'gtfs-realtime-bindings';

export type FeedEntity = GtfsRealtimeBindings.transit_realtime.IFeedEntity;
