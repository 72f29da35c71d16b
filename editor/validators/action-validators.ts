/** The checks of the fields of actions. */

import { callAddress } from '../../lib/addresses/call-address';
import { lookupNumber as readLookupNumber } from '../../lib/addresses/lookup-number';
import { smsRecipient, whatsappAddress } from '../../lib/addresses/message-address';
import { splitRecipients } from '../../lib/addresses/recipients';
import { isVerificationSid, verificationRecipient } from '../../lib/addresses/verification-recipient';
import { contentTemplateRef } from '../../lib/validation/content-template';
import { isCountryCode } from '../../lib/validation/country';
import { characterCount } from '../../lib/validation/message-body';
import { sendRateOf } from '../../lib/validation/numbers';
import { isSendDigits } from '../../lib/validation/send-digits';
import { readCompactDate, readTime } from '../../lib/validation/time';
import { twilioUrl } from '../../lib/validation/twilio-url';
import { isWebAddress } from '../../lib/validation/web-address';
import { all, isVariable, required, shaped, type Check } from './check';
import { matches, reads } from './runtime';
import { twimlProblem } from './twiml';

/** One recipient or several, each checked on its own. */
const each = (check: Check): Check =>
  shaped((value) => {
    const recipients = splitRecipients(value);
    if (recipients.length === 0) return { key: 'required' };
    for (const recipient of recipients) {
      const problem = check(recipient);
      if (problem) return problem;
    }
    return undefined;
  });

/** The recipients of an SMS. */
export const smsRecipients: Check = all(required, each(reads(smsRecipient, { key: 'phoneNumber' })));

/** The recipients of a WhatsApp message, with or without `whatsapp:`. */
export const whatsappRecipients: Check = all(
  required,
  each(reads((value) => whatsappAddress(value, 'recipient'), { key: 'phoneNumber' })),
);

/** The sender of a WhatsApp message, with or without `whatsapp:`. */
export const whatsappSender: Check = reads((value) => whatsappAddress(value, 'sender'), { key: 'phoneNumber' });

/** The recipient of a call. */
export const callRecipient: Check = reads((value) => callAddress(value, 'recipient'), { key: 'callParty' });

/**
 * The caller.
 * @param to the recipient: a SIP address can be called by any name
 */
export const caller = (to: string): Check => reads((value) => callAddress(value, 'sender', to), { key: 'callParty' });

/** Where a call is transferred to: a party of a call, the URL of a TwiML document, or a document. */
export const transferTarget: Check = shaped((value) => {
  if (value.startsWith('<')) return twimlProblem(value, ['voice']);
  return isWebAddress(value)
    ? undefined
    : reads((text) => callAddress(text, 'recipient'), { key: 'transferTarget' })(value);
});

/** DTMF digits. */
export const sendDigits: Check = (text) =>
  text === '' || isVariable(text) || isSendDigits(text) ? undefined : { key: 'sendDigits' };

/** An http or https URL. */
export const webAddress: Check = matches(isWebAddress, { key: 'webAddress' });

/** A time in ISO 8601. */
export const moment: Check = matches((value) => readTime(value) !== undefined, { key: 'moment' });

/**
 * The recipient of a verification.
 * @param channel the channel, or `''` for a recipient or SID of a verification that was started
 */
export const verifyRecipient = (channel: string): Check =>
  matches(
    (value) =>
      verificationRecipient(value, channel === '' ? undefined : channel) !== undefined ||
      (channel === '' && isVerificationSid(value)),
    { key: channel === 'email' ? 'email' : 'phoneNumber' },
  );

/** A number to look up. */
export const lookupNumber: Check = matches((value) => readLookupNumber(value) !== undefined, { key: 'lookupNumber' });

/** A country code of two letters. */
export const country: Check = matches(isCountryCode, { key: 'country' });

/** A date in eight digits, `YYYYMMDD`. */
export const day: Check = matches((value) => readCompactDate(value) !== undefined, { key: 'day' });

/** The most characters of a Verify Service's name. https://www.twilio.com/docs/verify/api/service */
const MAX_SERVICE_NAME = 32;

/** The name of a Verify Service. */
export const serviceName: Check = all(required, (text) => {
  const length = characterCount(text.trim());
  return length > MAX_SERVICE_NAME
    ? { key: 'tooLong', values: { length: String(length), max: String(MAX_SERVICE_NAME) } }
    : undefined;
});

/** A sending rate in messages a second. */
export const rate: Check = matches((value) => sendRateOf(value) !== undefined, { key: 'rate' });

/** The path or URL of a custom request. */
export const twilioPath: Check = matches((value) => twilioUrl(value) !== undefined, { key: 'twilioPath' });

/** The SID or the friendly name of a content template. https://www.twilio.com/docs/content */
export const contentSid: Check = matches((value) => contentTemplateRef(value) !== undefined, {
  key: 'sid',
  values: { prefix: 'HX' },
});
