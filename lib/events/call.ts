import { number, present, text, type Params } from './params';

/**
 * A call that comes in, or an outbound one that asks what to do.
 * https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export interface CallEvent {
  event: 'call';
  accountSid: string;
  callSid: string;
  /** The caller: E.164, a SIP address or `client:` and a name. */
  from: string;
  to: string;
  /** `inbound`, `outbound-api` or `outbound-dial`. */
  direction?: string;
  /** `ringing` while it is not answered yet. */
  status?: string;
  /** The caller's name, when caller ID lookup is on for the number. */
  callerName?: string;
  /** The number that forwarded the call, when its carrier says so. */
  forwardedFrom?: string;
  /** The call that this one was dialled from. */
  parentCallSid?: string;
  /** How far the caller's number is vouched for, such as `TN-Validation-Passed-A`. https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir */
  stirVerstat?: string;
  raw: Params;
}

/** What the events of a call have in common. */
function callFields(params: Params) {
  return {
    accountSid: text(params, 'AccountSid') ?? '',
    callSid: text(params, 'CallSid') ?? '',
    from: text(params, 'From') ?? text(params, 'Caller') ?? '',
    to: text(params, 'To') ?? text(params, 'Called') ?? '',
    direction: text(params, 'Direction'),
    callerName: text(params, 'CallerName'),
    forwardedFrom: text(params, 'ForwardedFrom'),
    parentCallSid: text(params, 'ParentCallSid'),
    stirVerstat: text(params, 'StirVerstat'),
    raw: params,
  };
}

/** The typed event of a call's webhook. */
export function callEvent(params: Params): CallEvent {
  return present<CallEvent>({ event: 'call', ...callFields(params), status: text(params, 'CallStatus') });
}

/**
 * A step in the life of a call, or what listens at its other end.
 * https://www.twilio.com/docs/voice/api/call-resource#statuscallback and
 * https://www.twilio.com/docs/voice/answering-machine-detection#asyncamdstatuscallback
 */
export interface CallStatusEvent extends Omit<CallEvent, 'event' | 'status'> {
  event: 'call-status';
  /**
   * `queued`, `initiated`, `ringing`, `in-progress` (answered), `completed`, `busy`, `failed`, `no-answer` or
   * `canceled`. The result of asynchronous answering machine detection has none of its own and is `in-progress`.
   */
  status: string;
  /** How long the call took, in seconds. (Twilio's parameter `Duration` holds minutes, and is left in `raw`.) */
  duration?: number;
  /** The place of this status among those of the call, from 0. */
  sequence?: number;
  /** When it happened, as Twilio writes it. */
  timestamp?: string;
  /** `human`, `machine_start`, `machine_end_beep`, `fax`, `unknown` … */
  answeredBy?: string;
  /** How long the detection took, in milliseconds. */
  machineDetectionDuration?: number;
  sipResponseCode?: number;
  recordingUrl?: string;
  recordingSid?: string;
  /** In seconds. */
  recordingDuration?: number;
  /** `call-progress-events`, or what else sent it. */
  callbackSource?: string;
}

/** The typed event of a call's status callback. */
export function callStatusEvent(params: Params): CallStatusEvent {
  const answeredBy = text(params, 'AnsweredBy');
  return present<CallStatusEvent>({
    event: 'call-status',
    ...callFields(params),
    status: text(params, 'CallStatus') ?? (answeredBy === undefined ? '' : 'in-progress'),
    duration: number(params, 'CallDuration'),
    sequence: number(params, 'SequenceNumber'),
    timestamp: text(params, 'Timestamp'),
    answeredBy,
    machineDetectionDuration: number(params, 'MachineDetectionDuration'),
    sipResponseCode: number(params, 'SipResponseCode'),
    recordingUrl: text(params, 'RecordingUrl'),
    recordingSid: text(params, 'RecordingSid'),
    recordingDuration: number(params, 'RecordingDuration'),
    callbackSource: text(params, 'CallbackSource'),
  });
}
