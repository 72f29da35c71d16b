import type { CallLine, CallRequest, PhoneCall } from '../../phone/model/call';
import { AVA, DESK, NOON } from './fixtures';

/** An answered call from Ava to the front desk. */
export function call(fields: Partial<PhoneCall> = {}): PhoneCall {
  return {
    sid: 'CA1',
    from: AVA,
    to: DESK,
    inbound: true,
    status: 'in-progress',
    duration: null,
    parentSid: null,
    at: NOON,
    answeredAt: NOON + 100,
    endedAt: null,
    lines: [],
    waitingFor: null,
    ...fields,
  };
}

/** An ended call. */
export const over = (status: string, fields: Partial<PhoneCall> = {}): PhoneCall =>
  call({ status, endedAt: NOON + 5000, duration: 0, ...fields });

let time = NOON + 200;
export function line(who: CallLine['who'], verb: string, text = '', more: Partial<CallLine> = {}): CallLine {
  time += 1000;
  return { at: time, who, verb, text, upcoming: '', interrupted: false, ended: false, ...more };
}

export function request(fields: Partial<CallRequest> = {}): CallRequest {
  const url = 'https://example.com/call';
  return { sid: 'RQ1', callSid: 'CA1', at: NOON, method: 'POST', url, status: 200, ms: 5, error: '', ...fields };
}
