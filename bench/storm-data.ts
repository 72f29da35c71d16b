import { createHash, randomBytes } from 'node:crypto';
import { account, ownNumber } from './account';
import { LAST, STATUSES, type Passed } from './steps';
import { signedRequest } from './texts';

/** How many statuses a message gets. */
const EACH = STATUSES.length + 1;

/** So many requests further off, at most, a status overtakes another, and a repetition comes after its first delivery. */
const SPREAD = 2000;

/** One in so many statuses is delivered once more: a fifth of all requests is a repetition. */
const REPEATED = 4;

/** One in so many messages is not delivered. */
const UNDELIVERED = 20;

/** How many requests a storm has. */
export const requestsOf = (messages: number): number => messages * EACH + Math.floor((messages * EACH) / REPEATED);

/** Numbers from 0 to 1 that look like chance and are the same each time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Tells the messages of one run from those of every other. */
const run = randomBytes(12).toString('hex');

/** One status as Twilio posts it: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks */
function signedStatus(message: number, step: number): Buffer {
  const sid = `SM${run}${message.toString(16).padStart(8, '0')}`;
  const undelivered = message % UNDELIVERED === 0;
  const status = STATUSES[step] ?? (undelivered ? LAST.undelivered : LAST.delivered);
  const params = {
    ApiVersion: '2010-04-01',
    MessageStatus: status,
    SmsSid: sid,
    SmsStatus: status,
    To: `+1212555${String(message % 10_000).padStart(4, '0')}`,
    From: ownNumber(0),
    MessageSid: sid,
    AccountSid: account.accountSid,
    ...(status === LAST.undelivered ? { ErrorCode: '30003' } : {}),
  };
  return signedRequest('message-status', params, createHash('md5').update(`${sid} ${status}`).digest('hex'));
}

/**
 * The statuses of so many messages: each message's in any sequence, in among those of others, a fifth of them
 * repetitions that have the idempotency token of their first delivery.
 * @param first the number of the first message
 */
export function storm(first: number, messages: number): Buffer[] {
  const random = chance(first + 1);
  const planned: { at: number; request: Buffer }[] = [];
  for (let status = 0; status < messages * EACH; status += 1) {
    const message = first + Math.floor(status / EACH);
    const one = { at: status + random() * SPREAD, request: signedStatus(message, status % EACH) };
    planned.push(one);
    if (status % REPEATED === 0) {
      // Any of the message's statuses may be the one, so the repetition is of another status each time.
      const repeated = planned[planned.length - 1 - Math.floor(random() * Math.min(EACH, planned.length))] ?? one;
      planned.push({ at: repeated.at + random() * SPREAD, request: repeated.request });
    }
  }
  return planned.sort((a, b) => a.at - b.at).map(({ request }) => request);
}

/** What became of a storm's statuses at the node. */
export interface StormOutcome {
  accepted: number;
  /** Turned away because a later status had come before. */
  late: number;
}

/**
 * Checks that every status of a storm came out of the node once, accepted if none of its message's later statuses had come
 * before, and turned away otherwise.
 * @throws when one was lost, let through twice, accepted out of order or turned away without need
 */
export function checkStorm({ passed }: Passed, first: number, messages: number): StormOutcome {
  const bytes = Buffer.from(passed, 'base64');
  const seen = new Uint8Array(messages * EACH);
  const furthest = new Int8Array(messages).fill(-1);
  const wrong = { twice: 0, outOfOrder: 0, withoutNeed: 0, unknown: 0 };
  let accepted = 0;
  for (let at = 0; at < bytes.length; at += 4) {
    const number = bytes.readUInt32LE(at);
    const message = Math.floor(number / 16) - first;
    const step = Math.floor(number / 2) % 8;
    const before = furthest[message];
    if (before === undefined) {
      wrong.unknown += 1;
      continue;
    }
    const place = message * EACH + step;
    if (seen[place] === 1) wrong.twice += 1;
    seen[place] = 1;
    if (number % 2 === 1) {
      accepted += 1;
      if (step < before) wrong.outOfOrder += 1;
      furthest[message] = step;
    } else if (step > before) wrong.withoutNeed += 1;
  }
  const lost = seen.reduce((sum, one) => sum + 1 - one, 0);
  if (lost + Object.values(wrong).reduce((sum, one) => sum + one, 0) > 0) {
    throw new Error(`The storm did not pass as it should: ${JSON.stringify({ lost, ...wrong })}`);
  }
  return { accepted, late: bytes.length / 4 - accepted };
}
