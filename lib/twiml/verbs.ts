/** What a TwiML document answers: a message or a call. */
export type TwimlKind = 'messaging' | 'voice';

/**
 * The verbs that may stand at the top of a document. https://www.twilio.com/docs/messaging/twiml and
 * https://www.twilio.com/docs/voice/twiml
 */
export const VERBS: Readonly<Record<TwimlKind, readonly string[]>> = {
  messaging: ['Message', 'Redirect'],
  voice: [
    'Say',
    'Play',
    'Gather',
    'Record',
    'Dial',
    'Connect',
    'Start',
    'Stop',
    'Pause',
    'Enqueue',
    'Leave',
    'Redirect',
    'Refer',
    'Pay',
    'Reject',
    'Hangup',
    'Sms',
    'Echo',
  ],
};
