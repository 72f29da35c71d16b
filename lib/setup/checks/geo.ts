import { fetchList } from '../../resources/list';
import { asResource } from '../../resources/response';
import { sendRequest } from '../../resources/send-request';
import { isObject } from '../../validation/objects';
import { someOf, type Finding } from '../finding';
import type { CheckContext } from '../subject';

/** The most countries that are read. There are about 250. */
const MAX_COUNTRIES = 1000;

/** A country, and whether messages or calls may go there. */
interface Country {
  name: string;
  /** Such as `+44`. */
  prefixes: string[];
  isEnabled: boolean;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);

/** The countries of the account's own numbers that are not enabled. */
function notEnabled(countries: readonly Country[], numbers: readonly string[]): string[] {
  const missing = numbers.flatMap((number) => {
    const matches = countries.flatMap((country) =>
      country.prefixes
        .filter((prefix) => prefix !== '' && number.startsWith(prefix))
        .map((prefix) => ({ country, length: prefix.length })),
    );
    const longest = Math.max(0, ...matches.map(({ length }) => length));
    // Some countries share a prefix, such as +1. It is enough that one of them is enabled.
    const own = matches.filter(({ length }) => length === longest).map(({ country }) => country);
    return own.length > 0 && !own.some(({ isEnabled }) => isEnabled) ? own.slice(0, 1).map(({ name }) => name) : [];
  });
  return [...new Set(missing)];
}

async function judge(context: CheckContext, countries: readonly Country[], url: string): Promise<Finding> {
  const { targets } = await context.survey();
  const numbers = targets.filter(({ view }) => view.kind === 'number').map(({ view }) => view.address);
  const enabled = countries.filter(({ isEnabled }) => isEnabled).map(({ name }) => name);
  const missing = notEnabled(countries, numbers);
  const values = { count: String(enabled.length), countries: someOf(enabled), missing: someOf(missing) };
  const fix = { kind: 'link', url } as const;
  if (enabled.length === 0) return { state: 'warning', text: 'none', values, fix };
  if (missing.length > 0) return { state: 'warning', text: 'missing', values, fix };
  return { state: 'note', text: 'some', values, fix };
}

/**
 * The countries that messages may go to.
 * https://www.twilio.com/docs/messaging/guides/sms-geo-permissions
 * @throws {TwilioError} the error that Twilio returns
 */
export async function checkGeoMessages(context: CheckContext): Promise<Finding | undefined> {
  const { account } = context;
  if (account.settings.environment === 'simulator') return undefined;
  const url = 'https://accounts.twilio.com/v1/Messaging/GeoPermissions';
  const body = await sendRequest(account, { method: 'get', url, parameters: {} });
  const list: unknown[] = isObject(body) && Array.isArray(body['permissions']) ? body['permissions'] : [];
  const countries = list.map(asResource).map(({ countryCode, prefix, enabled }) => ({
    name: text(countryCode),
    prefixes: [text(prefix)],
    isEnabled: enabled === true,
  }));
  return judge(context, countries, 'https://console.twilio.com/us1/develop/sms/settings/geo-permissions');
}

/**
 * The countries that calls may go to.
 * https://www.twilio.com/docs/voice/api/dialingpermissions-country-resource
 * @throws {TwilioError} the error that Twilio returns
 */
export async function checkGeoCalls(context: CheckContext): Promise<Finding | undefined> {
  const { account } = context;
  if (account.settings.environment === 'simulator') return undefined;
  const url = 'https://voice.twilio.com/v1/DialingPermissions/Countries';
  const list = await fetchList(account, { method: 'get', url, parameters: {} }, 'content', MAX_COUNTRIES);
  const countries = list.map(({ name, isoCode, countryCodes, lowRiskNumbersEnabled }) => ({
    name: text(isoCode) || text(name),
    prefixes: texts(countryCodes),
    isEnabled: lowRiskNumbersEnabled === true,
  }));
  return judge(context, countries, 'https://console.twilio.com/us1/develop/voice/settings/geo-permissions');
}
