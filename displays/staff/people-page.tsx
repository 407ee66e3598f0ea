import { localText } from '#shared/domain/listings/local-instant.ts';
import type { StaffRole } from '#shared/domain/staff/roles.ts';
import { Button, Hidden, PostForm } from './govuk/button.tsx';
import { Banner } from './govuk/messages.tsx';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export interface SignedInPerson {
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  /** When each of the person's sessions began, latest first: ISO 8601. */
  readonly since: readonly string[];
}

interface PeopleView {
  readonly people: readonly SignedInPerson[];
  /** Subject of who looks. */
  readonly self: string;
  readonly done: string | null;
}

const notices: Readonly<Record<string, string>> = {
  person: 'The person is signed out everywhere.',
  everybody: 'Everybody is signed out.',
  nobody: 'The person was not signed in any more.',
};

/** Who is signed in at this moment, and putting them out. */
export function peoplePage({ people, self, done }: PeopleView, surroundings: StaffSurroundings): string {
  const notice = done !== null && Object.hasOwn(notices, done) ? notices[done] : undefined;
  return staffPage(surroundings, {
    title: 'People',
    children: (
      <>
        {notice && (
          <Banner title="Done" kind="success">
            <p class="govuk-notification-banner__heading">{notice}</p>
          </Banner>
        )}
        <h1 class="govuk-heading-l">People</h1>
        <p class="govuk-body">
          Who is signed out can sign in again as long as the account is open, and may not even be asked for a
          password. If somebody has left, or an account may be in the wrong hands, close the account first,
          where accounts are kept, and sign the person out here after that. What was typed and not saved stays
          kept for that person.
        </p>
        <h2 class="govuk-heading-m">
          {people.length === 1 ? '1 person is signed in' : `${people.length} people are signed in`}
        </h2>
        <ul class="staff-list govuk-body">
          {people.map((person) => (
            <li class="staff-list__item" key={person.subject}>
              <Person person={person} isSelf={person.subject === self} timeZone={surroundings.timeZone} />
            </li>
          ))}
        </ul>
        <PostForm action="/staff/people/sign-out">
          <Hidden values={{ everybody: '1' }} />
          <Button kind="warning">Sign everybody out, you too</Button>
        </PostForm>
      </>
    ),
  });
}

interface PersonProps {
  readonly person: SignedInPerson;
  readonly isSelf: boolean;
  readonly timeZone: string;
}

function Person({ person: { subject, name, roles, since }, isSelf, timeZone }: PersonProps) {
  return (
    <>
      <div class="staff-list__text">
        {name}
        {isSelf && ' (you)'}
        <div class="govuk-hint govuk-!-margin-bottom-0">
          {roles.join(', ')}; signed in since {since.map((at) => localText(at, timeZone)).join(', ')}
        </div>
      </div>
      <PostForm action="/staff/people/sign-out">
        <Hidden values={{ person: subject }} />
        <Button kind="secondary">
          Sign out everywhere<span class="govuk-visually-hidden">({name})</span>
        </Button>
      </PostForm>
    </>
  );
}
