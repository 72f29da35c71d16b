import { TwilioError } from '../../errors/twilio-error';

/** The most documents that one call can have. A call of four hours with a document every 15 seconds has 960. */
export const MAX_DOCUMENTS = 1000;

/** The most steps that can be reached without a request from Twilio. */
export const MAX_STEPS_WITHOUT_REQUEST = 100;

/** The longest document in a REST request, in characters. https://www.twilio.com/docs/voice/api/call-resource#twiml */
export const MAX_REST_TWIML_LENGTH = 4000;

/** `CALL_ENDED`: a message reaches a step after the end of its call. */
export const callEnded = (callSid: string): TwilioError =>
  new TwilioError('CALL_ENDED', `The call ${callSid} has ended`, {
    hint: 'Nothing can be said or asked any more. Wire what follows a hang-up to nodes that need no call.',
  });

/** `CALL_BUSY`: a second step would have to wait at the same time. */
export const callBusy = (callSid: string): TwilioError =>
  new TwilioError('CALL_BUSY', `The call ${callSid} already waits in another step`, {
    hint: 'A call can wait in one step at a time. Do not wire two steps that wait to the same output.',
  });

/** `CALL_LOOP`: the steps never wait for the caller, or never end. `reason` completes the sentence. */
export const callLoop = (callSid: string, reason: string): TwilioError =>
  new TwilioError('CALL_LOOP', `The call ${callSid} was ended, because its flow is an endless loop: ${reason}`, {
    hint: 'Let the loop go through a step that waits for the caller, and count the tries.',
  });

/** `INVALID_CONNECTION_SETTINGS`: Twilio has to request a step, but the account has no public URL. */
export const noPublicUrl = (): TwilioError =>
  new TwilioError('INVALID_CONNECTION_SETTINGS', 'Twilio cannot come back to this flow without a public URL', {
    hint: 'Set the Public URL of the account node.',
  });

/** `DEADLINE_MISSED`: the flow reached no step within the account's patience, in seconds. */
export const deadlineMissed = (callSid: string, seconds: number): TwilioError =>
  new TwilioError('DEADLINE_MISSED', `The call ${callSid} was ended: the flow reached no step for ${seconds} seconds`, {
    hint: 'Let every path of the flow end in a step, and find the node that takes too long.',
  });

/** `MESSAGE_TOO_LARGE`: an update of a live call has more than 4,000 characters. `length` is their number. */
export const tooLarge = (length: number): TwilioError =>
  new TwilioError(
    'MESSAGE_TOO_LARGE',
    `The TwiML of this step has ${length} characters. While Twilio does not wait for it, a call accepts ${MAX_REST_TWIML_LENGTH}`,
    { hint: 'Shorten the text, or let the flow answer while Twilio waits for it: then it may have 64 KB.' },
  );

/** `CALL_FAILED`: the call has left a step that was waiting, such as for a transfer. */
export const callLeft = (callSid: string): TwilioError =>
  new TwilioError('CALL_FAILED', `The call ${callSid} has left this step without a result`, {
    hint: 'Another document replaced what the step does, or the call started its flow again.',
  });
