import { imagesOf } from '#shared/contracts/listing-images.ts';
import { type ImageChange, imageChanges } from '#shared/domain/listings/image-changes.ts';
import { type PlaceImage, renditionsOf } from '#shared/domain/places/place-image.ts';
import type { ComparedVersion } from './change-list.tsx';
import type { TagColour } from './govuk/lists.tsx';
import { Tag } from './govuk/lists.tsx';
import { Lines } from './lines.tsx';
import { pictureLines } from './picture-words.ts';

const kinds: Readonly<Record<ImageChange['kind'], { text: string; colour: TagColour }>> = {
  added: { text: 'Added', colour: 'green' },
  removed: { text: 'Removed', colour: 'red' },
  described: { text: 'Changed', colour: 'blue' },
};

interface PictureChangesProps {
  readonly before: ComparedVersion;
  readonly after: ComparedVersion;
}

/** Every picture that is added, removed or described otherwise, to be seen and to be read. */
export function PictureChanges({ before, after }: PictureChangesProps) {
  const { changes, isReordered } = imageChanges(imagesOf(before.fields), imagesOf(after.fields));
  return (
    <>
      {isReordered && <p class="govuk-body">They stand in another order.</p>}
      {changes.length === 0 && !isReordered && <p class="govuk-body">What is said of them cannot be read.</p>}
      <ul class="staff-list govuk-body">
        {changes.map((change) => {
          const { text, colour } = kinds[change.kind];
          const side = change.kind === 'removed' ? before : after;
          return (
            <li class="staff-list__item staff-picture-change" key={change.image.id}>
              <Thumbnail image={change.image} folder={side.pictures} />
              <div class="staff-list__text">
                <p class="govuk-body">
                  <Tag colour={colour}>{text}</Tag>
                </p>
                <div class="staff-change__texts">
                  {change.kind === 'described' && <Described image={change.was} words={before.words} />}
                  <Described image={change.image} words={change.kind === 'described' ? after.words : null} />
                </div>
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}

interface ThumbnailProps {
  readonly image: PlaceImage;
  readonly folder: string;
  /** Empty where what it shows is said beside it. */
  readonly alt?: string | undefined;
}

export function Thumbnail({ image, folder, alt = '' }: ThumbnailProps) {
  const [{ name, width, height }] = renditionsOf(image);
  return (
    <img
      class="staff-picture"
      src={`${folder}${name}`}
      width={width}
      height={height}
      loading="lazy"
      alt={alt}
    />
  );
}

function Described({ image, words }: { readonly image: PlaceImage; readonly words: string | null }) {
  return (
    <div>
      {words && <strong>{words}</strong>}
      <div class="staff-lines">
        <Lines lines={pictureLines(image)} />
      </div>
    </div>
  );
}
