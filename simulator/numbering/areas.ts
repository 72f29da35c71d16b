import { countryOf } from './numbering-plan';
import { isE164 } from './phone-numbers';

/** The place of an area code in the United States or Canada. */
export interface Area {
  code: string;
  locality: string;
  region: string;
  postalCode: string;
  lata: string;
  rateCenter: string;
  latitude: string;
  longitude: string;
}

const area = (
  code: string,
  locality: string,
  region: string,
  postalCode: string,
  lata: string,
  latitude: string,
  longitude: string,
): Area => ({ code, locality, region, postalCode, lata, rateCenter: locality.toUpperCase(), latitude, longitude });

/** Some places with numbers for sale, by country. */
export const AREAS: Readonly<Record<string, readonly Area[]>> = {
  US: [
    area('212', 'New York', 'NY', '10001', '132', '40.750000', '-73.990000'),
    area('305', 'Miami', 'FL', '33101', '460', '25.770000', '-80.190000'),
    area('312', 'Chicago', 'IL', '60601', '358', '41.880000', '-87.620000'),
    area('415', 'San Francisco', 'CA', '94105', '722', '37.780000', '-122.390000'),
    area('512', 'Austin', 'TX', '78701', '558', '30.270000', '-97.740000'),
    area('617', 'Boston', 'MA', '02108', '128', '42.350000', '-71.060000'),
    area('808', 'Honolulu', 'HI', '96813', '834', '21.310000', '-157.860000'),
  ],
  CA: [
    area('416', 'Toronto', 'ON', 'M5H', '888', '43.650000', '-79.380000'),
    area('514', 'Montreal', 'QC', 'H2Y', '888', '45.500000', '-73.550000'),
    area('604', 'Vancouver', 'BC', 'V6B', '888', '49.280000', '-123.120000'),
  ],
};

/** The place of an area code. @returns undefined for an area code without a place here */
export function areaOf(iso: string, code: string): Area | undefined {
  return AREAS[iso]?.find((area) => area.code === code);
}

/** The place of a number, as webhooks describe it. Empty strings where Twilio has no data. */
export interface Place {
  city: string;
  state: string;
  zip: string;
  country: string;
}

/** The place of a phone number. */
export function placeOf(number: string): Place {
  const country = isE164(number) ? countryOf(number) : undefined;
  const area = country?.code === '1' ? areaOf(country.iso, number.slice(2, 5)) : undefined;
  return {
    city: area?.rateCenter ?? '',
    state: area?.region ?? '',
    zip: area?.postalCode ?? '',
    country: country?.iso ?? '',
  };
}
