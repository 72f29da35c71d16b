import type { Place } from './message';

/** A place as it is typed. */
export interface TypedPlace {
  latitude: string;
  longitude: string;
  label: string;
  address: string;
}

/** The field of a typed place that is no number of degrees. */
export type WrongDegrees = 'latitude' | 'longitude';

/** Degrees as people type them, with a point or a comma, or undefined for what is none. */
function typedDegrees(typed: string, most: number): number | undefined {
  const plain = typed.trim().replace(',', '.').replace('\u2212', '-');
  if (!/^[+-]?\d{1,3}(\.\d*)?$/.test(plain)) return undefined;
  const degrees = Number(plain);
  return Math.abs(degrees) <= most ? degrees : undefined;
}

/** A typed place as it is sent, or the first field that is wrong. Name and address may be empty. */
export function readTypedPlace(typed: TypedPlace): Place | WrongDegrees {
  const latitude = typedDegrees(typed.latitude, 90);
  if (latitude === undefined) return 'latitude';
  const longitude = typedDegrees(typed.longitude, 180);
  if (longitude === undefined) return 'longitude';
  const label = typed.label.trim();
  const address = typed.address.trim();
  return { latitude, longitude, ...(address === '' ? {} : { address }), ...(label === '' ? {} : { label }) };
}

/** A place to begin typing from. */
export function typedFrom({ latitude, longitude, label = '', address = '' }: Place): TypedPlace {
  return { latitude: String(latitude), longitude: String(longitude), label, address };
}

/** Coordinates for reading, such as `37.7955, -122.3937`: six digits are a hand's breadth. */
export function coordinates({ latitude, longitude }: Place): string {
  return [latitude, longitude].map((degrees) => String(Number(degrees.toFixed(6)))).join(', ');
}

/** The place on a map in another tab. Nothing is loaded from there before somebody opens it. */
export function mapAddress({ latitude, longitude }: Place): string {
  const [north, east] = [latitude.toFixed(6), longitude.toFixed(6)];
  return `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=16/${north}/${east}`;
}
