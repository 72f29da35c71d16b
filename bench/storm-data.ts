import { createHash, randomBytes } from 'node:crypto';
import { account, ownNumber } from './account';
import { LAST, STATUSES, type Passed } from './steps';
import { signedRequest } from './texts';

/** The number of statuses of a message. */
const STATUSES_PER_MESSAGE = STATUSES.length + 1;

/** A status is sent up to this many statuses late, and so is a repetition after its first delivery. */
const MAX_STATUSES_LATE = 2000;

/** Every fourth status is sent twice, so a fifth of all requests are repetitions. */
const REPEAT_EVERY = 4;

/** Every twentieth message is undelivered. */
const UNDELIVERED_EVERY = 20;

/** The number of requests of a storm. */
export const requestsOf = (messages: number): number =>
  messages * STATUSES_PER_MESSAGE + Math.floor((messages * STATUSES_PER_MESSAGE) / REPEAT_EVERY);

/** Random numbers in [0, 1) that depend on the seed only (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Makes the SIDs of this run unique. 24 hex digits. */
const run = randomBytes(12).toString('hex');

/** A status callback as Twilio sends it: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks */
function signedStatus(message: number, step: number): Buffer {
  const sid = `SM${run}${message.toString(16).padStart(8, '0')}`;
  const undelivered = message % UNDELIVERED_EVERY === 0;
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
 * The status callbacks of messages, in random order. A repetition has the idempotency token of its first delivery.
 * @param first the index of the first message
 * @returns signed requests, as in `signedRequest`
 */
export function storm(first: number, messages: number): Buffer[] {
  const random = randomNumbers(first + 1);
  const planned: { at: number; request: Buffer }[] = [];
  for (let status = 0; status < messages * STATUSES_PER_MESSAGE; status += 1) {
    const message = first + Math.floor(status / STATUSES_PER_MESSAGE);
    const one = {
      at: status + random() * MAX_STATUSES_LATE,
      request: signedStatus(message, status % STATUSES_PER_MESSAGE),
    };
    planned.push(one);
    if (status % REPEAT_EVERY === 0) {
      // Repeats one of the latest statuses, chosen at random.
      const repeated =
        planned[planned.length - 1 - Math.floor(random() * Math.min(STATUSES_PER_MESSAGE, planned.length))] ?? one;
      planned.push({ at: repeated.at + random() * MAX_STATUSES_LATE, request: repeated.request });
    }
  }
  return planned.sort((a, b) => a.at - b.at).map(({ request }) => request);
}

/** How many statuses left the node by each output. */
export interface StormOutcome {
  accepted: number;
  /** Filtered out, because a later status of the message had arrived before. */
  late: number;
}

/**
 * Checks that each status of a storm left the node once: filtered out when a later status of its message had arrived before,
 * else accepted.
 * @throws when a status was lost, passed twice, accepted out of order, or filtered out without need
 */
export function checkStorm({ passed }: Passed, first: number, messages: number): StormOutcome {
  const bytes = Buffer.from(passed, 'base64');
  const seen = new Uint8Array(messages * STATUSES_PER_MESSAGE);
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
    const place = message * STATUSES_PER_MESSAGE + step;
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
    throw new Error(`The statuses of the storm are wrong: ${JSON.stringify({ lost, ...wrong })}`);
  }
  return { accepted, late: bytes.length / 4 - accepted };
}
