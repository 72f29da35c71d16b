/**
 * Recipients that the API rejects, and the error code. They are the numbers of Twilio's test credentials, and the landline of
 * the simulator's Lookup. https://www.twilio.com/docs/iam/test-credentials
 */
export const REJECTED_RECIPIENTS: Readonly<Record<string, number>> = {
  '+15005550001': 21211, // not a valid number
  '+15005550002': 21612, // Twilio cannot route to it
  '+15005550003': 21408, // the account may not send to this region
  '+15005550004': 21610, // unsubscribed
  '+15005550009': 21614, // cannot receive SMS
  '+15005551001': 21614, // a landline, as Lookup says
};

/** Senders that the API rejects, and the error code, as with Twilio's test credentials. */
export const REJECTED_SENDERS: Readonly<Record<string, number>> = {
  '+15005550001': 21212, // not a valid number
  '+15005550007': 21606, // not the account's own
  '+15005550008': 21611, // its queue is full
};

/**
 * Recipients that the API accepts, but that cannot be reached. The final status is `undelivered` or `failed`. The last four
 * digits are the end of the error code: 30003 for +15005553003.
 */
export const UNREACHABLE_RECIPIENTS: Readonly<Record<string, { status: 'undelivered' | 'failed'; code: number }>> = {
  '+15005553001': { status: 'failed', code: 30001 },
  '+15005553003': { status: 'undelivered', code: 30003 },
  '+15005553004': { status: 'undelivered', code: 30004 },
  '+15005553005': { status: 'undelivered', code: 30005 },
  '+15005553006': { status: 'undelivered', code: 30006 },
  '+15005553007': { status: 'undelivered', code: 30007 },
  '+15005553008': { status: 'undelivered', code: 30008 },
};

/** https://www.twilio.com/docs/api/errors */
const DELIVERY_ERRORS: Readonly<Record<number, string>> = {
  30001: 'Queue overflow',
  30002: 'Account suspended',
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
  30034: 'Message from an Unregistered Number',
  63003: 'Channel could not find To address',
  63016: 'Failed to send freeform message because you are outside the allowed window. Please use a Message Template.',
};

/** The text of a delivery error. */
export function deliveryErrorMessage(code: number): string {
  return DELIVERY_ERRORS[code] ?? `Delivery failed with error ${String(code)}`;
}
