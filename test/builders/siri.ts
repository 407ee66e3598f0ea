const namespace = 'xmlns="http://www.siri.org.uk/siri" version="2.0"';

export const element = (name: string, content: string | number | undefined): string =>
  content === undefined ? '' : `<${name}>${content}</${name}>`;

/** A SIRI document with one delivery. */
export function siri(delivery: string, content: string, at = '2026-06-10T10:05:00+01:00'): Buffer {
  const stamp = element('ResponseTimestamp', at);
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><Siri ${namespace}><ServiceDelivery>${stamp}<ProducerRef>Test</ProducerRef>` +
      `<${delivery}>${stamp}${content}</${delivery}></ServiceDelivery></Siri>`,
  );
}

export interface ActivitySpec {
  readonly recordedAt?: string;
  /** Content of MonitoredVehicleJourney by element; undefined leaves it out. */
  readonly journey?: Readonly<Record<string, string | undefined>>;
  readonly lat?: string;
  readonly lon?: string;
  readonly extensions?: string;
}

/** A vehicle of line 7 from A to D, which left at ten in the morning (nine in UTC). */
export function activity({
  recordedAt = '2026-06-10T09:04:30+00:00',
  journey = {},
  lat = '56.39',
  lon = '-3.43',
  extensions,
}: ActivitySpec = {}): string {
  const content = {
    LineRef: '7',
    DirectionRef: 'outbound',
    PublishedLineName: '7',
    OperatorRef: 'PBUS',
    OriginRef: 'A',
    DestinationRef: 'D',
    OriginAimedDepartureTime: '2026-06-10T09:00:00+00:00',
    VehicleLocation: `<Longitude>${lon}</Longitude><Latitude>${lat}</Latitude>`,
    VehicleRef: '4711',
    ...journey,
  };
  const inner = Object.entries(content).map(([name, value]) => element(name, value));
  return (
    `<VehicleActivity>${element('RecordedAtTime', recordedAt || undefined)}` +
    `<MonitoredVehicleJourney>${inner.join('')}</MonitoredVehicleJourney>${element('Extensions', extensions)}</VehicleActivity>`
  );
}

export const vehicles = (...activities: readonly string[]): Buffer =>
  siri('VehicleMonitoringDelivery', activities.join(''));

export const situations = (...elements: readonly string[]): Buffer =>
  siri('SituationExchangeDelivery', element('Situations', elements.join('')));
