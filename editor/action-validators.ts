/** What may stand in the fields of actions. Like validators.ts: from a field's text to a problem, or undefined. */

import { all, isVariable, recipient, required, shaped, sid, type Check } from './validators';

/** A comma, a semicolon or a line break between the recipients of one message. */
const BETWEEN = /[,;\n]/;

/** One recipient or several, each judged by itself. */
const each = (check: Check): Check =>
  shaped((value) => {
    const entries = value
      .split(BETWEEN)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
    for (const entry of entries) {
      const problem = check(entry);
      if (problem) return problem;
    }
    return undefined;
  });

/** The recipients of an SMS: numbers in E.164 with commas between. */
export const smsRecipients: Check = all(required, each(recipient));

/** https://www.twilio.com/docs/whatsapp/api#whatsapp-user-identifiers */
const whatsappAddress: Check = shaped((value) => {
  if (/^whatsapp:[A-Z]{2}\.\w+$/i.test(value)) return undefined;
  return recipient(value.replace(/^whatsapp:/i, '')) === undefined && !/^rcs:/i.test(value)
    ? undefined
    : { key: 'phoneNumber' };
});

/** The recipients of a WhatsApp message, with or without `whatsapp:`. */
export const whatsappRecipients: Check = all(required, each(whatsappAddress));

/** A WhatsApp sender: a number, with or without `whatsapp:`. */
export const whatsappSender: Check = whatsappAddress;

/** A party of a call: a number, `sip:` or `client:`. https://www.twilio.com/docs/voice/api/call-resource */
export const callParty: Check = shaped((value) => {
  if (/^sips?:[^\s@]+@[^\s@]+$/i.test(value) || /^client:[\w.+@-]+$/i.test(value)) return undefined;
  return /^rcs:/i.test(value) || recipient(value) ? { key: 'callParty' } : undefined;
});

/** Keys that a phone can send; `w` is half a second, `W` a second of pause. */
export const sendDigits: Check = (text) =>
  text === '' || isVariable(text) || /^[0-9A-D#*wW]{1,32}$/.test(text) ? undefined : { key: 'sendDigits' };

/** An http or https address. */
export const webAddress: Check = shaped((value) =>
  /^https?:\/\/[^\s/?#]+\S*$/i.test(value) ? undefined : { key: 'webAddress' },
);

/** A moment in ISO 8601, date and time. */
export const moment: Check = shaped((value) =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) && !Number.isNaN(Date.parse(value)) ? undefined : { key: 'moment' },
);

/** What is verified over a channel: an email address over `email`, a number over all others; either where none is set. */
export function verifyRecipient(channel: string): Check {
  return shaped((value) => {
    const isMail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
    if (channel === 'email') return isMail ? undefined : { key: 'email' };
    if (channel === '' && (isMail || /^VE[0-9a-f]{32}$/i.test(value))) return undefined;
    return whatsappAddress(value);
  });
}

/** A phone number to look up, also as it is written in its country. */
export const lookupNumber: Check = shaped((value) =>
  /^\+?\d{1,20}$/.test(value.replace(/[\s().\-/]/g, '')) ? undefined : { key: 'lookupNumber' },
);

/** A country of two letters. https://en.wikipedia.org/wiki/ISO_3166-1_alpha-2 */
export const country: Check = shaped((value) => (/^[a-z]{2}$/i.test(value) ? undefined : { key: 'country' }));

/** A day in eight digits, `YYYYMMDD`. https://www.twilio.com/docs/lookup/v2-api#query-parameters */
export const day: Check = shaped((value) => {
  const [, year = '', month = '', date = ''] = /^(\d{4})(\d{2})(\d{2})$/.exec(value) ?? [];
  const iso = `${year}-${month}-${date}`;
  const time = Date.parse(iso);
  // The 31st of February is taken for a day of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) ? undefined : { key: 'day' };
});

/** The name of a Verify Service, which people read. https://www.twilio.com/docs/verify/api/service */
export const serviceName: Check = all(required, (text) =>
  [...text.trim()].length > 32
    ? { key: 'tooLong', values: { length: String([...text.trim()].length), max: '32' } }
    : undefined,
);

/** Messages a second, also less than one; none or 0 is no pace. */
export const rate: Check = shaped((value) =>
  /^\d+(\.\d+)?$/.test(value) && Number(value) <= 1000 ? undefined : { key: 'rate' },
);

/** Where a free request goes: a path of api.twilio.com, or an address at Twilio. */
export const twilioPath: Check = shaped((value) => {
  if (/^\/\S+$/.test(value)) return undefined;
  const host = /^(?:https:\/\/)?([^/?#\s]+)[/?#]\S*$/i.exec(value)?.[1] ?? '';
  return /(^|\.)twilio\.com$/i.test(host) ? undefined : { key: 'twilioPath' };
});

/** The SID of a content template. https://www.twilio.com/docs/content */
export const contentSid: Check = sid('HX');
