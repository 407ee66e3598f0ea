import { MOST_IMAGES, MOST_PICTURE_BYTES, type PlaceImage } from '#shared/domain/places/place-image.ts';
import { Button, Hidden, PostForm } from './govuk/button.tsx';
import { DayInput } from './govuk/day-input.tsx';
import { FileUpload } from './govuk/file-upload.tsx';
import { Input, Select } from './govuk/input.tsx';
import { Banner, Details, Inset, messagesOf, type PageError } from './govuk/messages.tsx';
import { Checkbox } from './govuk/radios.tsx';
import { PUBLIC_FOLDER, pictureFolder } from './picture-address.ts';
import { Thumbnail } from './picture-changes.tsx';
import { subjectChoices } from './picture-words.ts';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export interface PicturesView {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly images: readonly PlaceImage[];
  /** What may be taken down at once: pictures that visitors see now; none where this person may not. */
  readonly publicImages: readonly PlaceImage[];
  /** Of the form that was sent; its fields begin with the picture's id, but for those of a new one. */
  readonly errors: readonly PageError[];
  /** What has just been done. */
  readonly notice: string | null;
  /** What was typed into a form that could not be taken, by the names of its fields. */
  readonly typed: ReadonlyMap<string, string>;
}

/** The pictures of a listing, each with the text for who cannot see it. */
export function picturesPage(view: PicturesView, surroundings: StaffSurroundings): string {
  const { id, name, version, images, publicImages, errors, notice, typed } = view;
  const listing = `/staff/places/${encodeURIComponent(id)}`;
  const errorOf = messagesOf(errors);
  return staffPage(surroundings, {
    title: `Pictures – ${name}`,
    errors,
    back: { href: listing, text: 'Back to the listing' },
    children: (
      <>
        {notice && (
          <Banner title="Done" kind="success">
            <p class="govuk-notification-banner__heading">{notice}</p>
          </Banner>
        )}
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{name}</span>
          Pictures
        </h1>
        <Inset>
          The most useful picture shows the entrance. Faces and number plates of other people do not belong in
          one. Where and when it was taken is removed from the file.
        </Inset>
        {images.map((image, index) => (
          <Picture
            image={image}
            number={index + 1}
            action={`${listing}/pictures/${image.id}`}
            folder={pictureFolder(id, version)}
            version={version}
            isPublic={publicImages.some((each) => each.id === image.id)}
            errorOf={errorOf}
            typed={typed}
            key={image.id}
          />
        ))}
        <StillPublic view={view} listing={listing} />
        {images.length < MOST_IMAGES && (
          <>
            <h2 class="govuk-heading-m">Add a picture</h2>
            <PostForm action={`${listing}/pictures`} isUpload>
              <Hidden values={{ version: String(version) }} />
              <FileUpload
                name="file"
                label={`JPEG, PNG or WebP, at most ${MOST_PICTURE_BYTES / 1e6} MB`}
                accept="image/jpeg,image/png,image/webp"
                mostBytes={MOST_PICTURE_BYTES}
                error={errorOf('file')}
              />
              <Input
                name="alt_en"
                label="What it shows, for people who cannot see it"
                hint="A sentence, such as: The door is level with the street, and a ramp leads to it from the left"
                value={typed.get('alt_en')}
                error={errorOf('alt_en')}
              />
              <Input
                name="alt_gd"
                label="The same in Gaelic"
                value={typed.get('alt_gd')}
                error={errorOf('alt_gd')}
                lang="gd"
              />
              <Select
                name="shows"
                label="What it is a picture of"
                value={typed.get('shows') ?? 'general'}
                choices={subjectChoices}
              />
              <Button>Add</Button>
            </PostForm>
          </>
        )}
      </>
    ),
  });
}

interface PictureProps {
  readonly image: PlaceImage;
  readonly number: number;
  readonly action: string;
  readonly folder: string;
  readonly version: number;
  readonly isPublic: boolean;
  readonly errorOf: (field: string) => string | undefined;
  readonly typed: PicturesView['typed'];
}

function Picture({ image, number, action, folder, version, isPublic, errorOf, typed }: PictureProps) {
  const field = (name: string) => `${image.id}-${name}`;
  const text = (name: string, label: string, value: string | undefined, hint?: string) => (
    <Input
      name={field(name)}
      label={label}
      value={typed.get(field(name)) ?? value}
      error={errorOf(field(name))}
      lang={name.endsWith('_gd') ? 'gd' : undefined}
      {...(hint && { hint })}
    />
  );
  return (
    <section class="staff-fact" aria-labelledby={field('title')}>
      <h2 class="govuk-heading-m" id={field('title')}>
        Picture {number}
      </h2>
      <Thumbnail image={image} folder={folder} alt={image.alt.en} />
      <PostForm action={action}>
        <Hidden values={{ version: String(version) }} />
        {text('alt_en', 'What it shows, for people who cannot see it', image.alt.en)}
        {text('alt_gd', 'The same in Gaelic', image.alt.gd)}
        <Checkbox
          name={field('decorative')}
          label="It only decorates: it tells nothing that the page does not say"
          isChecked={image.decorative}
        />
        <Select
          name={field('shows')}
          label="What it is a picture of"
          value={image.shows}
          choices={subjectChoices}
        />
        {text(
          'caption_en',
          'Words below it',
          image.caption?.en,
          'For everybody; leave it empty if it needs none',
        )}
        {text('caption_gd', 'The same words in Gaelic', image.caption?.gd)}
        {text('credit', 'Who took it', image.credit)}
        {text('licence', 'Licence', image.licence, 'Such as OGL-UK-3.0 or CC-BY-4.0')}
        <DayInput
          name={field('taken_on')}
          label="When it was taken"
          value={typed.get(field('taken_on')) ?? image.takenOn}
          error={errorOf(field('taken_on'))}
        />
        <div class="staff-buttons">
          <Button>Save picture {number}</Button>
          <Button kind="secondary" name="remove" value="yes">
            Remove picture {number}
          </Button>
        </div>
      </PostForm>
      {isPublic && <TakeDown what={`picture ${number}`} action={action} version={version} />}
    </section>
  );
}

/** What the draft no longer has, and visitors still see. */
function StillPublic({ view, listing }: { readonly view: PicturesView; readonly listing: string }) {
  const { version, images, publicImages } = view;
  const others = publicImages.filter((image) => !images.some((each) => each.id === image.id));
  if (others.length === 0) return null;
  return (
    <section class="staff-fact" aria-labelledby="still-public">
      <h2 class="govuk-heading-m" id="still-public">
        Still public
      </h2>
      <p class="govuk-body">They are removed here, and visitors see them until the listing is published.</p>
      {others.map((image, index) => (
        <div key={image.id}>
          <Thumbnail image={image} folder={PUBLIC_FOLDER} alt={image.alt.en} />
          <TakeDown
            what={`public picture ${index + 1}`}
            action={`${listing}/pictures/${image.id}`}
            version={version}
          />
        </div>
      ))}
    </section>
  );
}

interface TakeDownProps {
  readonly what: string;
  readonly action: string;
  readonly version: number;
}

/** Of one person alone: it shows less than before. */
function TakeDown({ what, action, version }: TakeDownProps) {
  return (
    <Details summary={`Take down ${what} at once`}>
      <p class="govuk-body">
        Visitors no longer see it, and nobody has to approve that. Whoever has seen it may keep it for an
        hour. It is also removed from the next version.
      </p>
      <PostForm action={`${action}/take-down`}>
        <Hidden values={{ version: String(version) }} />
        <Button kind="warning">Take down {what}</Button>
      </PostForm>
    </Details>
  );
}
