import { channelOf } from '../events/message';
import { TwilioError } from '../account/errors';

/** https://www.twilio.com/docs/glossary/what-e164 */
const E164 = /^\+[1-9]\d{1,14}$/;
/** https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id */
const ALPHANUMERIC = /^(?=.*[a-z])[a-z0-9 &+_-]{1,11}$/i;
/** https://www.twilio.com/docs/glossary/what-is-a-short-code */
const SHORT_CODE = /^\d{3,8}$/;
const PUNCTUATION = /[\s().\-/\u00a0\u2010-\u2015]/g;

const E164_HINT =
  'Write it in E.164: a plus sign, the country code and the number without its leading zero, such as +14155550100.';

/** A phone number as a person types it, without spaces, brackets and dashes. `00` ahead stays: it depends on the country. */
function bareNumber(text: string): string {
  return text.trim().replace(PUNCTUATION, '');
}

/**
 * The recipient of an SMS in the form that Twilio takes: E.164, or a channel address such as `rcs:+14155550100`.
 * @throws {TwilioError} `INVALID_RECIPIENT` when it can be no recipient
 */
export function smsRecipient(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.trim() === '') {
    throw new TwilioError('INVALID_RECIPIENT', 'There is no recipient', {
      hint: 'Set "To" in the node, or in the message that it is taken from.',
    });
  }
  const channel = channelOf(text.trim());
  if (channel === 'whatsapp') {
    throw new TwilioError('INVALID_RECIPIENT', `"${text}" is a WhatsApp address`, {
      hint: 'Take the "whatsapp:" away to send an SMS, or send it with a WhatsApp node.',
    });
  }
  if (channel !== 'sms') return text.trim();
  const number = bareNumber(text);
  if (!E164.test(number)) {
    throw new TwilioError('INVALID_RECIPIENT', `"${text}" is no phone number in E.164`, { hint: E164_HINT });
  }
  return number;
}

/**
 * The sender of an SMS in the form that Twilio takes: E.164, a short code or an alphanumeric sender ID.
 * @throws {TwilioError} `INVALID_SENDER` when it can be none of them
 */
export function smsSender(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') {
    throw new TwilioError('INVALID_SENDER', 'The sender is no text', {
      hint: 'Give a number, a short code or a sender ID.',
    });
  }
  const number = bareNumber(text);
  if (E164.test(number) || SHORT_CODE.test(number)) return number;
  const trimmed = text.trim();
  if (ALPHANUMERIC.test(trimmed) || channelOf(trimmed) === 'rcs') return trimmed;
  throw new TwilioError('INVALID_SENDER', `"${text}" is no sender`, {
    hint: 'Give a number in E.164, a short code, or a sender ID of up to 11 letters and digits with at least one letter.',
  });
}
