import { callFields, type CallEvent } from './call';
import { number, present, text, type Params } from './params';

/**
 * Twilio comes back to a step of a flow: a verb has ended, or the call has arrived at a `<Redirect>`. The parameters of
 * the query identify the step. https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export interface StepEvent extends Omit<CallEvent, 'event'> {
  event: 'step';
  /** The id of the node that the call is in. */
  node: string;
  /** The number of the document that the call was in. */
  n: number;
  /** The other party's leg, which has a `callSid` of its own. */
  leg?: string;
  /** How many times the caller has heard the hold sound since the last step. */
  hold?: number;
}

/** The event of a request to `/step`. */
export function stepEvent(params: Params): StepEvent {
  return present<StepEvent>({
    event: 'step',
    ...callFields(params),
    status: text(params, 'CallStatus'),
    node: text(params, 'node') ?? '',
    n: number(params, 'n') ?? 0,
    leg: text(params, 'leg'),
    hold: number(params, 'hold'),
  });
}
