import { TwilioError } from '../../errors/twilio-error';

export const conversationEnded = (): TwilioError =>
  new TwilioError('CALL_ENDED', 'The conversation has ended, so nothing can be said in it any more', {
    hint: 'After msg.end, say the rest with a say node behind the third output.',
  });

export const noRoom = (): TwilioError =>
  new TwilioError('CALL_FAILED', 'Twilio is not connected, and too many messages wait to be said', {
    hint: 'Send longer pieces, or fewer of them.',
  });
