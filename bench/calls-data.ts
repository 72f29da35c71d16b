import { createHash, randomBytes } from 'node:crypto';
import { account, ownNumber } from './account';
import { signedRequest } from './texts';

/** How many menus a call goes through, one after the other. */
export const MENUS = 5;

/** The requests of a call: its start, one for each menu, and its end. */
export const REQUESTS_OF_CALL = MENUS + 2;

/** The id of a menu node. Menus are numbered from 1, as the documents of a call. */
export const menuId = (number: number): string => `menu${number}`;

/** Makes the SIDs of this run unique. 24 hex digits. */
const run = randomBytes(12).toString('hex');

/** The parameters that Twilio sends with each request of a call: https://www.twilio.com/docs/voice/twiml#request-parameters */
function parameters(call: number, status: string): Record<string, string> {
  const [from, to] = [`+1212555${String(call % 10_000).padStart(4, '0')}`, ownNumber(0)];
  return {
    AccountSid: account.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: `CA${run}${call.toString(16).padStart(8, '0')}`,
    CallStatus: status,
    Called: to,
    Caller: from,
    Direction: 'inbound',
    From: from,
    FromCity: 'NEW YORK',
    FromCountry: 'US',
    FromState: 'NY',
    FromZip: '10011',
    To: to,
    ToCity: 'SAN FRANCISCO',
    ToCountry: 'US',
    ToState: 'CA',
    ToZip: '94105',
  };
}

/** The request at a place of a call. Place 0 starts the call, and the last place ends it. */
function requestOf(call: number, place: number): Buffer {
  const unique = createHash('md5').update(`${run} ${call} ${place}`).digest('hex');
  if (place === 0) return signedRequest('call', parameters(call, 'ringing'), unique);
  if (place > MENUS) {
    return signedRequest('call-status', { ...parameters(call, 'completed'), CallDuration: '30' }, unique);
  }
  const params = { ...parameters(call, 'in-progress'), Digits: '2', msg: 'Gather End' };
  return signedRequest(`step?node=${menuId(place)}&n=${place}`, params, unique);
}

/** Requests of several calls. */
export interface CallOrder {
  /** The number of the first call. */
  firstCall: number;
  calls: number;
  /** The first and the last place in each call, both included. */
  from: number;
  to: number;
}

/** The requests of calls, ordered by place. The next request of a call may be sent only after the answer to the one before. */
export function callRequests({ firstCall, calls, from, to }: CallOrder): Buffer[] {
  const requests: Buffer[] = [];
  for (let place = from; place <= to; place += 1) {
    for (let call = 0; call < calls; call += 1) requests.push(requestOf(firstCall + call, place));
  }
  return requests;
}
