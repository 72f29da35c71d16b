import type { GeoLocation } from './message';

/** The fields of the location form, as typed. */
export interface LocationInput {
  latitude: string;
  longitude: string;
  label: string;
  address: string;
}

/** The field of the location form that is not a valid number of degrees. */
export type InvalidLocationField = 'latitude' | 'longitude';

/** Accepts a decimal point or comma. Returns undefined when the input is not a number between -`max` and `max`. */
function parseDegrees(input: string, max: number): number | undefined {
  const normalized = input.trim().replace(',', '.').replace('\u2212', '-');
  if (!/^[+-]?\d{1,3}(\.\d*)?$/.test(normalized)) return undefined;
  const degrees = Number(normalized);
  return Math.abs(degrees) <= max ? degrees : undefined;
}

/** Converts the form's input to a location, or returns the first invalid field. Label and address may be empty. */
export function parseLocation(input: LocationInput): GeoLocation | InvalidLocationField {
  const latitude = parseDegrees(input.latitude, 90);
  if (latitude === undefined) return 'latitude';
  const longitude = parseDegrees(input.longitude, 180);
  if (longitude === undefined) return 'longitude';
  const label = input.label.trim();
  const address = input.address.trim();
  return { latitude, longitude, ...(address === '' ? {} : { address }), ...(label === '' ? {} : { label }) };
}

/** Fills the location form. */
export function locationInput({ latitude, longitude, label = '', address = '' }: GeoLocation): LocationInput {
  return { latitude: String(latitude), longitude: String(longitude), label, address };
}

/** Coordinates with up to six decimals (about 10 cm), such as `37.7955, -122.3937`. */
export function formatCoordinates({ latitude, longitude }: GeoLocation): string {
  return [latitude, longitude].map((degrees) => String(Number(degrees.toFixed(6)))).join(', ');
}

/** The URL of the location on OpenStreetMap. */
export function mapUrl({ latitude, longitude }: GeoLocation): string {
  const [north, east] = [latitude.toFixed(6), longitude.toFixed(6)];
  return `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=16/${north}/${east}`;
}
