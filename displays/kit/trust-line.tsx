import type { Trust } from './trust.ts';
import type { Speaker, WordKey } from './words/speaker.tsx';

/** Says how far the times can be believed. The shape before it fills with freshness; the words carry the meaning. */
export function TrustLine({ trust, speaker }: { readonly trust: Trust; readonly speaker: Speaker }) {
  const level = trust.lostSince === null ? trust.freshness : 'lost';
  const key: WordKey = level === 'lost' ? 'lostSince' : 'liveAsOf';
  const lang = speaker.languageOf(key) === speaker.language ? {} : { lang: speaker.languageOf(key) };
  const text = trust.sentences.map((sentence) => `${sentence}.`).join(' ');
  return (
    <p class={`trust trust-${level}`} {...lang}>
      <TrustSign level={level} />
      <span key={text}>{trust.sentences.length > 1 ? text : trust.sentences[0]}</span>
    </p>
  );
}

function TrustSign({ level }: { readonly level: Trust['freshness'] | 'lost' }) {
  return (
    <svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {level === 'lost' ? (
        <path d="M12 2 23 21H1ZM11 9v6h2V9Zm0 7.5v2h2v-2Z" fill="currentColor" fill-rule="evenodd" />
      ) : (
        <circle
          cx="12"
          cy="12"
          r="8"
          fill={level === 'live' ? 'currentColor' : 'none'}
          stroke="currentColor"
          stroke-width="3"
        />
      )}
      {level === 'stale' && <path d="M12 4a8 8 0 0 1 0 16Z" fill="currentColor" />}
    </svg>
  );
}
