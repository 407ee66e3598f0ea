import {
  IMAGE_SUBJECTS,
  type ImageSubject,
  MOST_IMAGES,
  type PlaceImage,
  renditionsOf,
} from '#shared/domain/places/place-image.ts';
import { Button, Hidden, PostForm } from './govuk/button.tsx';
import { FileUpload } from './govuk/file-upload.tsx';
import { Input, Select } from './govuk/input.tsx';
import { Banner, Inset, messagesOf, type PageError } from './govuk/messages.tsx';
import { Checkbox } from './govuk/radios.tsx';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

export interface PicturesView {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly images: readonly PlaceImage[];
  /** Of the form that was sent; its fields begin with the picture's id, but for those of a new one. */
  readonly errors: readonly PageError[];
  readonly isSaved: boolean;
}

const subjects: Readonly<Record<ImageSubject, string>> = {
  entrance: 'The entrance',
  toilet: 'The toilet',
  parking: 'Parking',
  interior: 'Inside',
  general: 'The place as a whole',
};

const choices = IMAGE_SUBJECTS.map((value) => ({ value, label: subjects[value] }));

/** The pictures of a listing, each with the text for who cannot see it. */
export function picturesPage(view: PicturesView, surroundings: StaffSurroundings): string {
  const { id, name, version, images, errors, isSaved } = view;
  const listing = `/staff/places/${encodeURIComponent(id)}`;
  const errorOf = messagesOf(errors);
  return staffPage(surroundings, {
    title: `Pictures – ${name}`,
    errors,
    back: { href: listing, text: 'Back to the listing' },
    children: (
      <>
        {isSaved && (
          <Banner title="Done" kind="success">
            <p class="govuk-notification-banner__heading">Saved.</p>
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
            version={version}
            errorOf={errorOf}
            key={image.id}
          />
        ))}
        {images.length < MOST_IMAGES && (
          <>
            <h2 class="govuk-heading-m">Add a picture</h2>
            <PostForm action={`${listing}/pictures`} isUpload>
              <Hidden values={{ version: String(version) }} />
              <FileUpload
                name="file"
                label="JPEG, PNG or WebP, at most 4 MB"
                accept="image/jpeg,image/png,image/webp"
                error={errorOf('file')}
              />
              <Input
                name="alt_en"
                label="What it shows, for people who cannot see it"
                hint="A sentence, such as: The door is level with the street, and a ramp leads to it from the left"
              />
              <Select name="shows" label="What it is a picture of" value="general" choices={choices} />
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
  readonly version: number;
  readonly errorOf: (field: string) => string | undefined;
}

function Picture({ image, number, action, version, errorOf }: PictureProps) {
  const [small] = renditionsOf(image);
  const field = (name: string) => `${image.id}-${name}`;
  const text = (name: string, label: string, value: string | undefined, hint?: string) => (
    <Input
      name={field(name)}
      label={label}
      value={value}
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
      <img
        class="staff-picture"
        src={`/images/${small.name}`}
        width={small.width}
        height={small.height}
        alt={image.alt.en ?? ''}
      />
      <PostForm action={action}>
        <Hidden values={{ version: String(version) }} />
        {text('alt_en', 'What it shows, for people who cannot see it', image.alt.en)}
        {text('alt_gd', 'The same in Gaelic', image.alt.gd)}
        <Checkbox
          name={field('decorative')}
          label="It only decorates: it tells nothing that the page does not say"
          isChecked={image.decorative}
        />
        <Select name={field('shows')} label="What it is a picture of" value={image.shows} choices={choices} />
        {text(
          'caption_en',
          'Words below it',
          image.caption?.en,
          'For everybody; leave it empty if it needs none',
        )}
        {text('credit', 'Who took it', image.credit)}
        {text('licence', 'Licence', image.licence, 'Such as OGL-UK-3.0 or CC-BY-4.0')}
        {text('taken_on', 'When it was taken', image.takenOn, 'Day, month and year, such as 27 3 2026')}
        <div class="staff-buttons">
          <Button>Save picture {number}</Button>
          <Button kind="secondary" name="remove" value="yes">
            Remove picture {number}
          </Button>
        </div>
      </PostForm>
    </section>
  );
}
