import { TwilioError } from '../errors/twilio-error';
import { textMember } from '../validation/objects';

/** As much of an incoming message as is needed to answer it. */
export interface IncomingMessageRef {
  messageSid: string;
  accountSid: string;
  from: string;
  to: string;
}

/**
 * The incoming message that a flow's message is about, from its `msg.twilio`.
 * @throws {TwilioError} `INVALID_MESSAGE` when it is about none
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
  throw new TwilioError('INVALID_MESSAGE', 'There is no incoming message to answer', {
    hint: 'Wire this node behind "sms in" and keep msg.twilio on the way: a change or function node may have lost it.',
  });
}
