/** The groups of facts, in the order in which a visitor meets them. */
export const FACT_GROUPS = [
  'getting-there',
  'getting-in',
  'moving-around',
  'toilets',
  'eating',
  'senses',
  'staff-and-tickets',
] as const;
export type FactGroup = (typeof FACT_GROUPS)[number];

export const FACT_UNITS = ['cm', 'm', '%', 'count'] as const;
export type FactUnit = (typeof FACT_UNITS)[number];

interface FactDefinition {
  readonly group: FactGroup;
  /** Of a measure. A fact without one is yes, no or partly. */
  readonly unit?: FactUnit;
  /** Largest value that can be meant, in the unit. */
  readonly most?: number;
  /**
   * Where A11yJSON 31.1 keeps it, below `properties`; `x…` are extensions for what it lacks. An index picks the
   * entrance, restroom or lift that a visitor with a wheelchair would use.
   */
  readonly a11y: string;
  /** A wrong answer strands somebody: when old or disputed it no longer counts as confirmed. */
  readonly critical?: true;
}

/** Every accessibility fact that a place can have. Names follow A11yJSON's words. */
export const FACTS = {
  blueBadgeParking: {
    group: 'getting-there',
    a11y: 'accessibility.parking.forWheelchairUsers.neededParkingPermits',
  },
  blueBadgeBays: {
    group: 'getting-there',
    unit: 'count',
    most: 1000,
    a11y: 'accessibility.parking.forWheelchairUsers.count',
  },
  blueBadgeBayDistance: {
    group: 'getting-there',
    unit: 'm',
    most: 5000,
    a11y: 'accessibility.parking.forWheelchairUsers.distanceToEntrance',
  },
  stepFreeApproach: { group: 'getting-there', a11y: 'xRoutes.0.stepFree', critical: true },
  smoothApproach: { group: 'getting-there', a11y: 'xRoutes.0.smoothSurface' },
  steepestGradient: {
    group: 'getting-there',
    unit: '%',
    most: 100,
    a11y: 'accessibility.pathways.surface.longitudinalSlope',
  },
  droppedKerbs: { group: 'getting-there', a11y: 'accessibility.pathways.isKerbstoneFree' },
  seatsOnTheWay: { group: 'getting-there', a11y: 'xRoutes.0.restPoints' },

  stepFreeEntrance: {
    group: 'getting-in',
    a11y: 'accessibility.entrances.0.properties.isLevel',
    critical: true,
  },
  entranceStepHeight: {
    group: 'getting-in',
    unit: 'cm',
    most: 500,
    a11y: 'accessibility.entrances.0.properties.stairs.stepHeight',
    critical: true,
  },
  entranceStepCount: {
    group: 'getting-in',
    unit: 'count',
    most: 500,
    a11y: 'accessibility.entrances.0.properties.stairs.count',
    critical: true,
  },
  entranceDoorWidth: {
    group: 'getting-in',
    unit: 'cm',
    most: 1000,
    a11y: 'accessibility.entrances.0.properties.door.width',
    critical: true,
  },
  automaticDoor: {
    group: 'getting-in',
    a11y: 'accessibility.entrances.0.properties.door.isAutomaticOrAlwaysOpen',
  },

  stepFreeInside: { group: 'moving-around', a11y: 'xRoutes.inside.stepFree', critical: true },
  scootersIndoors: { group: 'moving-around', a11y: 'xScooter.indoors', critical: true },
  scooterMaxWidth: { group: 'moving-around', unit: 'cm', most: 500, a11y: 'xScooter.maxWidth' },
  scooterMaxLength: { group: 'moving-around', unit: 'cm', most: 500, a11y: 'xScooter.maxLength' },
  aisleWidth: {
    group: 'moving-around',
    unit: 'cm',
    most: 2000,
    a11y: 'accessibility.pathwaysInside.widthAtObstacles',
    critical: true,
  },
  turningSpace: {
    group: 'moving-around',
    unit: 'cm',
    most: 5000,
    a11y: 'accessibility.surface.turningSpace',
    critical: true,
  },
  lift: { group: 'moving-around', a11y: 'xFacilities.lift', critical: true },
  liftDoorWidth: {
    group: 'moving-around',
    unit: 'cm',
    most: 500,
    a11y: 'accessibility.availableEquipment.0.door.width',
    critical: true,
  },
  liftCabinLength: {
    group: 'moving-around',
    unit: 'cm',
    most: 1000,
    a11y: 'accessibility.availableEquipment.0.cabinLength',
    critical: true,
  },
  scooterParking: { group: 'moving-around', a11y: 'xScooter.parking' },
  scooterCharging: { group: 'moving-around', a11y: 'xScooter.charging' },
  scooterHire: { group: 'moving-around', a11y: 'xScooter.hire' },
  wheelchairToBorrow: { group: 'moving-around', a11y: 'xScooter.transferChairAvailable' },
  seating: { group: 'moving-around', a11y: 'xFacilities.restSeating' },

  accessibleToilet: {
    group: 'toilets',
    a11y: 'accessibility.restrooms.0.isAccessibleWithWheelchair',
    critical: true,
  },
  toiletDoorWidth: {
    group: 'toilets',
    unit: 'cm',
    most: 500,
    a11y: 'accessibility.restrooms.0.entrance.door.width',
  },
  toiletTurningSpace: {
    group: 'toilets',
    unit: 'cm',
    most: 2000,
    a11y: 'accessibility.restrooms.0.turningSpaceInside',
  },
  transferFromLeft: {
    group: 'toilets',
    unit: 'cm',
    most: 1000,
    a11y: 'accessibility.restrooms.0.toilet.spaceOnUsersLeftSide',
  },
  transferFromRight: {
    group: 'toilets',
    unit: 'cm',
    most: 1000,
    a11y: 'accessibility.restrooms.0.toilet.spaceOnUsersRightSide',
  },
  radarKey: { group: 'toilets', a11y: 'accessibility.restrooms.0.entrance.door.needsRadarKey' },
  changingPlaces: { group: 'toilets', a11y: 'xFacilities.changingPlaces', critical: true },
  babyChanging: { group: 'toilets', a11y: 'accessibility.restrooms.0.hasChangingTableForBabies' },

  rollUnderTable: { group: 'eating', a11y: 'accessibility.tables.0.isRollUnder' },
  tableHeightBelow: {
    group: 'eating',
    unit: 'cm',
    most: 200,
    a11y: 'accessibility.tables.0.fixedHeightBelow',
  },
  largePrintMenu: { group: 'eating', a11y: 'xMedia.menu.isLargePrint' },
  brailleMenu: { group: 'eating', a11y: 'xMedia.menu.isBraille' },

  hearingLoop: { group: 'senses', a11y: 'accessibility.hasInductionLoop' },
  signLanguage: { group: 'senses', a11y: 'xStaff.signLanguage' },
  audioDescription: { group: 'senses', a11y: 'xMedia.tour.hasAudioDescription' },
  tactileSigns: { group: 'senses', a11y: 'xSignage.tactile' },
  quietSpace: { group: 'senses', a11y: 'accessibility.hasLowStimulusEnvironment' },
  quietTimes: { group: 'senses', a11y: 'xSensory.quietTimes' },
  assistanceDogs: { group: 'senses', a11y: 'accessibility.animalPolicy.allowsAssistanceDogs' },
  waterForDogs: { group: 'senses', a11y: 'accessibility.animalPolicy.suppliesWaterForPets' },

  staffHelp: { group: 'staff-and-tickets', a11y: 'accessibility.staff.hasFreeAssistantForVisitors' },
  loweredCounter: { group: 'staff-and-tickets', a11y: 'accessibility.desks.0.isRollUnder' },
  companionTicket: { group: 'staff-and-tickets', a11y: 'xTickets.essentialCompanion' },
  wheelchairSpaces: {
    group: 'staff-and-tickets',
    unit: 'count',
    most: 10_000,
    a11y: 'accessibility.wheelchairPlaces.count',
  },
  openWifi: { group: 'staff-and-tickets', a11y: 'accessibility.wifi.isOpenToEveryone' },
} as const satisfies Readonly<Record<string, FactDefinition>>;

export type FactId = keyof typeof FACTS;
export const FACT_IDS = Object.keys(FACTS) as FactId[];

export const factDefinition = (id: FactId): FactDefinition => FACTS[id];
export const isFactId = (text: string): text is FactId => Object.hasOwn(FACTS, text);
