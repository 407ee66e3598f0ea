import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { type EpochSeconds, localDays, serviceDayStart } from '#shared/domain/transit/service-day.ts';
import { demoTimeZone } from '../network/demo-calendar.ts';
import { busStation } from '../network/naptan-stops.ts';
import type { FeedEntity } from './feed-entity.ts';

const { Alert } = GtfsRealtimeBindings.transit_realtime;

/** South Street, Stop M: some buses of the demo leave it out, and an alert says so. */
export const skippedStop = '64801011';

const english = (text: string) => ({ translation: [{ text, language: 'en' }] });

/** Alerts of the demo. Their texts say that they are examples: the stops they name are real. */
export function demoAlerts(now: EpochSeconds): FeedEntity[] {
  const today = localDays(now, demoTimeZone);
  const activePeriod = [
    { start: serviceDayStart(today - 1, demoTimeZone), end: serviceDayStart(today + 2, demoTimeZone) },
  ];
  return [
    {
      id: 'alert-stop',
      alert: {
        activePeriod,
        informedEntity: [{ stopId: skippedStop }],
        cause: Alert.Cause.CONSTRUCTION,
        effect: Alert.Effect.REDUCED_SERVICE,
        severityLevel: Alert.SeverityLevel.WARNING,
        headerText: english('Example: some 21 buses do not stop here'),
        descriptionText: english(
          'This is demo data. Because of invented road works some buses towards Scone pass this stop. Please use South Street, Stop K.',
        ),
        url: english('https://example.org/demo-buses/road-works'),
      },
    },
    {
      id: 'alert-route',
      alert: {
        activePeriod,
        informedEntity: [{ routeId: '41' }, { routeId: '50' }],
        cause: Alert.Cause.MAINTENANCE,
        effect: Alert.Effect.SIGNIFICANT_DELAYS,
        severityLevel: Alert.SeverityLevel.INFO,
        headerText: english('Example: lines 41 and 50 may run late'),
        descriptionText: english(
          'This is demo data. Invented work on a gas main narrows Crieff Road and Dunkeld Road to one lane with temporary lights until further notice. Buses of lines 41 and 50 keep to their route and call at every stop, but may reach the city centre up to ten minutes late, mostly between 07:30 and 09:00 and between 16:00 and 18:00.',
        ),
      },
    },
    {
      id: 'alert-station',
      alert: {
        activePeriod,
        informedEntity: [{ stopId: busStation }],
        cause: Alert.Cause.TECHNICAL_PROBLEM,
        effect: Alert.Effect.ACCESSIBILITY_ISSUE,
        severityLevel: Alert.SeverityLevel.WARNING,
        headerText: english('Example: automatic door out of order'),
        descriptionText: english(
          'This is demo data. The automatic door of the waiting room stays open by hand until it is repaired.',
        ),
      },
    },
  ];
}
