import { TwilioError } from '../errors/twilio-error';
import { isEmpty, preview } from '../validation/objects';
import { phoneNumber } from './phone-number';

const SIP = /^sips?:[^\s@]+@[^\s@?]+(?:\?\S*)?$/i;
/** https://www.twilio.com/docs/voice/client/javascript/voice-javascript-sdk – with parameters behind a question mark. */
const CLIENT = /^client:[\w.+@-]+(?:\?\S*)?$/i;
/** Who a SIP call says to be from. https://www.twilio.com/docs/voice/api/sip-making-calls */
const SIP_USER = /^[\w.+-]+$/;

/**
 * A party of a call in the form that Twilio takes: E.164, `sip:` or `client:`.
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call
 * @param to whom a sender calls: to a SIP address, any name may call
 * @throws {TwilioError} `INVALID_RECIPIENT`, `INVALID_SENDER` or `MISSING_FROM_NUMBER`
 */
export function callAddress(value: unknown, role: 'recipient' | 'sender', to = ''): string {
  const code = role === 'recipient' ? 'INVALID_RECIPIENT' : 'INVALID_SENDER';
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' && !isEmpty(text)) {
    throw new TwilioError(code, `The ${role} is ${preview(value)}`, { hint: 'Give one number, as a text.' });
  }
  if (typeof text !== 'string' || text.trim() === '') {
    throw new TwilioError(role === 'recipient' ? code : 'MISSING_FROM_NUMBER', `There is no ${role}`, {
      hint:
        role === 'recipient'
          ? 'Set "To" in the node, or in the message that it is taken from.'
          : 'Set "From" in the node, or a default number in the account node.',
    });
  }
  const trimmed = text.trim();
  if (SIP.test(trimmed) || CLIENT.test(trimmed)) return trimmed;
  if (SIP.test(to) && SIP_USER.test(trimmed)) return trimmed;
  const number = phoneNumber(trimmed);
  if (number !== undefined) return number;
  throw new TwilioError(code, `"${text}" can neither call nor be called`, {
    hint: 'Give a number in E.164 such as +14155550100, a SIP address (sip:…) or a client (client:…).',
  });
}
