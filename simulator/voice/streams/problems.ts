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

/** The text of a connection error. */
export function problemOf(error: Error, detail: string): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ECONNREFUSED') return problem(31902, detail);
  if (UNREACHABLE.has(code)) return problem(31901, detail);
  if (/^EPROTO$|SSL|TLS|CERT|SIGNATURE/.test(code)) return problem(31910, detail);
  return problem(31920, detail);
}
