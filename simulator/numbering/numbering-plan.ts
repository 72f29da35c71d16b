/** What is sold of a kind of number. */
export type NumberKind = 'Local' | 'Mobile' | 'TollFree';

/** What a number can do. */
export interface Capabilities {
  voice: boolean;
  sms: boolean;
  mms: boolean;
  fax: boolean;
}

/** What Twilio must know of the holder of a number. */
export type AddressRequirements = 'none' | 'any' | 'local' | 'foreign';

/** How numbers of a kind begin and how long they are, country code and trunk prefix aside. */
export interface KindPlan {
  prefixes: readonly string[];
  length: number;
  voice: boolean;
  sms: boolean;
  mms: boolean;
  address: AddressRequirements;
}

/** How a country numbers its phones. A part of the truth: enough to try a flow, not to judge real numbers. */
export interface CountryPlan {
  /** ISO 3166-1 alpha-2. */
  iso: string;
  name: string;
  /** The calling code, without a plus sign. */
  code: string;
  /** What comes before a national number inside of the country. */
  trunk: string;
  /** The least and the most digits of a national number, trunk prefix aside. */
  lengths: readonly [number, number];
  /** The kinds that are sold. */
  kinds: Readonly<Partial<Record<NumberKind, KindPlan>>>;
}

const american: CountryPlan['kinds'] = {
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

const plan = (
  iso: string,
  name: string,
  code: string,
  trunk: string,
  lengths: readonly [number, number],
  kinds: CountryPlan['kinds'],
): CountryPlan => ({ iso, name, code, trunk, lengths, kinds });

const kind = (
  prefixes: readonly string[],
  length: number,
  address: AddressRequirements,
  sms: boolean,
  voice = true,
): KindPlan => ({ prefixes, length, voice, sms, mms: false, address });

/** The countries in which numbers are sold. https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource */
export const soldCountries: readonly CountryPlan[] = [
  plan('US', 'United States', '1', '1', [10, 10], american),
  plan('CA', 'Canada', '1', '1', [10, 10], american),
  plan('GB', 'United Kingdom', '44', '0', [9, 10], {
    Local: kind(['20', '113', '121', '131', '141', '161'], 10, 'none', true),
    Mobile: kind(['74', '75', '77', '78', '79'], 10, 'none', true),
    TollFree: kind(['800', '808'], 10, 'none', false),
  }),
  plan('DE', 'Germany', '49', '0', [6, 11], {
    Local: kind(['30', '40', '69', '89'], 10, 'local', true),
    Mobile: kind(['151', '157', '160', '172', '176'], 11, 'local', true),
  }),
  plan('FR', 'France', '33', '0', [9, 9], {
    Local: kind(['1', '4'], 9, 'local', false),
    Mobile: kind(['6', '7'], 9, 'any', true),
    TollFree: kind(['800', '805'], 9, 'any', false),
  }),
  plan('NL', 'Netherlands', '31', '0', [9, 9], {
    Local: kind(['10', '20', '70'], 9, 'local', false),
    Mobile: kind(['61', '62', '63', '64'], 9, 'any', true),
  }),
  plan('SE', 'Sweden', '46', '0', [7, 9], {
    Local: kind(['8', '31', '40'], 9, 'none', false),
    Mobile: kind(['70', '72', '73', '76'], 9, 'none', true),
  }),
  plan('AU', 'Australia', '61', '0', [9, 10], {
    Local: kind(['2', '3', '7', '8'], 9, 'any', false),
    Mobile: kind(['42', '48', '49'], 9, 'any', true),
    TollFree: kind(['1800'], 10, 'any', false),
  }),
];

/** The calling codes of further countries, whose numbers are known but not sold. */
const furtherCodes: readonly (readonly [code: string, iso: string, trunk: string])[] = [
  ['7', 'RU', '8'],
  ['20', 'EG', '0'],
  ['27', 'ZA', '0'],
  ['30', 'GR', ''],
  ['32', 'BE', '0'],
  ['34', 'ES', ''],
  ['36', 'HU', '06'],
  ['39', 'IT', ''],
  ['40', 'RO', '0'],
  ['41', 'CH', '0'],
  ['43', 'AT', '0'],
  ['45', 'DK', ''],
  ['47', 'NO', ''],
  ['48', 'PL', ''],
  ['51', 'PE', '0'],
  ['52', 'MX', ''],
  ['54', 'AR', '0'],
  ['55', 'BR', '0'],
  ['56', 'CL', ''],
  ['57', 'CO', ''],
  ['60', 'MY', '0'],
  ['62', 'ID', '0'],
  ['63', 'PH', '0'],
  ['64', 'NZ', '0'],
  ['65', 'SG', ''],
  ['66', 'TH', '0'],
  ['81', 'JP', '0'],
  ['82', 'KR', '0'],
  ['84', 'VN', '0'],
  ['86', 'CN', '0'],
  ['90', 'TR', '0'],
  ['91', 'IN', '0'],
  ['92', 'PK', '0'],
  ['94', 'LK', '0'],
  ['212', 'MA', '0'],
  ['233', 'GH', '0'],
  ['234', 'NG', '0'],
  ['254', 'KE', '0'],
  ['351', 'PT', ''],
  ['352', 'LU', ''],
  ['353', 'IE', '0'],
  ['354', 'IS', ''],
  ['356', 'MT', ''],
  ['357', 'CY', ''],
  ['358', 'FI', '0'],
  ['359', 'BG', '0'],
  ['370', 'LT', '0'],
  ['371', 'LV', ''],
  ['372', 'EE', ''],
  ['380', 'UA', '0'],
  ['385', 'HR', '0'],
  ['386', 'SI', '0'],
  ['420', 'CZ', ''],
  ['421', 'SK', '0'],
  ['852', 'HK', ''],
  ['880', 'BD', '0'],
  ['886', 'TW', '0'],
  ['966', 'SA', '0'],
  ['971', 'AE', '0'],
  ['972', 'IL', '0'],
];

/** Every country that is known, sold ones first. Of the further ones only a rough length is: 7 to 12 digits. */
export const knownCountries: readonly CountryPlan[] = [
  ...soldCountries,
  ...furtherCodes.map(([code, iso, trunk]) => plan(iso, iso, code, trunk, [7, 12], {})),
];

/** The area codes of Canada; every other one under +1 counts as of the United States. */
const CANADIAN_AREAS = new Set(
  (
    '204 226 236 249 250 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 468 474 506 514 519 ' +
    '548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905'
  ).split(' '),
);

/** Whether an area code under +1 belongs to Canada. */
export function isCanadianArea(area: string): boolean {
  return CANADIAN_AREAS.has(area);
}

/** The country of an E.164 number; undefined when its calling code is none that is known. */
export function countryOf(number: string): CountryPlan | undefined {
  const digits = number.replace(/^\+/, '');
  if (digits.startsWith('1')) return planOf(isCanadianArea(digits.slice(1, 4)) ? 'CA' : 'US');
  return knownCountries.find(({ code }) => digits.startsWith(code));
}

/** The country with this code of two letters. */
export function planOf(iso: string): CountryPlan | undefined {
  return knownCountries.find((country) => country.iso === iso);
}

/** The national part of a number of this country, such as `4155550100`. */
export function nationalPart(country: CountryPlan, number: string): string {
  return number.slice(1 + country.code.length);
}

/** The kind of a number; undefined when its country sells none like it. */
export function kindOf(number: string): { country: CountryPlan; kind: NumberKind; plan: KindPlan } | undefined {
  const country = countryOf(number);
  if (country === undefined) return undefined;
  const digits = nationalPart(country, number);
  for (const kind of ['TollFree', 'Mobile', 'Local'] as const) {
    const plan = country.kinds[kind];
    if (plan === undefined || digits.length !== plan.length) continue;
    // An American local number begins with an area code of its country, and its exchange is no 0xx or 1xx.
    const fits =
      plan.prefixes.length === 0
        ? /^[2-9]\d{2}[2-9]\d{6}$/.test(digits) && isCanadianArea(digits.slice(0, 3)) === (country.iso === 'CA')
        : plan.prefixes.some((prefix) => digits.startsWith(prefix));
    if (fits) return { country, kind, plan };
  }
  return undefined;
}

/** What a number can do; of one that is not in the plan, what own numbers usually can. */
export function capabilitiesOf(number: string): Capabilities {
  const plan = kindOf(number)?.plan;
  if (plan === undefined) return { voice: true, sms: true, mms: number.startsWith('+1'), fax: false };
  return { voice: plan.voice, sms: plan.sms, mms: plan.mms, fax: false };
}
