import type { GeoLocation } from './message';

/** A fictional person whose phone the user can choose. */
export interface Person {
  name: string;
  number: string;
  /** The location that the form suggests. */
  location: GeoLocation;
}

/** Their numbers are reserved for fiction, so no real person can receive a message by mistake. */
export const PEOPLE: readonly Person[] = [
  {
    name: 'Ava',
    number: '+14155550123',
    location: {
      latitude: 37.7955,
      longitude: -122.3937,
      label: 'Ferry Building',
      address: '1 Ferry Building, San Francisco, CA 94111',
    },
  },
  {
    name: 'Oliver',
    number: '+447700900123',
    location: {
      latitude: 51.5055,
      longitude: -0.0754,
      label: 'Tower Bridge',
      address: 'Tower Bridge Road, London SE1 2UP',
    },
  },
  {
    name: 'Camille',
    number: '+33639980123',
    location: {
      latitude: 48.8584,
      longitude: 2.2945,
      label: 'Tour Eiffel',
      address: '5 avenue Anatole France, 75007 Paris',
    },
  },
  {
    name: 'Ruby',
    number: '+61491570156',
    location: {
      latitude: -33.8568,
      longitude: 151.2153,
      label: 'Sydney Opera House',
      address: 'Bennelong Point, Sydney NSW 2000',
    },
  },
];

/** The person's name, or undefined when the number is not in `PEOPLE`. */
export function nameOf(number: string): string | undefined {
  return PEOPLE.find((p) => p.number === number)?.name;
}

/** The location to suggest for this phone. Unknown numbers get the location of the first person. */
export function locationOf(number: string): GeoLocation | undefined {
  return (PEOPLE.find((p) => p.number === number) ?? PEOPLE[0])?.location;
}
