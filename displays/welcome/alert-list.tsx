import type { Alert } from '#shared/domain/transit/live-snapshot.ts';
import { translated } from '../kit/translation.ts';
import type { Speaker } from '../kit/words/speaker.tsx';

export function AlertList({
  alerts,
  speaker,
}: {
  readonly alerts: readonly Alert[];
  readonly speaker: Speaker;
}) {
  const told = alerts.filter(saysSomething);
  if (told.length === 0) return null;
  return (
    <section class="alerts" aria-labelledby="alerts">
      <h2 id="alerts">{speaker.say('alerts')}</h2>
      <ul>
        {told.map((alert) => (
          <li key={alert.id}>
            <AlertItem alert={alert} speaker={speaker} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The UK's feeds have alerts whose texts are empty: of these nobody learns anything. */
const saysSomething = ({ header, description, url }: Alert): boolean =>
  [...Object.values(header), ...Object.values(description)].some((text) => text.trim() !== '') ||
  Object.values(url).some((link) => webAddress(link) !== undefined);

function AlertItem({ alert, speaker }: { readonly alert: Alert; readonly speaker: Speaker }) {
  const header = translated(alert.header, speaker.language);
  const body = translated(alert.description, speaker.language);
  const url = webAddress(translated(alert.url, speaker.language).text);
  const subject = header.text || speaker.text('alert');
  return (
    <>
      <h3 lang={header.lang}>{subject}</h3>
      {body.text && body.text !== header.text && <p lang={body.lang}>{body.text}</p>}
      {url && (
        <p>
          <a href={url} rel="noreferrer">
            {speaker.say('alertMore', subject)}
          </a>
        </p>
      )}
    </>
  );
}

/** A feed's link is followed only where it leads to the web: no script, no file. */
export function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, href } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
