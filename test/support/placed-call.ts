/** What the tests of calls that `make-call` places have in common. */
import type { FlowNode } from './node-red';

/** The number that is called. */
export const TO = '+14155550123';

/** A request of the REST API. */
export interface RestRequest {
  method: string;
  uri: string;
  data?: Record<string, string>;
}

/** The URL that the first call was placed with, without its origin. */
export function placedPath(requests: readonly RestRequest[]): string {
  const placed = requests.find(({ method }) => method === 'post');
  const { pathname, search } = new URL(placed?.data?.['Url'] ?? '');
  return `${pathname}${search}`;
}

/** The call as the REST API shows it. */
export const callResource = (sid: string, status: string) => ({
  ...{ sid, to: TO, status, duration: '7' },
  ...{ direction: 'outbound-api', price: '-0.01' },
});

/** The parameters of the call's webhooks. */
export const callParams = (CallSid: string) => ({
  ...{ CallSid, From: '+14155550100', To: TO },
  Direction: 'outbound-api',
});

/** An inject node whose button starts the action. */
export const injectNode = (props: { p: string; v: string; vt: 'str' | 'num' }[]): FlowNode => ({
  id: 'inject',
  type: 'inject',
  z: 'tab',
  x: 0,
  y: 0,
  props,
  repeat: '',
  once: false,
  wires: [['action']],
});
