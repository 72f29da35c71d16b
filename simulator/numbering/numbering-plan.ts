import { callingCodeOf, isCountry, parsePhone } from './phone-metadata';

/** The kinds of numbers that Twilio sells. */
export type NumberKind = 'Local' | 'Mobile' | 'TollFree';

/** What a number can do. */
export interface Capabilities {
  voice: boolean;
  sms: boolean;
  mms: boolean;
  fax: boolean;
}

/** Which address Twilio requires from the holder of a number. */
export type AddressRequirements = 'none' | 'any' | 'local' | 'foreign';

/** The numbers of one kind in a country. Prefixes and length are of the national number. */
export interface KindPlan {
  prefixes: readonly string[];
  length: number;
  voice: boolean;
  sms: boolean;
  mms: boolean;
  address: AddressRequirements;
}

/** A country and the numbers that the simulator sells there. */
export interface CountryPlan {
  /** ISO 3166-1 alpha-2. */
  iso: string;
  name: string;
  /** The calling code, without the plus sign. */
  code: string;
  kinds: Readonly<Partial<Record<NumberKind, KindPlan>>>;
}

const NANP_KINDS: CountryPlan['kinds'] = {
  Local: { prefixes: [], length: 10, voice: true, sms: true, mms: true, address: 'none' },
  TollFree: {
    prefixes: ['800', '833', '844', '855', '866', '877', '888'],
    length: 10,
    voice: true,
    sms: true,
    mms: true,
    address: 'none',
  },
};

const kindPlan = (
  prefixes: readonly string[],
  length: number,
  address: AddressRequirements,
  sms: boolean,
  voice = true,
): KindPlan => ({ prefixes, length, voice, sms, mms: false, address });

const SOLD_KINDS: Readonly<Record<string, CountryPlan['kinds']>> = {
  US: NANP_KINDS,
  CA: NANP_KINDS,
  GB: {
    Local: kindPlan(['20', '113', '121', '131', '141', '161'], 10, 'none', true),
    Mobile: kindPlan(['74', '75', '77', '78', '79'], 10, 'none', true),
    TollFree: kindPlan(['800', '808'], 10, 'none', false),
  },
  DE: {
    Local: kindPlan(['30', '40', '69', '89'], 10, 'local', true),
    Mobile: kindPlan(['151', '157', '160', '172', '176'], 11, 'local', true),
  },
  FR: {
    Local: kindPlan(['1', '4'], 9, 'local', false),
    Mobile: kindPlan(['6', '7'], 9, 'any', true),
    TollFree: kindPlan(['800', '805'], 9, 'any', false),
  },
  NL: {
    Local: kindPlan(['10', '20', '70'], 9, 'local', false),
    Mobile: kindPlan(['61', '62', '63', '64'], 9, 'any', true),
  },
  SE: {
    Local: kindPlan(['8', '31', '40'], 9, 'none', false),
    Mobile: kindPlan(['70', '72', '73', '76'], 9, 'none', true),
  },
  AU: {
    Local: kindPlan(['2', '3', '7', '8'], 9, 'any', false),
    Mobile: kindPlan(['42', '48', '49'], 9, 'any', true),
    TollFree: kindPlan(['1800'], 10, 'any', false),
  },
};

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

/**
 * A country by its ISO 3166-1 alpha-2 code, in upper case.
 * @returns undefined for an unknown country
 */
export function planOf(iso: string): CountryPlan | undefined {
  const code = callingCodeOf(iso);
  if (code === undefined) return undefined;
  const kinds = Object.hasOwn(SOLD_KINDS, iso) ? SOLD_KINDS[iso] : undefined;
  return { iso, name: countryNames.of(iso) ?? iso, code, kinds: kinds ?? {} };
}

/**
 * The countries with numbers for sale.
 * https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource
 */
export const soldCountries: readonly CountryPlan[] = Object.keys(SOLD_KINDS).flatMap((iso) => planOf(iso) ?? []);

/** True for a known ISO 3166-1 alpha-2 code, in any case. */
export function isKnownCountry(iso: string): boolean {
  return isCountry(iso.toUpperCase());
}

/**
 * The country of an E.164 number.
 * @returns undefined for an unknown calling code, and for a code that no country has, such as +800
 */
export function countryOf(number: string): CountryPlan | undefined {
  const iso = parsePhone(number)?.country;
  return iso === undefined ? undefined : planOf(iso);
}

/** The country of an area code under +1, such as `US` or `CA`. */
export function countryOfAreaCode(areaCode: string): string | undefined {
  return parsePhone(`+1${areaCode}5550100`)?.country;
}

/** The national part of a number of this country: `4155550100`. */
export function nationalPart({ code }: CountryPlan, number: string): string {
  return number.slice(1 + code.length);
}

/**
 * The kind of a number.
 * @returns undefined when its country sells no such numbers
 */
export function kindOf(number: string): { country: CountryPlan; kind: NumberKind; plan: KindPlan } | undefined {
  const country = countryOf(number);
  if (country === undefined) return undefined;
  const digits = nationalPart(country, number);
  for (const kind of ['TollFree', 'Mobile', 'Local'] as const) {
    const plan = country.kinds[kind];
    if (plan === undefined || digits.length !== plan.length) continue;
    // In the United States and Canada neither the area code nor the exchange starts with 0 or 1.
    const matches =
      plan.prefixes.length === 0
        ? /^[2-9]\d{2}[2-9]\d{6}$/.test(digits)
        : plan.prefixes.some((prefix) => digits.startsWith(prefix));
    if (matches) return { country, kind, plan };
  }
  return undefined;
}

/** The capabilities of a number. A number that is not for sale has those of a typical own number. */
export function capabilitiesOf(number: string): Capabilities {
  const plan = kindOf(number)?.plan;
  if (plan === undefined) return { voice: true, sms: true, mms: number.startsWith('+1'), fax: false };
  return { voice: plan.voice, sms: plan.sms, mms: plan.mms, fax: false };
}
