/** Whether a TwiML document is for a message or for a call. */
export type TwimlKind = 'messaging' | 'voice';

/**
 * The verbs that a document can have inside `<Response>`. https://www.twilio.com/docs/messaging/twiml and
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

/**
 * The verbs of calls with an `action`: Twilio requests it when the verb has ended, and goes on with the answer.
 * https://www.twilio.com/docs/voice/twiml/gather#action and the page of each verb. `<Sms>` has one too, but does not wait for
 * anything.
 */
export const VERBS_WITH_ACTION: readonly string[] = ['Gather', 'Record', 'Dial', 'Enqueue', 'Connect', 'Pay', 'Refer'];
