import type { AssetManifest } from '#displays/kit/assets.ts';
import type { StaffSurroundings } from '#displays/staff/staff-page.tsx';
import type { HttpRequest, HttpResponse } from '#functions/runtime/http.ts';
import type { Logger } from '#functions/runtime/logger.ts';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';
import type { StepContext } from '#shared/domain/listings/editorial.ts';
import type { OpeningCalendar } from '#shared/domain/places/opening-calendar.ts';
import type { Place } from '#shared/domain/places/place.ts';
import type { StaffMember } from '#shared/domain/staff/staff-member.ts';
import type { Clock } from '#shared/platform/clock.ts';
import type { DataStore } from '#shared/store/data-store.ts';
import type { ImageStore } from '#shared/store/image-store.ts';
import type { ListingStore } from '#shared/store/listing-store.ts';
import type { OpenListing } from '#shared/store/open-listing.ts';
import type { PlacesReader } from '#shared/store/places-reader.ts';
import type { ReportStore } from '#shared/store/report-store.ts';
import type { IdentityProvider } from './identity-provider.ts';

export interface StaffDependencies {
  readonly listings: ListingStore;
  readonly audit: DataStore;
  readonly reports: ReportStore;
  readonly sessions: DataStore;
  readonly placesStore: DataStore;
  readonly places: PlacesReader;
  readonly images: ImageStore;
  readonly identity: IdentityProvider;
  readonly config: PlacesConfig;
  readonly twoPersons: boolean;
  readonly publicOrigin: string | null;
  readonly assets: AssetManifest;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly writeMetrics?: (line: string) => void;
  /** Loaded when it is needed: it is large, and most requests do not publish. */
  readonly calendarOf: () => Promise<
    (openingHours: string, firstDay: string, dayCount: number) => OpeningCalendar | null
  >;
}

/** A request of somebody who has signed in and may do what the route does. */
export interface StaffRequest extends HttpRequest {
  readonly member: StaffMember;
  readonly step: StepContext;
  /** Seconds since 1970. */
  readonly now: number;
  readonly around: StaffSurroundings;
  /** The listing that the path names; null where it names none. */
  readonly open: OpenListing | null;
}

export type StaffHandler = (request: StaffRequest) => HttpResponse | Promise<HttpResponse>;

/** Whose word it is where a listing names no source. */
export const ownSource = ({ publisher }: PlacesConfig): Place['source'] => ({
  name: publisher.name,
  url: publisher.url,
  licence: 'OGL-UK-3.0',
});
