import { reachOf } from '#shared/domain/staff/permissions.ts';
import type { StaffMember } from '#shared/domain/staff/staff-member.ts';

/** Why a venue owner sees nothing, and whom to ask: it looks like a fault, and is none. */
export function NoOwnListings({ member }: { readonly member: StaffMember | null }) {
  if (!member || reachOf(member, 'view') !== 'own') return null;
  return (
    <div class="govuk-inset-text">
      {member.email === null ? (
        <>
          <p class="govuk-body">
            You see the listings of your own venues. Which these are is known by your email address, and the
            account that you signed in with does not say that its address is yours.
          </p>
          <p class="govuk-body">
            Ask the people at the council who gave you this account to have the address confirmed, then sign
            in again.
          </p>
        </>
      ) : (
        <>
          <p class="govuk-body">
            You see the listings of your own venues. No listing names {member.email} as one of its owners.
          </p>
          <p class="govuk-body">
            Ask the people at the council who gave you this account: an administrator of these pages adds the
            address to your venue’s listing, on its page “Owners”. You see the listing as soon as that is
            done.
          </p>
        </>
      )}
    </div>
  );
}
