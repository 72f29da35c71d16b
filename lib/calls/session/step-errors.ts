import { TwilioError } from '../../errors/twilio-error';

/** The most documents that one call can have. A call of four hours with one each fifteen seconds has fewer. */
export const MAX_DOCUMENTS = 1000;

/** The most steps that can be reached without a request of Twilio's. */
export const MAX_STEPS_WITHOUT_REQUEST = 100;

/** The longest document in a REST request, in characters. https://www.twilio.com/docs/voice/api/call-resource#twiml */
export const MAX_REST_TWIML_LENGTH = 4000;

export const callEnded = (callSid: string): TwilioError =>
  new TwilioError('CALL_ENDED', `The call ${callSid} has ended`, {
    hint: 'Nothing can be said or asked any more. Wire what follows a hang-up to nodes that need no call.',
  });

export const callBusy = (callSid: string): TwilioError =>
  new TwilioError('CALL_BUSY', `The call ${callSid} already waits in another step`, {
    hint: 'A call can wait in one step at a time. Do not wire two steps that wait to the same output.',
  });

export const callLoop = (callSid: string, reason: string): TwilioError =>
  new TwilioError('CALL_LOOP', `The call ${callSid} was ended, because its flow goes in a circle: ${reason}`, {
    hint: 'Let the circle go through a step that waits for the caller, and count the tries.',
  });

export const noPublicUrl = (): TwilioError =>
  new TwilioError('INVALID_CONNECTION_SETTINGS', 'Twilio cannot come back to this flow without a public URL', {
    hint: 'Set the Public URL of the account node.',
  });

export const deadlineMissed = (callSid: string, seconds: number): TwilioError =>
  new TwilioError('DEADLINE_MISSED', `The call ${callSid} was ended: the flow reached no step for ${seconds} seconds`, {
    hint: 'Let every path of the flow end in a step, and look for the node that takes so long.',
  });

export const tooLarge = (length: number): TwilioError =>
  new TwilioError(
    'MESSAGE_TOO_LARGE',
    `The step has ${length} characters as TwiML. A call that does not wait for it accepts ${MAX_REST_TWIML_LENGTH}`,
    { hint: 'Shorten the text, or let the flow answer while Twilio waits for it: then it may have 64 KB.' },
  );

export const callLeft = (callSid: string): TwilioError =>
  new TwilioError('CALL_FAILED', `The call ${callSid} has left this step without a result`, {
    hint: 'Another document replaced what the step does, or the call started its flow again.',
  });
