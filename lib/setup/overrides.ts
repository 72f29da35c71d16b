import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { messagingServices } from '../resources/catalogue/services';
import { fetchList } from '../resources/list';
import { runOperation } from '../resources/run';

/** A setting that makes Twilio ignore URLs of a number. */
export interface Override {
  /**
   * - `service`: a Messaging Service with a URL of its own, or one that drops messages (`serviceDrops`)
   * - `smsApp`, `voiceApp`: a TwiML App
   * - `trunk`: a SIP trunk
   */
  by: 'service' | 'serviceDrops' | 'smsApp' | 'voiceApp' | 'trunk';
  sid: string;
  name: string;
}

/** A Messaging Service and the numbers that are its senders. */
export interface Service {
  sid: string;
  name: string;
  /** The SIDs of its numbers. */
  numbers: ReadonlySet<string>;
  /** Whether it leaves incoming messages to the webhook of the number. */
  defersToNumber: boolean;
  /** Whether it has a URL for incoming messages. */
  hasUrl: boolean;
}

/** The most Messaging Services that are read, because each takes a request. */
export const MAX_SERVICES = 20;

/** The most numbers of a service that are read. */
const MAX_SENDERS = 1000;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * The Messaging Services of an account with their numbers.
 * https://www.twilio.com/docs/messaging/api/service-resource
 * @throws {TwilioError} the error that Twilio returns
 */
export async function servicesOf(account: Account): Promise<Service[]> {
  const result = await runOperation(account, messagingServices.list, {}, { limit: MAX_SERVICES });
  const found = result.gives === 'list' ? result.resources : [];
  return Promise.all(
    found.map(async (service) => {
      const sid = text(service['sid']);
      const url = `https://messaging.twilio.com/v1/Services/${encodeURIComponent(sid)}/PhoneNumbers`;
      const senders = await fetchList(account, { method: 'get', url, parameters: {} }, 'phone_numbers', MAX_SENDERS);
      return {
        sid,
        name: text(service['friendlyName']) || sid,
        numbers: new Set(senders.map((sender) => text(sender['sid']))),
        defersToNumber: service['useInboundWebhookOnNumber'] === true,
        hasUrl: text(service['inboundRequestUrl']) !== '',
      };
    }),
  );
}

/** The settings that override the URLs of a number. */
export function overridesOf(number: Resource, services: readonly Service[]): Override[] {
  const own = (name: string, by: Override['by']): Override[] => {
    const sid = text(number[name]);
    return sid === '' ? [] : [{ by, sid, name: sid }];
  };
  const trunk = own('trunkSid', 'trunk');
  return [
    ...own('smsApplicationSid', 'smsApp'),
    // A trunk takes the calls, whatever else is set.
    ...(trunk.length > 0 ? trunk : own('voiceApplicationSid', 'voiceApp')),
    ...services
      .filter(({ numbers, defersToNumber }) => !defersToNumber && numbers.has(text(number['sid'])))
      .map(({ sid, name, hasUrl }): Override => ({ by: hasUrl ? 'service' : 'serviceDrops', sid, name })),
  ];
}
