import type { Timers } from '../core/clock';
import type { SimulatedMessage } from '../model/simulator';
import type { SimulatorContext } from '../model/context';
import { CATEGORIES, LOOKUP_PRICES, STARTING_BALANCE } from './prices';
import type { Tally, Usage } from '../model/usage-records';

/** Older days are removed, but stay in the balance. */
const MAX_DAYS = 400;
const UNITS_PER_DOLLAR = 100_000;

/**
 * Twilio sets the price of a message or call some time after its end, without saying when. The delay is our guess.
 * https://www.twilio.com/docs/messaging/api/message-resource#message-properties
 */
const PRICE_DELAY_MS = 5000;

const UNCOUNTED_STATUSES = new Set(['accepted', 'scheduled', 'queued', 'sending', 'canceled', 'failed']);

/** @param context returns the records of changes, so that each record is counted once */
export function createUsage(
  timers: Timers,
  context: () => Pick<SimulatorContext, 'messages' | 'calls' | 'recordings' | 'transcriptions'>,
): Usage {
  const days = new Map<string, Map<string, Tally>>();
  const charges = new WeakMap<object, { price: number; at: number }>();
  let spent = 0;

  const count = (category: string, usage: number, detail = ''): number => {
    const known = CATEGORIES.find(({ name }) => name === category);
    if (known === undefined) throw new Error(`There is no category of usage ${category}`);
    const day = new Date(timers.now()).toISOString().slice(0, 10);
    const tallies = days.get(day) ?? new Map<string, Tally>();
    days.set(day, tallies);
    const tally = tallies.get(category) ?? { count: 0, usage: 0, price: 0 };
    tallies.set(category, tally);
    const price = Math.round((LOOKUP_PRICES[detail] ?? known.price) * usage * UNITS_PER_DOLLAR);
    tally.count += 1;
    tally.usage += usage;
    tally.price += price;
    spent += price;
    const [oldest = ''] = days.keys();
    if (days.size > MAX_DAYS) days.delete(oldest);
    return price;
  };
  const once = (record: object | undefined, category: string, usage: number): void => {
    if (record === undefined || charges.has(record)) return;
    charges.set(record, { price: count(category, usage), at: timers.now() });
  };

  return {
    count(category, usage, detail) {
      count(category, usage, detail);
    },
    onChange({ type, item }) {
      switch (type) {
        case 'message': {
          const record = context().messages.get(item.sid);
          if (record?.isFromTwilio === false && !UNCOUNTED_STATUSES.has(item.status))
            once(record, ...messageUsage(item));
          break;
        }
        case 'call':
          if (item.endTime === null || item.duration === null || item.startTime === null) break;
          once(
            context().calls.get(item.sid),
            item.direction === 'inbound' ? 'calls-inbound' : 'calls-outbound',
            minutes(item.duration),
          );
          break;
        case 'recording':
          if (item.status !== 'completed') break;
          once(context().recordings.get(item.sid), 'recordings', minutes(item.duration ?? 0));
          break;
        case 'transcription':
          if (item.status === 'completed') once(context().transcriptions.get(item.sid), 'transcriptions', 1);
          break;
        default:
          // Nothing else is counted.
          break;
      }
    },
    priceOf(record) {
      const charge = charges.get(record);
      if (charge === undefined || timers.now() - charge.at < PRICE_DELAY_MS) return null;
      return (-charge.price / UNITS_PER_DOLLAR).toFixed(5);
    },
    between(category, first, last) {
      const names = CATEGORIES.find(({ name }) => name === category)?.of ?? [category];
      const sum: Tally = { count: 0, usage: 0, price: 0 };
      for (const [day, tallies] of days) {
        if (day < first || day > last) continue;
        for (const name of names) {
          const tally = tallies.get(name);
          sum.count += tally?.count ?? 0;
          sum.usage += tally?.usage ?? 0;
          sum.price += tally?.price ?? 0;
        }
      }
      return sum;
    },
    balance: () => STARTING_BALANCE * UNITS_PER_DOLLAR - spent,
  };
}

/** The price format of the API: two to five decimal places. */
export function dollars(hundredThousandths: number): string {
  return (hundredThousandths / UNITS_PER_DOLLAR).toFixed(5).replace(/0{1,3}$/, '');
}

function minutes(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60));
}

function messageUsage({ channel, direction, media, numSegments }: SimulatedMessage): [category: string, usage: number] {
  const suffix = direction === 'inbound' ? 'inbound' : 'outbound';
  if (channel === 'whatsapp') return [`channels-whatsapp-${suffix}`, 1];
  return media.length > 0 ? [`mms-${suffix}`, 1] : [`sms-${suffix}`, numSegments];
}
