import type { StreamProblem } from '../../model/stream-records';

/** The errors of a stream. https://www.twilio.com/docs/api/errors */
const TITLES = {
  31901: 'WebSocket - Connection Timeout',
  31902: 'WebSocket - Connection Refused',
  31910: 'WebSocket - SSL Protocol Error',
  31920: 'WebSocket - Handshake Error',
  31921: 'WebSocket - Close Error',
  31922: 'WebSocket - URL Schema Not Supported',
  31923: 'WebSocket - Malformed URL',
  31924: 'WebSocket - Protocol Error',
  31930: 'Media - Buffer Overflow',
  31950: 'Protocol - Malformed Message',
  31951: 'Protocol - Invalid Message',
} as const satisfies Readonly<Record<StreamProblem, string>>;

/** The text of an error, for the log and the status callback. */
export function problem(code: StreamProblem, detail: string): string {
  return `${String(code)}: Stream - ${TITLES[code]}: ${detail}`;
}

const UNREACHABLE = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']);

/** The code of an error before the connection is open. */
export function problemCode(error: Error): StreamProblem {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ECONNREFUSED') return 31902;
  if (UNREACHABLE.has(code)) return 31901;
  if (/^EPROTO$|SSL|TLS|CERT|SIGNATURE/.test(code)) return 31910;
  return 31920;
}
