import type { Place } from '#shared/domain/places/place.ts';
import {
  inOrderShown,
  largestRendition,
  type PlaceImage,
  renditionsOf,
} from '#shared/domain/places/place-image.ts';
import { translated } from '../kit/translation.ts';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import { OwnText } from './own-text.tsx';

interface PicturesProps {
  readonly images: Place['images'];
  /** Where they are, if visitors do not see them yet. */
  readonly folder?: string | undefined;
  readonly speaker: PlaceSpeaker;
}

/** The column of a page, whose text is never wider; on a phone all but its margins. */
const SIZES = '(min-width: 40rem) 38rem, calc(100vw - 2rem)';

/** The entrance, or what there is; the rest folded away, and not loaded before somebody opens it. */
export function Pictures({ images = [], folder = '/images/', speaker }: PicturesProps) {
  const [first, ...others] = inOrderShown(images);
  if (!first) return null;
  return (
    <section class="pictures" aria-labelledby="pictures">
      <h2 id="pictures">{speaker.say('pictures')}</h2>
      <Picture image={first} folder={folder} speaker={speaker} />
      {others.length > 0 && (
        <details>
          <summary>{speaker.say('morePictures', others.length)}</summary>
          {others.map((image) => (
            <Picture image={image} folder={folder} speaker={speaker} key={image.id} />
          ))}
        </details>
      )}
    </section>
  );
}

interface PictureProps {
  readonly image: PlaceImage;
  readonly folder: string;
  readonly speaker: PlaceSpeaker;
}

function Picture({ image, folder, speaker }: PictureProps) {
  const address = (name: string) => `${folder}${name}`;
  const { width, height } = largestRendition(image);
  const renditions = renditionsOf(image);
  // For browsers that choose none themselves: enough for a phone.
  const [small, middle = small] = renditions;
  const alt = image.decorative ? { text: '' } : translated(image.alt, speaker.language);
  return (
    <figure>
      <img
        src={address(middle.name)}
        srcset={renditions.map((each) => `${address(each.name)} ${each.width}w`).join(', ')}
        sizes={SIZES}
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
        alt={alt.text}
        lang={alt.lang}
      />
      <Caption image={image} speaker={speaker} />
    </figure>
  );
}

function Caption({ image, speaker }: Omit<PictureProps, 'folder'>) {
  const { shows, caption, credit, licence, takenOn } = image;
  const hasOrigin = Boolean(credit || licence || takenOn);
  if (shows === 'general' && !caption && !hasOrigin) return null;
  return (
    <figcaption>
      {shows !== 'general' && <strong>{speaker.say('imageSubject', shows)}</strong>}
      {caption && (
        <p>
          <OwnText texts={caption} language={speaker.language} />
        </p>
      )}
      {hasOrigin && (
        <p class="picture-origin">
          {credit && <>{speaker.say('pictureBy', credit)}. </>}
          {takenOn && <>{speaker.say('takenOn', takenOn)}. </>}
          {licence && <>{speaker.say('licence', licence)}.</>}
        </p>
      )}
    </figcaption>
  );
}
