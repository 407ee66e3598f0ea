import type { FactId } from '#shared/domain/places/fact-dictionary.ts';

interface FactWords {
  /** As it stands in the middle of a sentence; its first letter is raised where it begins one. */
  readonly name: string;
  /** What is meant, said so that it does not claim to be there: it stands in brackets beside a "no" as well. */
  readonly meaning: string;
}

/** Every accessibility fact in words. A name is a thing that can be there or not, or a measure. */
export const enFacts: Readonly<Record<FactId, FactWords>> = {
  blueBadgeParking: { name: 'Blue Badge parking', meaning: 'bays kept for Blue Badge holders' },
  blueBadgeBays: { name: 'number of Blue Badge bays', meaning: 'bays kept for Blue Badge holders' },
  blueBadgeBayDistance: {
    name: 'distance from the Blue Badge bays',
    meaning: 'from the bays to the entrance',
  },
  stepFreeApproach: {
    name: 'step-free way to the entrance',
    meaning: 'no steps between the street and the door',
  },
  smoothApproach: { name: 'smooth way to the entrance', meaning: 'firm and even, without cobbles or gravel' },
  steepestGradient: {
    name: 'steepest slope on the way',
    meaning: '5% is 1 in 20, 8% is about 1 in 12',
  },
  droppedKerbs: { name: 'dropped kerbs', meaning: 'lowered where you cross on the way' },
  seatsOnTheWay: { name: 'seats on the way', meaning: 'somewhere to rest before the entrance' },

  stepFreeEntrance: { name: 'step-free entrance', meaning: 'a way in that is level or has a ramp' },
  entranceStepHeight: { name: 'height of the step at the entrance', meaning: 'the highest single step' },
  entranceStepCount: { name: 'number of steps at the entrance', meaning: 'on the easiest way in' },
  entranceDoorWidth: { name: 'width of the entrance door', meaning: 'clear width of the easiest way in' },
  automaticDoor: { name: 'automatic door', meaning: 'one that opens by itself or always stands open' },

  stepFreeInside: { name: 'step-free inside', meaning: 'no steps to what visitors use' },
  scootersIndoors: { name: 'mobility scooters allowed inside', meaning: 'to drive in with your scooter' },
  scooterMaxWidth: { name: 'widest scooter allowed', meaning: 'wider ones have to stay outside' },
  scooterMaxLength: { name: 'longest scooter allowed', meaning: 'longer ones have to stay outside' },
  aisleWidth: { name: 'narrowest passage inside', meaning: 'clear width where visitors pass' },
  turningSpace: { name: 'turning space inside', meaning: 'width of the free circle to turn round in' },
  lift: { name: 'working lift', meaning: 'a lift for visitors that is in order' },
  liftDoorWidth: { name: 'width of the lift door', meaning: 'clear width when it is open' },
  liftCabinLength: { name: 'length inside the lift', meaning: 'from the door to the back wall' },
  scooterParking: { name: 'place to leave a scooter', meaning: 'for the time of your visit' },
  scooterCharging: { name: 'charging for scooters', meaning: 'a socket that visitors may use' },
  scooterHire: { name: 'scooter hire', meaning: 'mobility scooters for hire here' },
  wheelchairToBorrow: { name: 'wheelchair to borrow', meaning: 'for the time of your visit' },
  seating: { name: 'seats inside', meaning: 'somewhere to rest indoors' },

  accessibleToilet: { name: 'accessible toilet', meaning: 'one that can be used with a wheelchair' },
  toiletDoorWidth: {
    name: 'width of the toilet door',
    meaning: 'of the accessible toilet, clear width',
  },
  toiletTurningSpace: {
    name: 'turning space in the toilet',
    meaning: 'width of the free circle to turn round in',
  },
  transferFromLeft: {
    name: 'space left of the toilet',
    meaning: 'to move across from the side; left as you sit',
  },
  transferFromRight: {
    name: 'space right of the toilet',
    meaning: 'to move across from the side; right as you sit',
  },
  radarKey: { name: 'Radar key needed', meaning: 'a key that opens locked accessible toilets' },
  changingPlaces: {
    name: 'Changing Places toilet',
    meaning: 'large, with a hoist and a changing bench for adults',
  },
  babyChanging: { name: 'baby changing table', meaning: 'a table to change a baby on' },

  rollUnderTable: { name: 'table for wheelchair users', meaning: 'one that you can roll under' },
  tableHeightBelow: {
    name: 'free height below the table',
    meaning: 'from the floor to the underside',
  },
  largePrintMenu: { name: 'menu in large print', meaning: 'printed in large letters' },
  brailleMenu: { name: 'menu in Braille', meaning: 'to read by touch' },

  hearingLoop: { name: 'hearing loop', meaning: 'sound sent straight to hearing aids' },
  signLanguage: { name: 'staff who sign', meaning: 'somebody on the staff who uses a sign language' },
  audioDescription: { name: 'audio description', meaning: 'what there is to see, told in sound' },
  tactileSigns: { name: 'tactile signs', meaning: 'signs to read by touch' },
  quietSpace: { name: 'quiet space', meaning: 'a calm place away from noise and bustle' },
  quietTimes: { name: 'quiet times', meaning: 'hours with less noise and fewer people' },
  assistanceDogs: { name: 'assistance dogs welcome', meaning: 'to come in with you' },
  waterForDogs: { name: 'water for dogs', meaning: 'a bowl for your assistance dog' },

  staffHelp: { name: 'help from staff', meaning: 'somebody who can help you on your visit, free of charge' },
  loweredCounter: { name: 'lowered counter', meaning: 'low enough to use from a wheelchair' },
  companionTicket: {
    name: 'ticket for a companion',
    meaning: 'for the person whose help you need on your visit',
  },
  wheelchairSpaces: { name: 'number of wheelchair spaces', meaning: 'places in the audience' },
  openWifi: { name: 'open Wi-Fi', meaning: 'for everybody to use' },
};
