/** One category of usage. https://www.twilio.com/docs/usage/api/usage-record#usage-categories */
export interface Category {
  name: string;
  description: string;
  countUnit: string;
  usageUnit: string;
  /** US dollars per unit of usage. Fictional, but similar to list prices in the United States. */
  price: number;
  /** The categories in the sum. A sum has no price itself. */
  of?: readonly string[];
}

const messages = (name: string, description: string, unit: string, price: number): Category => ({
  name,
  description,
  countUnit: 'messages',
  usageUnit: unit,
  price,
});

/**
 * The usage categories and their prices:
 *
 * | category | usage | US dollars |
 * |---|---|---|
 * | sms-inbound, sms-outbound | messages, by segment | 0.0079 |
 * | mms-inbound, mms-outbound | messages with media | 0.0165, 0.0220 |
 * | channels-whatsapp-inbound, -outbound | WhatsApp messages | 0.0050 |
 * | calls-inbound, calls-outbound | answered calls, by started minute | 0.0085, 0.0140 |
 * | recordings | recordings, by started minute | 0.0025 |
 * | transcriptions | transcriptions | 0.0500 |
 * | authy-phone-verifications | approved verifications | 0.0500 |
 * | lookups | data packages, see `LOOKUP_PRICES`; validation is free and not counted | |
 * | phonenumbers | bought numbers, first month | 1.1500 |
 *
 * `sms`, `mms`, `channels-whatsapp`, `calls` and `totalprice` are sums.
 */
export const CATEGORIES: readonly Category[] = [
  messages('sms-inbound', 'Inbound SMS', 'segments', 0.0079),
  messages('sms-outbound', 'Outbound SMS', 'segments', 0.0079),
  messages('mms-inbound', 'Inbound MMS', 'messages', 0.0165),
  messages('mms-outbound', 'Outbound MMS', 'messages', 0.022),
  messages('channels-whatsapp-inbound', 'Inbound WhatsApp messages', 'messages', 0.005),
  messages('channels-whatsapp-outbound', 'Outbound WhatsApp messages', 'messages', 0.005),
  {
    name: 'calls-inbound',
    description: 'Inbound Voice Minutes',
    countUnit: 'calls',
    usageUnit: 'minutes',
    price: 0.0085,
  },
  {
    name: 'calls-outbound',
    description: 'Outbound Voice Minutes',
    countUnit: 'calls',
    usageUnit: 'minutes',
    price: 0.014,
  },
  { name: 'recordings', description: 'Recordings', countUnit: 'recordings', usageUnit: 'minutes', price: 0.0025 },
  {
    name: 'transcriptions',
    description: 'Transcriptions',
    countUnit: 'transcriptions',
    usageUnit: 'transcriptions',
    price: 0.05,
  },
  {
    name: 'authy-phone-verifications',
    description: 'Phone Verifications',
    countUnit: 'verifications',
    usageUnit: 'verifications',
    price: 0.05,
  },
  { name: 'lookups', description: 'Lookups', countUnit: 'lookups', usageUnit: 'lookups', price: 0 },
  { name: 'phonenumbers', description: 'Phone Numbers', countUnit: 'numbers', usageUnit: 'numbers', price: 1.15 },
  { ...messages('sms', 'SMS', 'segments', 0), of: ['sms-inbound', 'sms-outbound'] },
  { ...messages('mms', 'MMS', 'messages', 0), of: ['mms-inbound', 'mms-outbound'] },
  {
    ...messages('channels-whatsapp', 'WhatsApp messages', 'messages', 0),
    of: ['channels-whatsapp-inbound', 'channels-whatsapp-outbound'],
  },
  {
    name: 'calls',
    description: 'Voice Minutes',
    countUnit: 'calls',
    usageUnit: 'minutes',
    price: 0,
    of: ['calls-inbound', 'calls-outbound'],
  },
];

/** The sum of all prices. It has no count. */
export const TOTAL_PRICE: Category = {
  name: 'totalprice',
  description: 'Total Price',
  countUnit: '',
  usageUnit: 'usd',
  price: 0,
};

/** US dollars per data package of a lookup. Fictional. */
export const LOOKUP_PRICES: Readonly<Record<string, number>> = {
  line_type_intelligence: 0.008,
  caller_name: 0.01,
  sim_swap: 0.02,
  call_forwarding: 0.02,
  line_status: 0.01,
  identity_match: 0.1,
  reassigned_number: 0.02,
  sms_pumping_risk: 0.025,
  phone_number_quality_score: 0.025,
  pre_fill: 0.25,
};

/** In US dollars. */
export const STARTING_BALANCE = 100;
