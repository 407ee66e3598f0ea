import type { Alert } from '#shared/domain/transit/live-snapshot.ts';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import { translated } from '../kit/translation.ts';
import type { Language, Speaker } from '../kit/words/speaker.tsx';
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
  const current = pageAt(pages.length, now);
  if (pages.length === 0) return null;
  return (
    <section class="alerts" aria-label={speaker.text('alerts')}>
      {/* All pages lie on top of each other: the panel is as high as the longest, and turning them moves nothing. */}
      {pages.map(({ key, header, body }, i) => (
        <div class={i === current ? 'alert' : 'alert alert-away'} aria-hidden="true" key={key}>
          <svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d="M12 2 23 21H1ZM11 9v6h2V9Zm0 7.5v2h2v-2Z" fill="currentColor" fill-rule="evenodd" />
          </svg>
          <p class="alert-header" lang={header.lang}>
            {header.text}
          </p>
          {pages.length > 1 && <p class="alert-page">{speaker.say('pageOf', i + 1, pages.length)}</p>}
          {body && (
            <p class="alert-body" lang={body.lang}>
              {body.text}
            </p>
          )}
        </div>
      ))}
      <ul class="unseen">
        {alerts.map((alert) => (
          <AlertWords alert={alert} language={speaker.language} key={alert.id} />
        ))}
      </ul>
    </section>
  );
}

function AlertWords({ alert, language }: { readonly alert: Alert; readonly language: Language }) {
  const header = translated(alert.header, language);
  const body = translated(alert.description, language);
  return (
    <li>
      <span lang={header.lang}>{header.text}</span> <span lang={body.lang}>{body.text}</span>
    </li>
  );
}
