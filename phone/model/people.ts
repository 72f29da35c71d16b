import type { Place } from './message';

/** A made-up person whose phone one can hold. */
export interface Person {
  name: string;
  number: string;
  /** Where they are, to begin with. */
  place: Place;
}

/** Numbers from the ranges that are reserved for fiction, so that nobody is ever texted by mistake. */
export const PEOPLE: readonly Person[] = [
  {
    name: 'Ava',
    number: '+14155550123',
    place: {
      latitude: 37.7955,
      longitude: -122.3937,
      label: 'Ferry Building',
      address: '1 Ferry Building, San Francisco, CA 94111',
    },
  },
  {
    name: 'Oliver',
    number: '+447700900123',
    place: {
      latitude: 51.5055,
      longitude: -0.0754,
      label: 'Tower Bridge',
      address: 'Tower Bridge Road, London SE1 2UP',
    },
  },
  {
    name: 'Camille',
    number: '+33639980123',
    place: {
      latitude: 48.8584,
      longitude: 2.2945,
      label: 'Tour Eiffel',
      address: '5 avenue Anatole France, 75007 Paris',
    },
  },
  {
    name: 'Ruby',
    number: '+61491570156',
    place: {
      latitude: -33.8568,
      longitude: 151.2153,
      label: 'Sydney Opera House',
      address: 'Bennelong Point, Sydney NSW 2000',
    },
  },
];

/** The person's name, or undefined for a number that is nobody's here. */
export function nameOf(number: string): string | undefined {
  return PEOPLE.find((p) => p.number === number)?.name;
}

/** Where somebody might be who sends a location from that phone. */
export function placeOf(number: string): Place | undefined {
  return (PEOPLE.find((p) => p.number === number) ?? PEOPLE[0])?.place;
}
