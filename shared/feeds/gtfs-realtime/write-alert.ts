import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import type { Alert, AlertSelector } from '../../domain/transit/live-snapshot.ts';
import type { Translations } from '../../domain/transit/timetable.ts';

const { Alert: AlertBinding } = GtfsRealtimeBindings.transit_realtime;
type IAlert = GtfsRealtimeBindings.transit_realtime.IAlert;
type IEntitySelector = GtfsRealtimeBindings.transit_realtime.IEntitySelector;

function written(texts: Translations | undefined) {
  const entries = Object.entries(texts ?? {});
  if (entries.length === 0) return undefined;
  return {
    translation: entries.map(([language, text]) => ({ text, ...(language !== 'und' && { language }) })),
  };
}

function selectorOf({ trip, ...selector }: AlertSelector): IEntitySelector {
  return { ...selector, ...(trip && { trip }) };
}

/** The value of a name that the decoder once took from the same enumeration. */
function enumValue(enumeration: object, name: string): number | undefined {
  const value: unknown = (enumeration as Record<string, unknown>)[name];
  return typeof value === 'number' ? value : undefined;
}

/** An alert as it came. undefined where it is about nothing: the specification wants at least one selector. */
export function writeAlert(alert: Alert): IAlert | undefined {
  if (alert.selectors.length === 0) return undefined;
  const content = {
    activePeriod: alert.activePeriods.map(({ start, end }) => ({
      ...(start !== null && { start }),
      ...(end !== null && { end }),
    })),
    informedEntity: alert.selectors.map(selectorOf),
    cause: enumValue(AlertBinding.Cause, alert.cause),
    effect: enumValue(AlertBinding.Effect, alert.effect),
    severityLevel: enumValue(AlertBinding.SeverityLevel, alert.severity),
    url: written(alert.url),
    headerText: written(alert.header),
    descriptionText: written(alert.description),
    ttsHeaderText: written(alert.spokenHeader),
    ttsDescriptionText: written(alert.spokenDescription),
  };
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}
