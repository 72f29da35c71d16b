import { TwilioError } from '../errors/twilio-error';
import { textMember } from '../validation/objects';

/** The fields of an incoming message that a reply needs. */
export interface IncomingMessageRef {
  messageSid: string;
  accountSid: string;
  from: string;
  to: string;
}

/**
 * The incoming message in `msg.twilio`.
 * @throws {TwilioError} `INVALID_MESSAGE` when there is none
 */
export function incomingMessage(twilio: unknown): IncomingMessageRef {
  if (typeof twilio === 'object' && twilio !== null && textMember(twilio, 'event') === 'message') {
    const found = {
      messageSid: textMember(twilio, 'messageSid'),
      accountSid: textMember(twilio, 'accountSid'),
      from: textMember(twilio, 'from'),
      to: textMember(twilio, 'to'),
    };
    if (found.messageSid !== '' && found.from !== '' && found.to !== '') return found;
  }
  throw new TwilioError('INVALID_MESSAGE', 'There is no incoming message to reply to', {
    hint: 'Wire this node after "sms in" or "whatsapp in", and keep msg.twilio. A change or function node may have removed it.',
  });
}
