import { TwilioError } from '../errors/twilio-error';
import { isEmpty, preview } from '../validation/objects';
import { phoneNumber } from './phone-number';

/** A SIP address. https://www.twilio.com/docs/voice/twiml/sip */
export const SIP = /^sips?:[^\s@]+@[^\s@?]+(?:\?\S*)?$/i;
/** https://www.twilio.com/docs/voice/client/javascript/voice-javascript-sdk – with parameters after a question mark. */
const CLIENT = /^client:[\w.+@-]+(?:\?\S*)?$/i;
/** The caller of a SIP call. https://www.twilio.com/docs/voice/api/sip-making-calls */
const SIP_USER = /^[\w.+-]+$/;

/**
 * A party of a call in the form that Twilio takes: a number in E.164 format, `sip:` or `client:`.
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call
 * @param to the recipient, when `value` is the sender: the sender of a call to a SIP address can be any name
 * @throws {TwilioError} `INVALID_RECIPIENT`, `INVALID_SENDER` or `MISSING_FROM_NUMBER`
 */
export function callAddress(value: unknown, role: 'recipient' | 'sender', to = ''): string {
  const code = role === 'recipient' ? 'INVALID_RECIPIENT' : 'INVALID_SENDER';
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' && !isEmpty(text)) {
    throw new TwilioError(code, `The ${role} is ${preview(value)}`, { hint: 'Use one number, as a string.' });
  }
  if (typeof text !== 'string' || text.trim() === '') {
    throw new TwilioError(role === 'recipient' ? code : 'MISSING_FROM_NUMBER', `The ${role} is missing`, {
      hint:
        role === 'recipient'
          ? 'Set "To" in the node, or the message property that it reads.'
          : 'Set "From" in the node, or a default number in the account node.',
    });
  }
  const trimmed = text.trim();
  if (SIP.test(trimmed) || CLIENT.test(trimmed)) return trimmed;
  if (SIP.test(to) && SIP_USER.test(trimmed)) return trimmed;
  const number = phoneNumber(trimmed);
  if (number !== undefined) return number;
  throw new TwilioError(code, `"${text}" is not a valid ${role} of a call`, {
    hint: 'Use a number in E.164 format such as +14155550100, a SIP address (sip:…) or a client (client:…).',
  });
}
