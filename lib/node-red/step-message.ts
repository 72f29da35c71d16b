import type { CallSessions } from '../calls/session/call-sessions';
import type { Visit } from '../calls/session/ports';
import { isEnded } from '../calls/call-end';
import { TwilioError } from '../errors/twilio-error';
import { isObject } from '../validation/objects';
import { isTakenFromFlow } from './account-node';
import type { NodeMessage, Red } from './red';
import type { StepCall } from './step-call';

/**
 * The message that leaves a step. It is the one that came in, with a new `msg.twilio`. A message that was lost with a
 * restart is made from Twilio's parameters.
 * @param word of the step, for `msg.twilio.event`
 */
export function messageOfVisit(
  { msg, event }: Visit,
  word: string,
  more: Readonly<Record<string, unknown>>,
): NodeMessage {
  const message = (isObject(msg) ? msg : {}) as NodeMessage;
  const twilio = isObject(message['twilio']) ? message['twilio'] : {};
  if (event === undefined) return Object.assign(message, { twilio: { ...twilio, event: word, ...more } });
  const { raw, ...call } = event;
  // What the query of the URL says is for us. It stays in `raw`.
  for (const name of ['node', 'n', 'leg', 'hold'] as const) Reflect.deleteProperty(call, name);
  const hungUp = isEnded(event.status ?? '') ? { hungUp: true } : {};
  if (!isObject(msg)) message['topic'] = event.direction === 'inbound' ? event.from : event.to;
  return Object.assign(message, { twilio: { ...call, event: word, ...more, ...hungUp, raw } });
}

/** The parties, the direction and the status of a call, as far as a message has them. */
export function partiesOf({ twilio }: NodeMessage): Record<string, unknown> {
  const call = isObject(twilio) ? twilio : {};
  const names = ['from', 'to', 'direction', 'status'].filter((name) => call[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, call[name]]));
}

/**
 * An additional message while one waits in a step: a copy of that message with another payload.
 * @param more members of `msg.twilio`
 */
export function copyOfVisit(
  red: Red,
  msg: NodeMessage,
  word: string,
  call: StepCall,
  { payload, ...more }: Readonly<Record<string, unknown>>,
): NodeMessage {
  const copy = red.util.cloneMessage(msg);
  const twilio = isObject(copy['twilio']) ? copy['twilio'] : {};
  return Object.assign(copy, { payload, twilio: { ...twilio, ...call, event: word, ...more } });
}

/** A message for one output. @param output 0 for the first */
export const withOutput = (output: number, msg: NodeMessage): (NodeMessage | null)[] => [
  ...new Array<null>(output).fill(null),
  msg,
];

/** @throws {TwilioError} `ALREADY_ANSWERED` when a fixed document of another trigger has answered the call */
export function assertNotAnswered({ accountSid, callSid }: StepCall, sessions: CallSessions): void {
  if (!sessions.isUntouched(callSid) || !isTakenFromFlow(accountSid, callSid)) return;
  throw new TwilioError('ALREADY_ANSWERED', 'Another trigger with a fixed response has already answered this call', {
    hint: 'Let only one of the triggers that take this call answer it.',
  });
}
