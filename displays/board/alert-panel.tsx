import type { Alert } from '#shared/domain/transit/live-snapshot.ts';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { Speaker } from '../kit/words/speaker.tsx';
import { alertPages, pageAt } from './alert-pages.ts';

/** One page of the alerts at a time for the eye; all of them at once, and standing still, for the ear. */
export function AlertPanel({
  alerts,
  now,
  speaker,
}: {
  readonly alerts: readonly Alert[];
  readonly now: EpochSeconds;
  readonly speaker: Speaker;
}) {
  const pages = alertPages(alerts, speaker.language);
  const index = pageAt(pages.length, now);
  const page = pages[index];
  if (!page) return null;
  return (
    <section class="alerts" aria-label={speaker.text('alerts')}>
      <div class="alert" aria-hidden="true" key={page.key}>
        <svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <path d="M12 2 23 21H1ZM11 9v6h2V9Zm0 7.5v2h2v-2Z" fill="currentColor" fill-rule="evenodd" />
        </svg>
        <p class="alert-header" lang={page.header.lang}>
          {page.header.text}
        </p>
        {pages.length > 1 && <p class="alert-page">{speaker.say('pageOf', index + 1, pages.length)}</p>}
        {page.body && (
          <p class="alert-body" lang={page.body.lang}>
            {page.body.text}
          </p>
        )}
      </div>
      <ul class="unseen">
        {pages.map(({ key, header, body }) => (
          <li key={key}>
            <span lang={header.lang}>{header.text}</span> {body && <span lang={body.lang}>{body.text}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
