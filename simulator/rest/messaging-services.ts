import { capabilitiesOf, countryOf } from '../numbering/numbering-plan';
import type { SimulatorContext } from '../model/context';
import { isoSeconds } from '../protocol/meta-pagination';
import { requireRecord, resourceRoutes } from './resource-routes';
import type { Route } from './router';
import type { NumberRecord } from '../model/numbers';
import type { MessagingService } from '../model/message-records';
import type { RestCall } from '../model/rest';

const PATH = '/v1/Services';

/** https://www.twilio.com/docs/messaging/api/service-resource */
export const messagingServiceRoutes: readonly Route[] = [
  ...resourceRoutes<MessagingService>({
    product: 'messaging',
    path: PATH,
    serialize: ({ context }, service) => serviceResource(context, service),
    list: { key: 'services', records: ({ context }) => context.messagingServices.all() },
    one: { parameter: 'ServiceSid', find: serviceOf },
  }),
  ...resourceRoutes<NumberRecord>({
    product: 'messaging',
    path: `${PATH}/{ServiceSid}/PhoneNumbers`,
    serialize: (call, number) => senderResource(call.context, serviceOf(call), number),
    list: {
      key: 'phone_numbers',
      records(call) {
        serviceOf(call);
        return call.context.numbers.all();
      },
    },
    one: { find: ({ context, path }) => context.numbers.get(path['Sid'] ?? '') },
  }),
];

/** @throws ApiError 20404 when there is no such service */
function serviceOf(call: RestCall): MessagingService {
  return requireRecord(call, call.context.messagingServices.get(call.path['ServiceSid'] ?? ''));
}

const LINKS = {
  phone_numbers: 'PhoneNumbers',
  short_codes: 'ShortCodes',
  alpha_senders: 'AlphaSenders',
  messages: 'Messages',
  us_app_to_person: 'Compliance/Usa2p',
  us_app_to_person_usecases: 'Compliance/Usa2p/Usecases',
  channel_senders: 'ChannelSenders',
  destination_alpha_senders: 'DestinationAlphaSenders',
};

function serviceResource(
  context: SimulatorContext,
  { sid, friendlyName, createdAt }: MessagingService,
): Record<string, unknown> {
  const url = `https://messaging.twilio.com/v1/Services/${sid}`;
  return {
    account_sid: context.accountSid,
    friendly_name: friendlyName,
    sid,
    date_created: isoSeconds(createdAt),
    date_updated: isoSeconds(createdAt),
    sticky_sender: true,
    mms_converter: true,
    smart_encoding: false,
    fallback_to_long_code: false,
    area_code_geomatch: true,
    validity_period: 36_000,
    scan_message_content: 'inherit',
    synchronous_validation: false,
    inbound_request_url: null,
    inbound_method: 'POST',
    fallback_url: null,
    fallback_method: 'POST',
    status_callback: null,
    usecase: 'undeclared',
    us_app_to_person_registered: false,
    // Incoming messages go to the webhook of their number.
    use_inbound_webhook_on_number: true,
    links: Object.fromEntries(Object.entries(LINKS).map(([name, path]) => [name, `${url}/${path}`])),
    url,
  };
}

function senderResource(
  context: SimulatorContext,
  { sid, createdAt }: MessagingService,
  number: NumberRecord,
): Record<string, unknown> {
  const { voice, sms, mms } = capabilitiesOf(number.phoneNumber);
  const added = isoSeconds(Math.max(createdAt, number.createdAt));
  return {
    account_sid: context.accountSid,
    service_sid: sid,
    sid: number.sid,
    date_created: added,
    date_updated: added,
    phone_number: number.phoneNumber,
    country_code: countryOf(number.phoneNumber)?.iso ?? null,
    capabilities: [...(mms ? ['MMS'] : []), ...(sms ? ['SMS'] : []), ...(voice ? ['Voice'] : [])],
    url: `https://messaging.twilio.com/v1/Services/${sid}/PhoneNumbers/${number.sid}`,
  };
}
