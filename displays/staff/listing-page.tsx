import { isOwnWork } from '#shared/domain/listings/editorial.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import { firstReview, nameLanguageOf, nameOf } from '#shared/domain/listings/listing-row.ts';
import { localText } from '#shared/domain/listings/local-instant.ts';
import { mayDo } from '#shared/domain/staff/permissions.ts';
import type { StaffMember } from '#shared/domain/staff/staff-member.ts';
import { Button, Hidden, PostForm } from './govuk/button.tsx';
import { SummaryList, Tag, type Task, TaskList } from './govuk/lists.tsx';
import { Banner, Details, Inset } from './govuk/messages.tsx';
import { type ListingReport, ListingReports } from './listing-reports.tsx';
import { stateWords } from './listing-words.ts';
import { type Section, sections } from './sections.ts';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export interface ListingView {
  readonly listing: Listing;
  readonly member: StaffMember;
  /** How many problems each section has that keep it from being published. */
  readonly problems: ReadonlyMap<string, number>;
  /** Fields with problems that no section edits. */
  readonly otherProblems: readonly string[];
  /** Address of its public page; null: there is none. */
  readonly publicPath: string | null;
  /** What has just been done. */
  readonly notice: string | null;
  readonly twoPersons: boolean;
  /** What visitors report of it, for those who may answer. */
  readonly reports: readonly ListingReport[];
}

/** A listing at work: its state, the pages of its form, and what can be done next. */
export function listingPage(view: ListingView, surroundings: StaffSurroundings): string {
  const { listing, member, notice } = view;
  const name = nameOf(listing.fields) || 'New listing';
  const state = stateWords[listing.state];
  const may = (permission: Parameters<typeof mayDo>[1]) => mayDo(member, permission, listing.owners);
  const isOpen = listing.state !== 'archived';
  return staffPage(surroundings, {
    title: name,
    back: { href: '/staff', text: 'All listings' },
    children: (
      <>
        {notice && (
          <Banner title="Done" kind="success">
            <p class="govuk-notification-banner__heading">{notice}</p>
          </Banner>
        )}
        <h1 class="govuk-heading-l" lang={nameLanguageOf(listing.fields)}>
          {name}
        </h1>
        <p class="govuk-body">
          <Tag colour={state.colour}>{state.text}</Tag>
        </p>
        {listing.comment && <Inset>Sent back to be changed: {listing.comment}</Inset>}
        <ListingReports
          listingPath={`/staff/places/${encodeURIComponent(listing.id)}`}
          reports={view.reports}
          timeZone={surroundings.timeZone}
        />
        {isOpen && may('edit') && (
          <>
            <h2 class="govuk-heading-m">What it says</h2>
            <TaskList
              idPrefix="section"
              tasks={[...sections.map((section) => taskOf(section, view)), picturesTask(view)]}
            />
          </>
        )}
        {view.otherProblems.length > 0 && (
          <Inset>Something else keeps it from being published: {view.otherProblems.join(', ')}.</Inset>
        )}
        <NextSteps view={view} may={may} />
        <About view={view} timeZone={surroundings.timeZone} />
      </>
    ),
  });
}

function taskOf(section: Section, { listing, problems }: ListingView): Task {
  const count = problems.get(section.id) ?? 0;
  const known = section.facts.filter((fact) => listing.fields[fact] !== undefined).length;
  return {
    title: section.title,
    href: `/staff/places/${encodeURIComponent(listing.id)}/edit/${section.id}${count > 0 ? '?check=1' : ''}`,
    hint: section.facts.length > 0 ? `${known} of ${section.facts.length} known` : undefined,
    status:
      count > 0 ? <Tag colour="red">{count === 1 ? '1 problem' : `${count} problems`}</Tag> : 'No problems',
  };
}

function picturesTask({ listing, problems }: ListingView): Task {
  return {
    title: 'Pictures',
    href: `/staff/places/${encodeURIComponent(listing.id)}/pictures`,
    status: problems.has('pictures') ? <Tag colour="red">Needs a text</Tag> : 'No problems',
  };
}

interface PartProps {
  readonly view: ListingView;
  readonly may: (permission: Parameters<typeof mayDo>[1]) => boolean;
}

function NextSteps({ view, may }: PartProps) {
  const { listing, member, twoPersons, problems, otherProblems } = view;
  const address = `/staff/places/${encodeURIComponent(listing.id)}`;
  const version = <Hidden values={{ version: String(listing.version) }} />;
  const isReady = problems.size === 0 && otherProblems.length === 0;
  const mayApprove =
    may('publish') &&
    (listing.state === 'in-review' || (listing.state === 'draft' && !twoPersons)) &&
    !(twoPersons && isOwnWork(listing, { subject: member.subject, name: member.name }));
  return (
    <>
      <h2 class="govuk-heading-m">What to do next</h2>
      {listing.state === 'draft' && !isReady && (
        <p class="govuk-body">It can be sent for review once no page above has a problem.</p>
      )}
      {listing.state === 'in-review' && may('publish') && !mayApprove && (
        <p class="govuk-body">You have written a part of it, so somebody else has to approve it.</p>
      )}
      {listing.state === 'in-review' && !may('publish') && (
        <p class="govuk-body">
          A publisher looks at it next. You can still change it: it is then a draft again.
        </p>
      )}
      <div class="staff-buttons">
        {listing.state === 'draft' && isReady && may('edit') && (
          <PostForm action={`${address}/submit`}>
            {version}
            <Button>Send for review</Button>
          </PostForm>
        )}
        {(mayApprove || (may('publish') && listing.state === 'scheduled')) && (
          <p class="govuk-body">
            <a class="govuk-link" href={`${address}/review`}>
              {listing.state === 'scheduled' ? 'Look at what is scheduled' : 'Review and publish'}
            </a>
          </p>
        )}
        <p class="govuk-body">
          <a class="govuk-link" href={`${address}/preview`}>
            Preview
          </a>
        </p>
        <p class="govuk-body">
          <a class="govuk-link" href={`${address}/history`}>
            History
          </a>
        </p>
        {may('administer') && (
          <p class="govuk-body">
            <a class="govuk-link" href={`${address}/owners`}>
              Owners
            </a>
          </p>
        )}
      </div>
      {may('publish') && listing.state !== 'archived' && (
        <Details summary="Archive this listing">
          <p class="govuk-body">
            Visitors no longer see it. Everything is kept, and it can be taken out again.
          </p>
          <PostForm action={`${address}/archive`}>
            {version}
            <Button kind="warning">Archive</Button>
          </PostForm>
        </Details>
      )}
      {may('publish') && listing.state === 'archived' && (
        <PostForm action={`${address}/reopen`}>
          {version}
          <Button kind="secondary">Take out of the archive</Button>
        </PostForm>
      )}
    </>
  );
}

function About({ view, timeZone }: { readonly view: ListingView; readonly timeZone: string }) {
  const { listing, publicPath } = view;
  const review = firstReview(listing.fields);
  const shortTime = (at: string) => localText(at, timeZone);
  const rows = [
    {
      key: 'Public page',
      value: publicPath ? (
        <a class="govuk-link" href={publicPath}>
          {publicPath}
        </a>
      ) : (
        'None: visitors do not see it'
      ),
    },
    { key: 'Last changed', value: `${shortTime(listing.changedAt)} by ${listing.changedBy.name}` },
    ...(listing.publishAt ? [{ key: 'Becomes public', value: shortTime(listing.publishAt) }] : []),
    ...(listing.publishUntil ? [{ key: 'Is public until', value: shortTime(listing.publishUntil) }] : []),
    ...(listing.unpublishAt ? [{ key: 'Is taken out', value: shortTime(listing.unpublishAt) }] : []),
    { key: 'First fact to check again', value: review ?? 'None has a date' },
    {
      key: 'Owned by',
      value: listing.owners.length > 0 ? listing.owners.join(', ') : 'Nobody but the council',
    },
  ];
  return (
    <>
      <h2 class="govuk-heading-m">About this listing</h2>
      <SummaryList rows={rows} />
    </>
  );
}
