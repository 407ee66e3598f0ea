/** What is taken from a source's messages; one message may hold all three. */
export type RealtimeKind = 'trip-updates' | 'vehicle-positions' | 'alerts';
