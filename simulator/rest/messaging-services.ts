import { notFound } from '../core/api-error';
import { capabilitiesOf, countryOf } from '../numbering/numbering-plan';
import type { SimulatorContext } from '../model/context';
import { isoSeconds, metaPage } from '../protocol/meta-pagination';
import type { Route } from './router';
import type { NumberRecord } from '../model/numbers';
import type { MessagingService } from '../model/message-records';
import type { RestCall } from '../model/rest';

const LIST_PATH = '/v1/Services';
const ONE_PATH = '/v1/Services/{ServiceSid}';
const SENDERS = '/v1/Services/{ServiceSid}/PhoneNumbers';

/** https://www.twilio.com/docs/messaging/api/service-resource */
export const messagingServiceRoutes: readonly Route[] = [
  {
    method: 'GET',
    product: 'messaging',
    path: LIST_PATH,
    answer(call) {
      const services = call.world.messagingServices.all();
      const body = metaPage(call, 'messaging', 'services', services, (service) => resource(call.world, service));
      return { status: 200, body };
    },
  },
  {
    method: 'GET',
    product: 'messaging',
    path: ONE_PATH,
    answer: (call) => ({ status: 200, body: resource(call.world, serviceOf(call)) }),
  },
  {
    method: 'GET',
    product: 'messaging',
    path: SENDERS,
    answer(call) {
      const { world } = call;
      const service = serviceOf(call);
      const shown = (number: NumberRecord): unknown => senderResource(world, service, number);
      return { status: 200, body: metaPage(call, 'messaging', 'phone_numbers', world.numbers.all(), shown) };
    },
  },
  {
    method: 'GET',
    product: 'messaging',
    path: `${SENDERS}/{Sid}`,
    answer(call) {
      const { world, path, pathname } = call;
      const service = serviceOf(call);
      const number = world.numbers.get(path['Sid'] ?? '');
      if (number === undefined) throw notFound(pathname);
      return { status: 200, body: senderResource(world, service, number) };
    },
  },
];

function serviceOf(call: RestCall): MessagingService {
  const service = call.world.messagingServices.get(call.path['ServiceSid'] ?? '');
  if (service === undefined) throw notFound(call.pathname);
  return service;
}

const LINKED = {
  phone_numbers: 'PhoneNumbers',
  short_codes: 'ShortCodes',
  alpha_senders: 'AlphaSenders',
  messages: 'Messages',
  us_app_to_person: 'Compliance/Usa2p',
  us_app_to_person_usecases: 'Compliance/Usa2p/Usecases',
  channel_senders: 'ChannelSenders',
  destination_alpha_senders: 'DestinationAlphaSenders',
};

function resource(
  world: SimulatorContext,
  { sid, friendlyName, createdAt }: MessagingService,
): Record<string, unknown> {
  const url = `https://messaging.twilio.com/v1/Services/${sid}`;
  return {
    account_sid: world.accountSid,
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
    // Incoming messages go where the number they were sent to says.
    use_inbound_webhook_on_number: true,
    links: Object.fromEntries(Object.entries(LINKED).map(([name, path]) => [name, `${url}/${path}`])),
    url,
  };
}

function senderResource(
  world: SimulatorContext,
  { sid, createdAt }: MessagingService,
  number: NumberRecord,
): Record<string, unknown> {
  const { voice, sms, mms } = capabilitiesOf(number.phoneNumber);
  const added = isoSeconds(Math.max(createdAt, number.createdAt));
  return {
    account_sid: world.accountSid,
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
