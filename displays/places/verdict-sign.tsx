import type { Verdict } from '#shared/domain/places/fit.ts';

/** A shape for each verdict, which differs without any colour. It never stands without the words. */
export function VerdictSign({ verdict }: { readonly verdict: Verdict }) {
  return (
    <svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {verdict === 'confirmed' && (
        <path
          d="M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22Zm-1.6 16.6 8-8.8-2.2-2-6 6.6-2.7-2.6-2 2.1Z"
          fill="currentColor"
          fill-rule="evenodd"
        />
      )}
      {verdict === 'unconfirmed' && (
        <>
          <circle cx="12" cy="12" r="9.5" fill="none" stroke="currentColor" stroke-width="2.5" />
          <path
            d="M8.6 9.6a3.4 3.4 0 1 1 5.1 3c-1 .6-1.7 1-1.7 2.2"
            fill="none"
            stroke="currentColor"
            stroke-width="2.4"
          />
          <circle cx="12" cy="17.6" r="1.5" fill="currentColor" />
        </>
      )}
      {verdict === 'unsuitable' && (
        <path
          d="M2 2h20v20H2Zm5.2 3.2-2 2L10 12l-4.8 4.8 2 2L12 14l4.8 4.8 2-2L14 12l4.8-4.8-2-2L12 10Z"
          fill="currentColor"
          fill-rule="evenodd"
        />
      )}
    </svg>
  );
}
