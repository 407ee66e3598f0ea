import {
  ACCURACY_FILE,
  CHANGES_FILE,
  CSV_METADATA_FILE,
  OPEN_DATA_FILES,
} from '#shared/contracts/open-data/open-data-files.ts';
import { OPEN_DATA_LICENCE } from '#shared/contracts/open-data/open-licences.ts';
import { placeSpeakerOf } from '../kit/words/place-speaker.tsx';
import { type PageSurroundings, welcomePage } from '../welcome/shell.tsx';

/** What others may take away and use. */
export function openDataPage(surroundings: PageSurroundings): string {
  const speaker = placeSpeakerOf(surroundings.preferences.language);
  return welcomePage({
    ...surroundings,
    title: speaker.text('openDataTitle'),
    titleKey: 'siteName',
    titleLanguage: speaker.languageOf('openDataTitle'),
    path: '/open-data',
    children: (
      <>
        <h1>{speaker.say('openDataTitle')}</h1>
        <p>{speaker.say('openDataText')}</p>
        <ul class="results">
          {OPEN_DATA_FILES.map(({ extension, title }) => (
            <li key={extension}>
              <a href={`/open-data/places.${extension}`}>{title}</a>
            </li>
          ))}
          <li>
            <a href={`/open-data/${CSV_METADATA_FILE}`}>{speaker.say('openDataColumns')}</a>
          </li>
          <li>
            <a href={`/open-data/${CHANGES_FILE}`}>{speaker.say('openDataChanges')}</a>
          </li>
          <li>
            <a href={`/open-data/${ACCURACY_FILE}`}>{speaker.say('openDataAccuracy')}</a>
          </li>
          <li>
            <a href="/open-data/catalog.jsonld">{speaker.say('openDataCatalog')}</a>
          </li>
          <li>
            <a href="/openapi.json">{speaker.say('openDataApi')}</a>
          </li>
          <li>
            <a href="/vocabulary/facts">{speaker.say('vocabularyTitle')}</a>
          </li>
        </ul>
        <p>{speaker.say('openDataFollow')}</p>
        <p>{speaker.say('openDataLicences')}</p>
        <p>
          <a href={OPEN_DATA_LICENCE}>{speaker.say('openDataLicence')}</a>
        </p>
      </>
    ),
  });
}
