import { peoplePage, type SignedInPerson } from '#displays/staff/people-page.tsx';
import { readForm } from '#functions/runtime/form.ts';
import { isoTime } from '#shared/platform/clock.ts';
import { writeAudit } from '#shared/store/audit-store.ts';
import { endSessions, type LiveSession, liveSessions } from '#shared/store/session-store.ts';
import type { StaffDependencies, StaffHandler } from './staff-request.ts';
import { seeOther, staffHtml } from './staff-response.ts';

/** Each person once, whoever has signed in last first. */
function peopleOf(sessions: readonly LiveSession[]): readonly SignedInPerson[] {
  const bySubject = new Map<string, SignedInPerson>();
  for (const { member, signedInAt } of sessions) {
    const { subject, name, roles } = member;
    const { since = [], ...known } = bySubject.get(subject) ?? { subject, name, roles };
    bySubject.set(subject, { ...known, since: [...since, isoTime(signedInAt)] });
  }
  return [...bySubject.values()];
}

/** Who is signed in, and putting them out: one person, or everybody. */
export function peopleRoutes({
  sessions,
  audit,
}: Pick<StaffDependencies, 'sessions' | 'audit'>): Readonly<Record<string, StaffHandler>> {
  return {
    'GET /staff/people': async ({ now, member, query, around }) => {
      const people = peopleOf(await liveSessions(sessions, now));
      return staffHtml(peoplePage({ people, self: member.subject, done: query.get('done') }, around));
    },
    'POST /staff/people/sign-out': async (request) => {
      const form = await readForm(request);
      const isEverybody = form.text('everybody') === '1';
      const live = await liveSessions(sessions, request.now);
      const ended = isEverybody ? live : live.filter(({ member }) => member.subject === form.text('person'));
      const people = peopleOf(ended);
      if (people.length === 0) return seeOther('/staff/people?done=nobody');
      const names = people.map(({ name, subject }) => `${name} (${subject})`).join(', ');
      const { actor, now } = request.step;
      // Written down first: nobody is put out unseen.
      await writeAudit(audit, {
        at: now,
        actor,
        action: 'signed-out-everywhere',
        listingId: null,
        version: null,
        what: isEverybody ? 'everybody' : names,
      });
      await endSessions(sessions, ended);
      return seeOther(`/staff/people?done=${isEverybody ? 'everybody' : 'person'}`);
    },
  };
}
