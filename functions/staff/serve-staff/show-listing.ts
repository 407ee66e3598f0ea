import { preferencesOf } from '#displays/kit/preferences.ts';
import { placePage } from '#displays/places/place-page.tsx';
import { historyPage, versionPage } from '#displays/staff/history-page.tsx';
import { listingPage } from '#displays/staff/listing-page.tsx';
import { labelOf } from '#displays/staff/listing-words.ts';
import { pictureFolder } from '#displays/staff/picture-address.ts';
import { sectionWith } from '#displays/staff/sections.ts';
import { staffMessage } from '#displays/staff/staff-page.tsx';
import { isPublicCopyOf } from '#shared/domain/listings/dispute.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import { unitOf } from '#shared/domain/listings/listing-fields.ts';
import { nameOf } from '#shared/domain/listings/listing-row.ts';
import { fromDays, toDays } from '#shared/domain/places/opening-calendar.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import { mayDo, reachOf } from '#shared/domain/staff/permissions.ts';
import { loadHistory, loadListingVersion } from '#shared/store/listing-store.ts';
import { reportsOf } from './answer-reports.ts';
import { listingPath, opened } from './edit-section.ts';
import { versionAsked } from './open-listing.ts';
import { publishingProblems } from './publishing-problems.ts';
import { numberIn } from './query-number.ts';
import type { StaffDependencies, StaffHandler } from './staff-request.ts';
import { staffHtml } from './staff-response.ts';

const notices: ReadonlyMap<string, string> = new Map(
  Object.entries({
    created: 'The listing is there. Fill in what is known, then send it for review.',
    saved: 'Saved.',
    joined: 'Saved, together with what somebody else has changed meanwhile.',
    submitted: 'Sent for review.',
    'sent-back': 'Sent back.',
    published: 'Published. Visitors see it within seconds.',
    scheduled: 'Approved. It becomes public at the time you have set.',
    reopened: 'Taken out of the archive. It is a draft now.',
    restored: 'Set back. It is a draft until it is published.',
    archived: 'Archived. Visitors no longer see it.',
    owners: 'The owners are saved.',
    confirmed: 'The fact is confirmed. Visitors see it within seconds.',
    'report-done': 'The report is closed.',
  }),
);

/** How far a preview looks ahead. */
const PREVIEW_DAYS = 60;

/** What a version changed is seen against the one before it at work, not against a copy that was made public beside it. */
async function versionBefore(
  shown: Listing,
  { listings }: Pick<StaffDependencies, 'listings'>,
): Promise<Listing | undefined> {
  const back = (versions: number) => loadListingVersion(listings, shown.id, shown.version - versions);
  const before = shown.version > 1 ? await back(1) : undefined;
  return before && isPublicCopyOf(before, shown) ? back(2) : before;
}

const compared = (listing: Listing | undefined) => ({
  fields: listing?.fields ?? {},
  pictures: listing ? pictureFolder(listing.id, listing.version) : '',
});

/** Pages that show a listing and change nothing. */
export function showRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  const { listings, places, config, twoPersons, assets } = dependencies;
  return {
    'GET /staff/places/{id}': async (request) => {
      const { listing } = opened(request);
      const problems = await publishingProblems(listing, dependencies);
      const counts = new Map<string, number>();
      const others: string[] = [];
      for (const { field } of problems) {
        const unit = unitOf(field) ?? field;
        const section = unit === 'images' ? { id: 'pictures' } : sectionWith(unit);
        if (section) counts.set(section.id, (counts.get(section.id) ?? 0) + 1);
        else others.push(labelOf(field));
      }
      const { byId } = await places.published();
      const published = byId.get(listing.id);
      return staffHtml(
        listingPage(
          {
            listing,
            member: request.member,
            problems: counts,
            otherProblems: others,
            // Just published, this process may not have read it yet.
            publicPath:
              listing.publicVersion === null ? null : `/places/${published?.slug ?? listing.fields.slug}`,
            notice: notices.get(request.query.get('done') ?? '') ?? null,
            twoPersons,
            reports: await reportsOf(request, dependencies),
          },
          request.around,
        ),
      );
    },

    'GET /staff/places/{id}/preview': async (request) => {
      const { listing } = opened(request);
      const problems = await publishingProblems(listing, dependencies);
      const place = problems.place;
      if (!place) {
        const page = staffMessage(request.around, {
          title: 'There is no preview yet',
          text: 'Something that has to be there is missing or cannot be read.',
          ways: [{ href: listingPath(listing.id), text: 'Back to the listing' }],
        });
        return staffHtml(page);
      }
      const now = wallClockAt(request.now, config.timeZone);
      const calendarOf = await dependencies.calendarOf();
      const yesterday = fromDays(toDays(now.date) - 1);
      const opening =
        place.openingHours === undefined ? null : calendarOf(place.openingHours, yesterday, PREVIEW_DAYS);
      const view = {
        place,
        opening,
        now,
        open: 'unknown' as const,
        fit: null,
        needs: null,
        stop: null,
        jsonLd: '{}',
        path: `${listingPath(listing.id)}/preview`,
        timeZone: config.timeZone,
        preview: {
          href: listingPath(listing.id),
          pictures: pictureFolder(listing.id, listing.version),
        },
      };
      const preferences = preferencesOf(request.query);
      return staffHtml(placePage(view, { preferences, assets, helpText: null }));
    },

    'GET /staff/places/{id}/history': async (request) => {
      const { listing } = opened(request);
      const before = numberIn(request.query, 'before') || undefined;
      const notes = listing.version > 0 ? await loadHistory(listings, listing.id, before) : [];
      const entries = notes.map(({ actor, ...note }) => ({ ...note, by: actor.name }));
      const last = notes.at(-1)?.version ?? 1;
      const view = {
        id: listing.id,
        name: nameOf(listing.fields),
        entries,
        isLatest: before === undefined,
        earlier: last > 1 ? last : null,
        maySeeImports: reachOf(request.member, 'import') !== undefined,
      };
      return staffHtml(historyPage(view, request.around));
    },

    'GET /staff/places/{id}/history/{version}': async (request) => {
      const { listing } = opened(request);
      const shown = await versionAsked(request, dependencies);
      const { version } = shown;
      const before = await versionBefore(shown, dependencies);
      return staffHtml(
        versionPage(
          {
            id: listing.id,
            name: nameOf(listing.fields),
            version,
            currentVersion: listing.version,
            before: compared(before),
            shown: compared(shown),
            current: compared(listing),
            mayRestore: mayDo(request.member, 'edit', listing.owners) && listing.state !== 'archived',
          },
          request.around,
        ),
      );
    },
  };
}
