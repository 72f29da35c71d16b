import type { Resource } from '../account/resource';
import { isObject } from '../validation/objects';

/** What a URL of a number or sender is for. */
export type Slot = 'messages' | 'messagesFallback' | 'calls' | 'callsFallback' | 'status';

/** A phone number of the account, or a WhatsApp sender. */
export type TargetKind = 'number' | 'whatsapp';

/** The names of a slot's URL and HTTP method at Twilio. */
interface SlotFields {
  url: string;
  method: string;
}

/**
 * The slots of each kind of target, with Twilio's names.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 * https://www.twilio.com/docs/whatsapp/api/senders
 */
export const SLOTS: Readonly<Record<TargetKind, Readonly<Partial<Record<Slot, SlotFields>>>>> = {
  number: {
    messages: { url: 'smsUrl', method: 'smsMethod' },
    messagesFallback: { url: 'smsFallbackUrl', method: 'smsFallbackMethod' },
    calls: { url: 'voiceUrl', method: 'voiceMethod' },
    callsFallback: { url: 'voiceFallbackUrl', method: 'voiceFallbackMethod' },
    status: { url: 'statusCallback', method: 'statusCallbackMethod' },
  },
  whatsapp: {
    messages: { url: 'callback_url', method: 'callback_method' },
    messagesFallback: { url: 'fallback_url', method: 'fallback_method' },
    status: { url: 'status_callback_url', method: 'status_callback_method' },
  },
};

/** The slots of a kind of target, in the order of a form. */
export const slotsOf = (kind: TargetKind): [Slot, SlotFields][] => Object.entries(SLOTS[kind]) as [Slot, SlotFields][];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The URLs and methods of a number or sender as Twilio has them, by Twilio's names. What is not set is `''`. */
export function fieldsOf(kind: TargetKind, resource: Resource): Record<string, string> {
  const webhook = isObject(resource['webhook']) ? resource['webhook'] : {};
  const source = kind === 'number' ? resource : webhook;
  return Object.fromEntries(
    slotsOf(kind).flatMap(([, { url, method }]) => [
      [url, text(source[url])],
      [method, text(source[method])],
    ]),
  );
}
