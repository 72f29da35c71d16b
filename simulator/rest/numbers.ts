import { numberView, smsUrl, statusCallback, voiceUrl } from '../numbering/own-numbers';
import { capabilitiesOf } from '../numbering/numbering-plan';
import { API_VERSION, type SimulatorContext } from '../model/context';
import { rfc2822 } from '../protocol/dates';
import { buyNumber } from './number-orders';
import { readNumberSettings } from './number-settings';
import { ACCOUNT_PATH, accountUri, resourceRoutes } from './resource-routes';
import type { NumberRecord } from '../model/numbers';
import type { RestCall } from '../model/rest';

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export const numberRoutes = resourceRoutes<NumberRecord>({
  product: 'api',
  path: `${ACCOUNT_PATH}/IncomingPhoneNumbers`,
  serialize: ({ context }, number) => numberResource(context, number),
  list: { key: 'incoming_phone_numbers', records: listNumbers },
  create: ({ context, form }) => buyNumber(context, form),
  one: {
    find: ({ context, path }) => context.numbers.get(path['Sid'] ?? ''),
    update({ context, form }, number) {
      number.settings = { ...number.settings, ...readNumberSettings(form) };
      number.updatedAt = context.timers.now();
      context.publish({ type: 'number', item: numberView(context, number) });
    },
    remove({ context }, { sid, phoneNumber }) {
      context.numbers.remove(sid);
      context.publish({ type: 'number-removed', item: { sid, phoneNumber } });
    },
  },
});

function listNumbers({ context, query }: RestCall): NumberRecord[] {
  // The simulator has neither beta nor hosted numbers.
  if (query.get('Beta') === 'true' || query.get('Origin') === 'hosted') return [];
  const digits = query.get('PhoneNumber');
  const name = query.get('FriendlyName');
  return context.numbers
    .all()
    .filter(
      (number) =>
        (digits === undefined || matchesDigits(number.phoneNumber, digits)) &&
        (name === undefined || number.settings.friendly_name === name),
    );
}

/** Finds digits anywhere in the number. `*` matches one digit. */
function matchesDigits(phoneNumber: string, digits: string): boolean {
  const pattern = digits.replace(/[^\d*]/g, '').replace(/\*/g, '\\d');
  return new RegExp(pattern).test(phoneNumber);
}

function numberResource(context: SimulatorContext, number: NumberRecord): Record<string, unknown> {
  return {
    ...number.settings,
    sms_url: smsUrl(context, number),
    voice_url: voiceUrl(context, number),
    status_callback: statusCallback(context, number),
    account_sid: context.accountSid,
    address_requirements: 'none',
    api_version: API_VERSION,
    beta: false,
    capabilities: capabilitiesOf(number.phoneNumber),
    date_created: rfc2822(number.createdAt),
    date_updated: rfc2822(number.updatedAt),
    emergency_address_status: 'unregistered',
    origin: 'twilio',
    phone_number: number.phoneNumber,
    sid: number.sid,
    status: 'in-use',
    uri: `${accountUri(context)}/IncomingPhoneNumbers/${number.sid}.json`,
  };
}
