import { badRequest, notFound } from '../core/api-error';
import { friendlyName } from '../numbering/own-numbers';
import {
  capabilitiesOf,
  countryOf,
  isCanadianArea,
  nationalPart,
  soldCountries,
  type CountryPlan,
  type KindPlan,
  type NumberKind,
} from '../numbering/numbering-plan';
import { areaOf, AREAS, findNumbers, readPattern, type Area, type Wanted } from '../numbering/number-inventory';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { pageOf } from '../protocol/paging';
import type { Route } from './router';
import type { RestCall } from '../model/rest';

const BASE_PATH = '/2010-04-01/Accounts/{AccountSid}/AvailablePhoneNumbers';

/**
 * Numbers to buy. `NearLatLong` and `Distance` are taken and change nothing.
 * https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource
 */
export const availableNumberRoutes: readonly Route[] = [
  {
    method: 'GET',
    product: 'api',
    path: `${BASE_PATH}.json`,
    answer: ({ world }) => ({
      status: 200,
      body: {
        countries: soldCountries.map((country) => countryResource(world, country)),
        uri: `${uriOf(world)}.json`,
      },
    }),
  },
  {
    method: 'GET',
    product: 'api',
    path: `${BASE_PATH}/{CountryCode}.json`,
    answer: (call) => ({ status: 200, body: countryResource(call.world, soldIn(call)) }),
  },
  ...(['Local', 'Mobile', 'TollFree'] as const).map((kind): Route => ({
    method: 'GET',
    product: 'api',
    path: `${BASE_PATH}/{CountryCode}/${kind}.json`,
    answer(call) {
      const country = soldIn(call);
      const plan = country.kinds[kind];
      if (plan === undefined) throw notFound(call.pathname);
      const numbers = isWanted(call, plan) ? findNumbers(call.world, readSearch(call, country, kind, plan)) : [];
      const shown = (number: string): unknown => numberResource(country, plan, number);
      return { status: 200, body: pageOf(call, 'available_phone_numbers', numbers, shown) };
    },
  })),
];

function soldIn(call: RestCall): CountryPlan {
  const country = soldCountries.find(({ iso }) => iso === call.path['CountryCode']);
  if (country === undefined) throw notFound(call.pathname);
  return country;
}

/** Whether numbers of a kind can do what is asked, without asking for more than is known. */
function isWanted({ query }: RestCall, plan: KindPlan): boolean {
  const asked = (name: string): boolean => query.get(name) === 'true';
  if (asked('Beta') || asked('FaxEnabled')) return false;
  if (asked('SmsEnabled') && !plan.sms) return false;
  if (asked('MmsEnabled') && !plan.mms) return false;
  if (asked('VoiceEnabled') && !plan.voice) return false;
  if (asked('ExcludeAllAddressRequired') && plan.address !== 'none') return false;
  if (asked('ExcludeLocalAddressRequired') && plan.address === 'local') return false;
  return !(asked('ExcludeForeignAddressRequired') && plan.address === 'foreign');
}

/** @throws ApiError 21451 for an area code that is none, 20001 for a pattern that is none */
function readSearch({ query }: RestCall, country: CountryPlan, kind: NumberKind, plan: KindPlan): Wanted {
  const contains = query.get('Contains') ?? '';
  const pattern = contains === '' ? undefined : readPattern(contains);
  if (contains !== '' && pattern === undefined) throw badRequest(20001, `Invalid Contains pattern: ${contains}`);
  const near = query.get('NearNumber') ?? '';
  const given = query.get('AreaCode') ?? (near.startsWith('+1') ? near.slice(2, 5) : '');
  // Area codes are an American thing.
  const code = country.code === '1' ? given : '';
  if (code !== '' && !/^[2-9]\d\d$/.test(code)) throw badRequest(21451, `Invalid area code: ${code}`);
  const places = AREAS[country.iso];
  if (kind !== 'Local' || places === undefined) {
    const prefixes = plan.prefixes.filter((prefix) => code === '' || prefix === code);
    // Elsewhere nothing is known of places, so that a search for one finds nothing.
    return { country, kind, plan, pattern, prefixes: isPlaceAsked(query.get.bind(query)) ? [] : prefixes };
  }
  const fits = (place: Area): boolean =>
    same(query.get('InRegion'), place.region) &&
    same(query.get('InLocality'), place.locality) &&
    same(query.get('InPostalCode'), place.postalCode) &&
    same(query.get('InRateCenter'), place.rateCenter) &&
    same(query.get('InLata'), place.lata);
  if (code === '') return { country, kind, plan, pattern, prefixes: places.filter(fits).map((place) => place.code) };
  const place = areaOf(country.iso, code);
  const isHere = isCanadianArea(code) === (country.iso === 'CA');
  const isThere = place === undefined ? !isPlaceAsked(query.get.bind(query)) : fits(place);
  return { country, kind, plan, pattern, prefixes: isHere && isThere ? [code] : [] };
}

function isPlaceAsked(get: (name: string) => string | undefined): boolean {
  return ['InRegion', 'InLocality', 'InPostalCode', 'InRateCenter', 'InLata'].some((name) => (get(name) ?? '') !== '');
}

function same(asked: string | undefined, is: string): boolean {
  return asked === undefined || asked === '' || asked.toUpperCase() === is.toUpperCase();
}

function uriOf(world: SimulatorContext): string {
  return `/${API_VERSION}/Accounts/${world.accountSid}/AvailablePhoneNumbers`;
}

const SUBRESOURCES: Readonly<Record<NumberKind, string>> = { Local: 'local', Mobile: 'mobile', TollFree: 'toll_free' };

function countryResource(world: SimulatorContext, { iso, name, kinds }: CountryPlan): Record<string, unknown> {
  const uri = `${uriOf(world)}/${iso}`;
  return {
    country_code: iso,
    country: name,
    beta: false,
    uri: `${uri}.json`,
    subresource_uris: Object.fromEntries(
      (['Local', 'Mobile', 'TollFree'] as const)
        .filter((kind) => kinds[kind] !== undefined)
        .map((kind) => [SUBRESOURCES[kind], `${uri}/${kind}.json`]),
    ),
  };
}

function numberResource(country: CountryPlan, plan: KindPlan, number: string): Record<string, unknown> {
  const place = areaOf(countryOf(number)?.iso ?? '', nationalPart(country, number).slice(0, 3));
  return {
    friendly_name: friendlyName(number),
    phone_number: number,
    lata: place?.lata ?? null,
    locality: place?.locality ?? null,
    rate_center: place?.rateCenter ?? null,
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    region: place?.region ?? null,
    postal_code: place?.postalCode ?? null,
    iso_country: country.iso,
    address_requirements: plan.address,
    beta: false,
    capabilities: capabilitiesOf(number),
  };
}
