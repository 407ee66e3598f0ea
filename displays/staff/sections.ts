import {
  FACT_GROUPS,
  FACT_IDS,
  type FactGroup,
  type FactId,
  factDefinition,
} from '#shared/domain/places/fact-dictionary.ts';
import { PLACE_KINDS, type PlaceKind } from '#shared/domain/places/place.ts';
import type { Choice } from './govuk/input.tsx';

/** A control of a section that is no fact. */
export interface PlainControl {
  readonly field: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: 'line' | 'text' | 'choice' | 'time';
  readonly choices?: readonly Choice[];
  readonly lang?: string;
  readonly inputMode?: 'decimal' | 'email' | 'tel' | 'url';
  readonly width?: '10' | '20';
}

/** A page of the form. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly controls: readonly PlainControl[];
  readonly facts: readonly FactId[];
}

const kinds: Readonly<Record<PlaceKind, string>> = {
  attraction: 'Attraction',
  eat: 'Place to eat or drink',
  event: 'Event',
  wifi: 'Wi-Fi spot',
  toilet: 'Toilet',
  parking: 'Parking',
  'scooter-hire': 'Scooter or wheelchair hire',
  help: 'Help point',
};

export const kindChoices: readonly Choice[] = PLACE_KINDS.map((kind) => ({
  value: kind,
  label: kinds[kind],
}));

const yesNo: readonly Choice[] = [
  { value: '', label: 'Not known' },
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

const groupTitles: Readonly<Record<FactGroup, string>> = {
  'getting-there': 'Getting there',
  'getting-in': 'Getting in',
  'moving-around': 'Moving around',
  toilets: 'Toilets',
  eating: 'Eating and drinking',
  senses: 'Hearing, seeing and quiet',
  'staff-and-tickets': 'Staff, tickets and Wi-Fi',
};

const plainSections: readonly Section[] = [
  {
    id: 'basics',
    title: 'Name and description',
    facts: [],
    controls: [
      { field: 'name_en', label: 'Name', kind: 'line' },
      { field: 'name_gd', label: 'Name in Gaelic', kind: 'line', lang: 'gd', hint: 'If there is one in use' },
      {
        field: 'kind',
        label: 'What it is',
        kind: 'choice',
        choices: [{ value: '', label: 'Choose' }, ...kindChoices],
      },
      {
        field: 'description_en',
        label: 'Description',
        kind: 'text',
        hint: 'A sentence or two about what visitors find. Accessibility has pages of its own.',
      },
      { field: 'description_gd', label: 'Description in Gaelic', kind: 'text', lang: 'gd' },
      {
        field: 'keywords',
        label: 'Other words that visitors may search for',
        kind: 'line',
        hint: 'With semicolons between them, such as castle; garden',
      },
      {
        field: 'slug',
        label: 'Address of its page',
        kind: 'line',
        hint: 'The end of its web address: small letters, figures and hyphens',
      },
    ],
  },
  {
    id: 'location',
    title: 'Where it is',
    facts: [],
    controls: [
      { field: 'street_address', label: 'Street and number', kind: 'line' },
      { field: 'address_locality', label: 'Town', kind: 'line', width: '20' },
      { field: 'postal_code', label: 'Postcode', kind: 'line', width: '10' },
      {
        field: 'latitude',
        label: 'Latitude of the entrance',
        kind: 'line',
        inputMode: 'decimal',
        width: '10',
        hint: 'In degrees, such as 56.3958',
      },
      {
        field: 'longitude',
        label: 'Longitude of the entrance',
        kind: 'line',
        inputMode: 'decimal',
        width: '10',
        hint: 'In degrees, such as -3.4307',
      },
      {
        field: 'nearest_stop_id',
        label: 'Bus stop that you would send visitors to',
        kind: 'line',
        width: '20',
        hint: 'Its code, as the page of the stop shows it. Without one the nearest is shown.',
      },
    ],
  },
  {
    id: 'contact',
    title: 'Contact',
    facts: [],
    controls: [
      { field: 'telephone', label: 'Telephone', kind: 'line', inputMode: 'tel', width: '20' },
      { field: 'email', label: 'Email address', kind: 'line', inputMode: 'email' },
      { field: 'url', label: 'Website', kind: 'line', inputMode: 'url' },
    ],
  },
  {
    id: 'opening',
    title: 'Opening and prices',
    facts: [],
    controls: [
      {
        field: 'opening_hours',
        label: 'Opening hours',
        kind: 'text',
        hint: 'As OpenStreetMap writes them, such as Mo-Sa 10:00-17:00; Su off; Dec 25 off',
      },
      {
        field: 'event_start',
        label: 'Event starts',
        kind: 'time',
        hint: 'For events only, such as 2026-12-31 19:30',
        width: '20',
      },
      { field: 'event_end', label: 'Event ends', kind: 'time', width: '20' },
      {
        field: 'event_cancelled',
        label: 'Is the event cancelled?',
        kind: 'choice',
        choices: [
          { value: '', label: 'No' },
          { value: 'yes', label: 'Yes, cancelled' },
        ],
      },
      { field: 'free_of_charge', label: 'Is it free to go in?', kind: 'choice', choices: yesNo },
      {
        field: 'serves_cuisine',
        label: 'Kinds of food',
        kind: 'line',
        hint: 'With semicolons between them, such as Scottish; vegan',
      },
    ],
  },
];

/** The pages of the form, in the order of the task list. */
export const sections: readonly Section[] = [
  ...plainSections,
  ...FACT_GROUPS.map((group) => ({
    id: group,
    title: groupTitles[group],
    controls: [],
    facts: FACT_IDS.filter((id) => factDefinition(id).group === group),
  })),
];

export const sectionOf = (id: string): Section | undefined => sections.find((section) => section.id === id);

/** The section on which a unit of a listing is edited; undefined for what no page edits. */
export const sectionWith = (unit: string): Section | undefined =>
  sections.find(
    ({ controls, facts }) =>
      controls.some(({ field }) => field === unit) || (facts as readonly string[]).includes(unit),
  );
