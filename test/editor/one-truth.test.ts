/** Fields for anything but addresses. */
import fc from 'fast-check';
import {
  contentSid,
  country,
  day,
  moment,
  sendDigits,
  twilioPath,
  webAddress,
} from '../../editor/validators/action-validators';
import {
  errorCodes,
  jsonObject,
  mediaUrls,
  messageBody,
  publicUrl,
  regularExpression,
  sid,
  wholeNumber,
} from '../../editor/validators/validators';
import { callOptions } from '../../lib/calls/call-options';
import { errorFilter } from '../../lib/events/field-filters';
import { textFilter } from '../../lib/events/text-filter';
import { messageContent } from '../../lib/messages/content';
import { jsonObject as readJsonObject } from '../../lib/validation/json-options';
import { compactDate, count, time, webAddress as readWebAddress } from '../../lib/validation/option-readers';
import { requestOf } from '../../lib/resources/request';
import type { Parameter } from '../../lib/resources/catalogue';
import { contentTemplateRef } from '../../lib/validation/content-template';
import { parsePublicUrl } from '../../lib/validation/public-url';
import { twilioUrl } from '../../lib/validation/twilio-url';
import { sidText, url, date, numeric } from './one-truth-values';
import { describeOneTruth, type Case } from './one-truth-check';

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

const CASES: Record<string, Case> = {
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

describeOneTruth(CASES);
