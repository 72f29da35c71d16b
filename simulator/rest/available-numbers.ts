import { badRequest } from '../core/api-error';
import { friendlyName } from '../numbering/own-numbers';
import {
  capabilitiesOf,
  countryOf,
  countryOfAreaCode,
  nationalPart,
  soldCountries,
  type CountryPlan,
  type KindPlan,
  type NumberKind,
} from '../numbering/numbering-plan';
import { areaOf, AREAS, type Area } from '../numbering/areas';
import { findNumbers, readPattern, type NumberSearch } from '../numbering/number-inventory';
import type { SimulatorContext } from '../model/context';
import { ACCOUNT_PATH, accountUri, requireRecord, resourceRoutes } from './resource-routes';
import type { Route } from './router';
import type { RestCall } from '../model/rest';

const PATH = `${ACCOUNT_PATH}/AvailablePhoneNumbers`;
const KINDS = ['Local', 'Mobile', 'TollFree'] as const;

/** A number for sale. */
interface Offer {
  number: string;
  country: CountryPlan;
  plan: KindPlan;
}

/**
 * Numbers to buy. `NearLatLong` and `Distance` have no effect.
 * https://www.twilio.com/docs/phone-numbers/api/availablephonenumber-resource
 */
export const availableNumberRoutes: readonly Route[] = [
  {
    method: 'GET',
    product: 'api',
    path: `${PATH}.json`,
    handle: ({ context }) => ({
      status: 200,
      body: {
        countries: soldCountries.map((country) => countryResource(context, country)),
        uri: `${uriOf(context)}.json`,
      },
    }),
  },
  {
    method: 'GET',
    product: 'api',
    path: `${PATH}/{CountryCode}.json`,
    handle: (call) => ({ status: 200, body: countryResource(call.context, soldIn(call)) }),
  },
  ...KINDS.flatMap((kind) =>
    resourceRoutes<Offer>({
      product: 'api',
      path: `${PATH}/{CountryCode}/${kind}`,
      serialize: (_call, offer) => numberResource(offer),
      list: { key: 'available_phone_numbers', records: (call) => listOffers(call, kind) },
    }),
  ),
];

/** @throws ApiError 20404 when the country has no numbers of this kind */
function listOffers(call: RestCall, kind: NumberKind): Offer[] {
  const country = soldIn(call);
  const plan = requireRecord(call, country.kinds[kind]);
  if (!hasCapabilities(call, plan)) return [];
  const numbers = findNumbers(call.context, readSearch(call, country, kind, plan));
  return numbers.map((number) => ({ number, country, plan }));
}

function soldIn(call: RestCall): CountryPlan {
  return requireRecord(
    call,
    soldCountries.find(({ iso }) => iso === call.path['CountryCode']),
  );
}

/** Tests the capability and address filters of the query. */
function hasCapabilities({ query }: RestCall, plan: KindPlan): boolean {
  const isSet = (name: string): boolean => query.get(name) === 'true';
  if (isSet('Beta') || isSet('FaxEnabled')) return false;
  if (isSet('SmsEnabled') && !plan.sms) return false;
  if (isSet('MmsEnabled') && !plan.mms) return false;
  if (isSet('VoiceEnabled') && !plan.voice) return false;
  if (isSet('ExcludeAllAddressRequired') && plan.address !== 'none') return false;
  if (isSet('ExcludeLocalAddressRequired') && plan.address === 'local') return false;
  return !(isSet('ExcludeForeignAddressRequired') && plan.address === 'foreign');
}

/** @throws ApiError 21451 for an invalid area code, 20001 for an invalid pattern */
function readSearch({ query }: RestCall, country: CountryPlan, kind: NumberKind, plan: KindPlan): NumberSearch {
  const contains = query.get('Contains') ?? '';
  const pattern = contains === '' ? undefined : readPattern(contains);
  if (contains !== '' && pattern === undefined) throw badRequest(20001, `Invalid Contains pattern: ${contains}`);
  const near = query.get('NearNumber') ?? '';
  const areaCode = query.get('AreaCode') ?? (near.startsWith('+1') ? near.slice(2, 5) : '');
  // Only the United States and Canada have area codes.
  const code = country.code === '1' ? areaCode : '';
  if (code !== '' && !/^[2-9]\d\d$/.test(code)) throw badRequest(21451, `Invalid area code: ${code}`);
  const places = AREAS[country.iso];
  if (kind !== 'Local' || places === undefined) {
    const prefixes = plan.prefixes.filter((prefix) => code === '' || prefix === code);
    // The simulator has no places in other countries, so a search by place finds nothing.
    return { country, kind, plan, pattern, prefixes: hasPlaceFilter(query.get.bind(query)) ? [] : prefixes };
  }
  const matchesPlace = (place: Area): boolean =>
    matchesFilter(query.get('InRegion'), place.region) &&
    matchesFilter(query.get('InLocality'), place.locality) &&
    matchesFilter(query.get('InPostalCode'), place.postalCode) &&
    matchesFilter(query.get('InRateCenter'), place.rateCenter) &&
    matchesFilter(query.get('InLata'), place.lata);
  if (code === '')
    return { country, kind, plan, pattern, prefixes: places.filter(matchesPlace).map((place) => place.code) };
  const place = areaOf(country.iso, code);
  const isInCountry = countryOfAreaCode(code) === country.iso;
  const isAtPlace = place === undefined ? !hasPlaceFilter(query.get.bind(query)) : matchesPlace(place);
  return { country, kind, plan, pattern, prefixes: isInCountry && isAtPlace ? [code] : [] };
}

function hasPlaceFilter(get: (name: string) => string | undefined): boolean {
  return ['InRegion', 'InLocality', 'InPostalCode', 'InRateCenter', 'InLata'].some((name) => (get(name) ?? '') !== '');
}

function matchesFilter(filter: string | undefined, value: string): boolean {
  return filter === undefined || filter === '' || filter.toUpperCase() === value.toUpperCase();
}

function uriOf(context: SimulatorContext): string {
  return `${accountUri(context)}/AvailablePhoneNumbers`;
}

const SUBRESOURCES: Readonly<Record<NumberKind, string>> = { Local: 'local', Mobile: 'mobile', TollFree: 'toll_free' };

function countryResource(context: SimulatorContext, { iso, name, kinds }: CountryPlan): Record<string, unknown> {
  const uri = `${uriOf(context)}/${iso}`;
  return {
    country_code: iso,
    country: name,
    beta: false,
    uri: `${uri}.json`,
    subresource_uris: Object.fromEntries(
      KINDS.filter((kind) => kinds[kind] !== undefined).map((kind) => [SUBRESOURCES[kind], `${uri}/${kind}.json`]),
    ),
  };
}

function numberResource({ country, plan, number }: Offer): Record<string, unknown> {
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
