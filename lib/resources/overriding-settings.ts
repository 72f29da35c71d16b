import type { Account } from '../account/account';
import type { Resource } from '../account/resource';
import { TwilioError } from '../errors/twilio-error';
import { messagingServices } from './catalogue/services';
import { runOperation } from './run';
import { sendRequest } from './send-request';

/** The webhooks of a number that another setting can override. */
export type NumberWebhook = 'smsUrl' | 'voiceUrl' | 'statusCallback';

/** The most Messaging Services that are checked, because each takes a request. */
const MAX_SERVICES = 20;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * The settings of a number that make Twilio ignore its own URLs.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#incomingphonenumber-properties
 */
function ownSettings(number: Resource, isForMessages: boolean, isForCalls: boolean): string[] {
  const [sms, voice, trunk] = ['smsApplicationSid', 'voiceApplicationSid', 'trunkSid'].map((name) =>
    text(number[name]),
  );
  return [
    ...(isForMessages && sms
      ? [
          `Twilio ignores the URL for messages: the TwiML App ${sms} handles them. Remove it with {"smsApplicationSid": ""}.`,
        ]
      : []),
    ...(isForCalls && trunk
      ? [`Twilio ignores the URLs for calls: the SIP trunk ${trunk} handles them. Remove it with {"trunkSid": ""}.`]
      : isForCalls && voice
        ? [
            `Twilio ignores the URLs for calls: the TwiML App ${voice} handles them. Remove it with {"voiceApplicationSid": ""}.`,
          ]
        : []),
  ];
}

/** Whether a number is a sender of a Messaging Service. */
async function isSender(account: Account, service: string, number: string): Promise<boolean> {
  const url = `https://messaging.twilio.com/v1/Services/${service}/PhoneNumbers/${number}`;
  try {
    await sendRequest(account, { method: 'get', url, parameters: {} });
    return true;
  } catch (error) {
    if (error instanceof TwilioError && error.cause.status === 404) return false;
    throw error;
  }
}

/**
 * The Messaging Service that gets the messages of a number. A service leaves them to the number when it is set to defer to the
 * sender's webhook. https://www.twilio.com/docs/messaging/api/service-resource#service-properties
 */
async function serviceWarnings(account: Account, number: string): Promise<string[]> {
  const result = await runOperation(account, messagingServices.list, {}, { limit: MAX_SERVICES + 1 });
  const all = result.gives === 'list' ? result.resources : [];
  const warnings: string[] = [];
  for (const service of all.slice(0, MAX_SERVICES)) {
    const sid = text(service['sid']);
    if (service['useInboundWebhookOnNumber'] === true || !(await isSender(account, sid, number))) continue;
    const handler = text(service['inboundRequestUrl']) === '' ? 'drops them' : 'has a URL of its own';
    warnings.push(
      `Twilio ignores the URL for messages: the number is in the Messaging Service ${sid}, which ${handler}. ` +
        'Set UseInboundWebhookOnNumber of the service to true to use the URL of the number.',
    );
  }
  if (all.length > MAX_SERVICES) {
    warnings.push(
      `Only ${MAX_SERVICES} Messaging Services were checked. Another one may get the messages of the number.`,
    );
  }
  return warnings;
}

/**
 * Why Twilio does not use the webhooks of a number, although they are set.
 * @param number the IncomingPhoneNumber resource
 * @param webhooks those that should be used
 * @returns sentences that say what to do. Empty when nothing overrides them
 * @throws {TwilioError} the error that Twilio returns. An error about Messaging Services becomes one of the sentences instead.
 */
export async function overridingSettings(
  account: Account,
  number: Resource,
  webhooks: readonly NumberWebhook[],
): Promise<string[]> {
  const isForMessages = webhooks.includes('smsUrl');
  const isForCalls = webhooks.includes('voiceUrl') || webhooks.includes('statusCallback');
  const warnings = ownSettings(number, isForMessages, isForCalls);
  if (!isForMessages) return warnings;
  try {
    return [...warnings, ...(await serviceWarnings(account, text(number['sid'])))];
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    return [
      ...warnings,
      `It is not known whether a Messaging Service gets the messages of the number: ${error.message}.`,
    ];
  }
}
