import { number, present, text, type Params } from './params';

/**
 * An incoming call, or an outgoing call that requests instructions.
 * https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export interface CallEvent {
  event: 'call';
  accountSid: string;
  callSid: string;
  /** The caller: a number in E.164 format, a SIP address, or `client:` and an identifier. */
  from: string;
  to: string;
  /** `inbound`, `outbound-api` or `outbound-dial`. */
  direction?: string;
  /** `ringing` until it is answered. */
  status?: string;
  /** The caller's name, when caller ID lookup is on for the number. */
  callerName?: string;
  /** The number that forwarded the call, if its carrier reports it. */
  forwardedFrom?: string;
  /** The call that started this one with `<Dial>`. */
  parentCallSid?: string;
  /**
   * The SHAKEN/STIR verification of the caller's number, such as `TN-Validation-Passed-A`.
   * https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir
   */
  stirVerstat?: string;
  /** The result of answering machine detection, when the call waited for it: `human`, `machine_start`, `fax` … */
  answeredBy?: string;
  /** Every parameter as Twilio sent it. */
  raw: Params;
}

/** The fields that all events of a call have. */
export function callFields(params: Params) {
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

/** The event of a call's webhook. */
export function callEvent(params: Params): CallEvent {
  return present<CallEvent>({
    event: 'call',
    ...callFields(params),
    status: text(params, 'CallStatus'),
    answeredBy: text(params, 'AnsweredBy'),
  });
}

/**
 * A status of a call, or the result of answering machine detection.
 * https://www.twilio.com/docs/voice/api/call-resource#statuscallback and
 * https://www.twilio.com/docs/voice/answering-machine-detection#asyncamdstatuscallback
 */
export interface CallStatusEvent extends Omit<CallEvent, 'event' | 'status'> {
  event: 'call-status';
  /**
   * `queued`, `initiated`, `ringing`, `in-progress` (answered), `completed`, `busy`, `failed`, `no-answer` or
   * `canceled`. For the result of asynchronous answering machine detection, it is `in-progress`.
   */
  status: string;
  /** The duration of the call, in seconds. Twilio's parameter `Duration` is in minutes, and only in `raw`. */
  duration?: number;
  /** The position of this status among those of the call, from 0. */
  sequence?: number;
  /** When it happened, in RFC 2822 format. */
  timestamp?: string;
  /** `human`, `machine_start`, `machine_end_beep`, `fax`, `unknown` … */
  answeredBy?: string;
  /** The duration of the detection, in milliseconds. */
  machineDetectionDuration?: number;
  sipResponseCode?: number;
  recordingUrl?: string;
  recordingSid?: string;
  /** In seconds. */
  recordingDuration?: number;
  /** What the call cost, as Twilio sends it: negative for a charge. Often, Twilio calculates the price later. */
  price?: number;
  /** The currency of the price, such as `USD`. */
  priceUnit?: string;
  /** Twilio's error code. https://www.twilio.com/docs/api/errors */
  errorCode?: number;
  /** The source of the callback, such as `call-progress-events`. */
  callbackSource?: string;
}

/** The event of a call's status callback. */
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
    price: number(params, 'Price'),
    priceUnit: text(params, 'PriceUnit'),
    errorCode: number(params, 'ErrorCode') || undefined,
    callbackSource: text(params, 'CallbackSource'),
  });
}
