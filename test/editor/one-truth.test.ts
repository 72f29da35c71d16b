/**
 * The editor marks a value exactly when the runtime would not accept it. The property tests compare the check of a field
 * with the function of `lib` that reads the field's value in a running flow.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  caller,
  callRecipient,
  contentSid,
  country,
  day,
  moment,
  sendDigits,
  smsRecipients,
  twilioPath,
  verifyRecipient,
  webAddress,
  whatsappRecipients,
  whatsappSender,
} from '../../editor/validators/action-validators';
import { isVariable, type Check } from '../../editor/validators/check';
import { callerId, dialTarget } from '../../editor/validators/dial-validators';
import {
  addressList,
  errorCodes,
  jsonObject,
  mediaUrls,
  messageBody,
  publicUrl,
  regularExpression,
  sender,
  sid,
  wholeNumber,
} from '../../editor/validators/validators';
import { callAddress } from '../../lib/addresses/call-address';
import { dialCallerId, PARTY_KINDS } from '../../lib/addresses/dial-address';
import { smsRecipient, smsSender, whatsappAddress } from '../../lib/addresses/message-address';
import { callOptions } from '../../lib/calls/call-options';
import { addressFilter } from '../../lib/events/address-filter';
import { errorFilter } from '../../lib/events/field-filters';
import { textFilter } from '../../lib/events/text-filter';
import { verificationKey, verifyRecipient as readVerifyRecipient } from '../../lib/identity/verify-recipient';
import { messageContent } from '../../lib/messages/content';
import { recipientsOf } from '../../lib/messages/send-to-many';
import { jsonObject as readJsonObject } from '../../lib/validation/json-options';
import { compactDate, count, time, webAddress as readWebAddress } from '../../lib/validation/option-readers';
import { requestOf } from '../../lib/resources/request';
import type { Parameter } from '../../lib/resources/catalogue';
import { contentTemplateRef } from '../../lib/validation/content-template';
import { parsePublicUrl } from '../../lib/validation/public-url';
import { twilioUrl } from '../../lib/validation/twilio-url';
import { partiesOf, roomOf } from '../../nodes/dial/parties';
import { sidText, address, url, date, numeric } from './one-truth-values';

/** Whether a function accepts a value. */
const accepts = (read: (text: string) => unknown) => (text: string) => {
  try {
    return read(text) !== undefined;
  } catch {
    return false;
  }
};

const context = { name: 'x', code: 'INVALID_PARAMETER' } as const;

/** The parameter of the rest api node that has this type. */
const parameter =
  (type: Parameter['type'], more: Partial<Parameter> = {}) =>
  (text: string) =>
    requestOf(
      {
        method: 'get',
        path: 'api.twilio.com/x',
        docs: '',
        result: 'one',
        parameters: [{ name: 'x', type, ...more }],
      } as never,
      { x: text },
      'AC',
    );

/** Each recipient of a list is sent to on its own. */
const everyRecipient = (read: (one: unknown) => unknown) => (text: string) => {
  const recipients = recipientsOf(text);
  return ('each' in recipients ? recipients.each : [recipients.one]).map(read);
};

interface Case {
  check: Check;
  read: (text: string) => unknown;
  values: fc.Arbitrary<string>;
  /** What the runtime does with an empty field; the editor accepts it unless it is required. */
  required?: boolean;
}

const CASES: Record<string, Case> = {
  'the recipients of an SMS': {
    check: smsRecipients,
    read: everyRecipient(smsRecipient),
    values: fc.oneof(
      address,
      fc.tuple(address, address).map((parts) => parts.join(',')),
    ),
    required: true,
  },
  'the sender of an SMS': { check: sender, read: smsSender, values: address },
  'the recipients of a WhatsApp message': {
    check: whatsappRecipients,
    read: everyRecipient((one) => whatsappAddress(one, 'recipient')),
    values: fc.oneof(
      address,
      fc.tuple(address, address).map((parts) => parts.join(';')),
    ),
    required: true,
  },
  'the sender of a WhatsApp message': {
    check: whatsappSender,
    read: (text) => whatsappAddress(text, 'sender'),
    values: address,
  },
  'the recipient of a call': { check: callRecipient, read: (text) => callAddress(text, 'recipient'), values: address },
  'the caller': {
    check: caller('+14155550100'),
    read: (text) => callAddress(text, 'sender', '+14155550100'),
    values: address,
  },
  'the caller of a SIP address': {
    check: caller('sip:a@b'),
    read: (text) => callAddress(text, 'sender', 'sip:a@b'),
    values: address,
  },
  ...Object.fromEntries(
    PARTY_KINDS.flatMap((kind): [string, Case][] => [
      [
        `whom to dial: ${kind}`,
        {
          check: dialTarget(kind, true),
          read: (text) => partiesOf(text, kind, true),
          values: fc.oneof(
            address,
            fc.array(address, { maxLength: 12 }).map((parts) => parts.join(',')),
          ),
          required: true,
        },
      ],
      [
        `the caller ID of a dialed ${kind}`,
        { check: callerId(kind), read: (text) => dialCallerId(text, kind), values: address },
      ],
    ]),
  ),
  'the name of a conference to dial': {
    check: dialTarget('conference', true),
    read: (text) => roomOf(text, 'conference'),
    values: fc.string({ maxLength: 140 }),
    required: true,
  },
  'the recipient of a verification by SMS': {
    check: verifyRecipient('sms'),
    read: (text) => readVerifyRecipient(text, 'sms'),
    values: address,
  },
  'the recipient of a verification by email': {
    check: verifyRecipient('email'),
    read: (text) => readVerifyRecipient(text, 'email'),
    values: address,
  },
  'the verification to check': { check: verifyRecipient(''), read: verificationKey, values: address },
  'an address filter': {
    check: addressList,
    read: (text) => addressFilter('filterFrom', text) ?? true,
    values: fc.oneof(
      address,
      fc.tuple(address, fc.constantFrom('*', '+1*', ' ', ''), address).map((parts) => parts.join(',')),
    ),
  },
  'an error filter': {
    check: errorCodes,
    read: (text) => errorFilter('filterError', text) ?? true,
    values: fc.oneof(numeric, fc.constantFrom('300*', '*', '30003, 30007', 'E1', '3*0')),
  },
  'a regular expression': {
    check: regularExpression,
    read: (text) => textFilter('filterBody', text, 'regex') ?? true,
    values: fc.oneof(fc.string(), fc.constantFrom('(', '\\-', '[a', '^stop$', '\\p{L}')),
  },
  'the SID of a Messaging Service': { check: sid('MG'), read: parameter('sid', { prefix: 'MG' }), values: sidText },
  'the SID or the name of a content template': {
    check: contentSid,
    read: contentTemplateRef,
    values: fc.oneof(sidText, fc.constantFrom('HX', 'HX1', 'hx1', 'order_update', ' opening hours ')),
  },
  'a country': { check: country, read: parameter('country'), values: fc.string({ maxLength: 3 }) },
  'a URL': { check: webAddress, read: (text) => readWebAddress(text.trim(), context), values: url },
  'the media of a message': {
    check: mediaUrls,
    read: (text) => messageContent('x', text),
    values: fc.oneof(
      url,
      fc.array(url, { maxLength: 12 }).map((urls) => urls.join(', ')),
    ),
  },
  'the text of a message': {
    check: messageBody,
    read: (text) => messageContent(text, undefined, true),
    values: fc.string({ minLength: 1590, maxLength: 1610, unit: 'grapheme' }),
  },
  'a public URL': { check: publicUrl, read: (text) => parsePublicUrl(text) ?? true, values: url },
  'the path of a custom request': { check: twilioPath, read: twilioUrl, values: url },
  'a time': { check: moment, read: (text) => time(text, context), values: date },
  'a whole number': { check: wholeNumber(1, 600), read: (text) => count(1, 600)(text, context), values: numeric },
  'the digits that a call sends': {
    check: sendDigits,
    read: (text) => callOptions({ sendDigits: text }),
    values: fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF#*wWx '), maxLength: 34 }),
  },
  'a date for a lookup': { check: day, read: (text) => compactDate(text, context), values: date },
  'an object': {
    check: jsonObject('{}'),
    read: (text) => readJsonObject(text, context),
    values: fc.oneof(fc.json(), fc.string()),
  },
};

describe('the editor and the runtime accept the same values', () => {
  for (const [name, { check, read, values, required = false }] of Object.entries(CASES)) {
    it(name, () => {
      fc.assert(
        fc.property(values, (text) => {
          // The runtime replaces a variable, and what is empty is not read.
          fc.pre(!isVariable(text) && (text.trim() !== '' || required));
          assert.equal(check(text) === undefined, accepts(read)(text), JSON.stringify(text));
        }),
        { numRuns: 500 },
      );
    });
  }
});
