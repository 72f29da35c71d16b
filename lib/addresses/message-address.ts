import { TwilioError } from '../errors/twilio-error';
import { channelOf } from './channel';
import { bareNumber, E164 } from './phone-number';

/**
 * A text that starts with a plus sign and a digit is a mistyped number.
 * https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id
 */
const ALPHANUMERIC = /^(?!\+\d)(?=.*[a-z])[a-z0-9 &+_-]{1,11}$/i;
/** https://www.twilio.com/docs/glossary/what-is-a-short-code */
const SHORT_CODE = /^\d{3,8}$/;

const E164_HINT =
  'Use E.164 format: a plus sign, the country code and the number without its leading zero, such as +14155550100.';

/**
 * The recipient of an SMS in the form that Twilio takes: a number in E.164 format, or a channel address such as
 * `rcs:+14155550100`.
 * @throws {TwilioError} `INVALID_RECIPIENT`
 */
export function smsRecipient(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.trim() === '') {
    throw new TwilioError('INVALID_RECIPIENT', 'The recipient is missing', {
      hint: 'Set "To" in the node, or the message property that it reads.',
    });
  }
  const channel = channelOf(text.trim());
  if (channel === 'whatsapp') {
    throw new TwilioError('INVALID_RECIPIENT', `"${text}" is a WhatsApp address`, {
      hint: 'Remove "whatsapp:" to send an SMS, or use the send whatsapp node.',
    });
  }
  if (channel !== 'sms') return text.trim();
  const number = bareNumber(text);
  if (!E164.test(number)) {
    throw new TwilioError('INVALID_RECIPIENT', `"${text}" is not a phone number in E.164 format`, { hint: E164_HINT });
  }
  return number;
}

/**
 * A WhatsApp address in the form that Twilio takes, `whatsapp:+14155550100`. The value can have the prefix or not. With the
 * prefix it can also be the identifier of a WhatsApp user.
 * https://www.twilio.com/docs/whatsapp/api#sending-notifications-with-whatsapp
 * @throws {TwilioError} `INVALID_WHATSAPP_NUMBER`; `INVALID_RECIPIENT` or `MISSING_FROM_NUMBER` when it is missing
 */
export function whatsappAddress(value: unknown, role: 'recipient' | 'sender'): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.trim() === '') {
    throw new TwilioError(
      role === 'recipient' ? 'INVALID_RECIPIENT' : 'MISSING_FROM_NUMBER',
      `The ${role} is missing`,
      {
        hint: `Set the ${role} in the node, or the message property that it reads.`,
      },
    );
  }
  const trimmed = text.trim();
  const rest = channelOf(trimmed) === 'whatsapp' ? trimmed.slice(trimmed.indexOf(':') + 1).trim() : trimmed;
  const number = bareNumber(rest);
  if (E164.test(number)) return `whatsapp:${number}`;
  // A WhatsApp user can have an identifier instead of a number. It is only valid with the prefix.
  if (rest !== trimmed && /^[A-Z]{2}\.\w+$/i.test(rest)) return `whatsapp:${rest}`;
  const hint =
    role === 'recipient'
      ? E164_HINT
      : 'Set a WhatsApp sender of your account as "From" of the node, or as the default number of the account node.';
  throw new TwilioError('INVALID_WHATSAPP_NUMBER', `"${text}" is not a valid WhatsApp ${role}`, { hint });
}

/**
 * The sender of an SMS in the form that Twilio takes: a number in E.164 format, a short code or an alphanumeric sender ID.
 * @throws {TwilioError} `INVALID_SENDER`
 */
export function smsSender(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') {
    throw new TwilioError('INVALID_SENDER', 'The sender is not a string', {
      hint: 'Use a number, a short code or an alphanumeric sender ID.',
    });
  }
  const number = bareNumber(text);
  if (E164.test(number) || SHORT_CODE.test(number)) return number;
  const trimmed = text.trim();
  if (ALPHANUMERIC.test(trimmed) || channelOf(trimmed) === 'rcs') return trimmed;
  throw new TwilioError('INVALID_SENDER', `"${text}" is not a valid sender`, {
    hint: 'Use a number in E.164 format, a short code, or a sender ID of up to 11 letters and digits with at least one letter.',
  });
}
