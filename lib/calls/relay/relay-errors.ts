import { TwilioError } from '../../errors/twilio-error';

/** The error `CALL_ENDED` for a text after the end of the conversation. */
export const conversationEnded = (): TwilioError =>
  new TwilioError('CALL_ENDED', 'The conversation has ended, so nothing can be said in it any more', {
    hint: 'After msg.end, use a say node at the third output.',
  });

/** The error `CALL_FAILED` for a text while Twilio is not connected and too many texts wait. */
export const noRoom = (): TwilioError =>
  new TwilioError('CALL_FAILED', 'Twilio is not connected, and too many messages wait to be said', {
    hint: 'Send longer pieces, or fewer of them.',
  });
