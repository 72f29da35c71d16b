import { postEvent, sid, type Answer, type Departures } from '../../support/twilio';

/** A call at Twilio, played by the test: it requests what it is told to, with signed requests over HTTP. */
export interface TestCall {
  sid: string;
  /** The call arrives: the request of "call in". */
  ring(params?: Record<string, string>): Promise<Answer>;
  /** Requests the step that a document names. */
  comeBack(document: string, params?: Record<string, string>, departures?: Departures): Promise<Answer>;
  status(status: string): Promise<Answer>;
}

export function testCall(url: string, CallSid = sid('CA')): TestCall {
  const call = { CallSid, From: '+14155550123', To: '+14155550100', Direction: 'inbound' };
  return {
    sid: CallSid,
    ring: (params = {}) => postEvent(url, 'call', { ...call, CallStatus: 'ringing', ...params }),
    comeBack(document, params = {}, departures = {}) {
      const [, query] = /https:\/\/example\.com\/twilio\/step\?([^"<]*)/.exec(document) ?? [];
      if (query === undefined) throw new Error(`This document does not come back: ${document}`);
      const path = `/twilio/step?${query.replaceAll('&amp;', '&')}`;
      return postEvent(url, 'step', { ...call, CallStatus: 'in-progress', ...params }, { path, ...departures });
    },
    status: (status) => postEvent(url, 'call-status', { ...call, CallStatus: status, CallDuration: '5' }),
  };
}

/** The verbs of a document. */
export const verbs = (document: string): string => /<Response>(.*)<\/Response>/s.exec(document)?.[1] ?? '';
