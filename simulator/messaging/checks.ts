import { badRequest, type ApiError } from '../core/api-error';
import { countryOf } from '../numbering/numbering-plan';
import { ownNumber } from '../numbering/own-numbers';
import { isE164, maskedNumber } from '../numbering/phone-numbers';
import type { SimulatorContext } from '../model/context';
import { REJECTED_RECIPIENTS, REJECTED_SENDERS } from './recipients';
import { stripChannel, channelOf } from './message';
import { isUserId } from './whatsapp';

/** The longest body, in characters. https://www.twilio.com/docs/api/errors/21617 */
export const MAX_BODY_LENGTH = 1600;

/** The number of characters. An emoji counts as one. */
export function lengthOf(body: string): number {
  return [...body].length;
}

/** The error for a recipient, if any. */
export function recipientError(to: string): ApiError | undefined {
  const number = stripChannel(to);
  const maskedTo = maskedNumber(to);
  if (channelOf(to) === 'whatsapp' && isUserId(number)) return undefined;
  switch (isE164(number) ? REJECTED_RECIPIENTS[number] : 21211) {
    case 21211:
      return badRequest(21211, `Invalid 'To' Phone Number: ${maskedTo}`);
    case 21408:
      return badRequest(
        21408,
        `Permission to send an SMS has not been enabled for the region indicated by the 'To' number: ${maskedTo}`,
      );
    case 21610:
      return unsubscribed();
    case 21612:
      return badRequest(
        21612,
        `Message cannot be sent with the current combination of 'To' (${maskedTo}) and/or 'From' parameters`,
      );
    case 21614:
      // A landline can have WhatsApp.
      if (channelOf(to) === 'whatsapp') return undefined;
      return badRequest(21614, `'To' number is not a valid mobile number: ${maskedTo}`);
    default:
      return undefined;
  }
}

/**
 * The error for a sender and recipient, if any. Both are normalized addresses.
 * @param isOfService true for a message of a Messaging Service
 */
export function senderError(
  context: SimulatorContext,
  from: string,
  to: string,
  isOfService = false,
): ApiError | undefined {
  const number = stripChannel(from);
  switch (REJECTED_SENDERS[number]) {
    case 21212:
      return invalidSender(from);
    case 21606:
      return senderNotOwned(from);
    case 21611:
      return badRequest(21611, `This 'From' number has exceeded the maximum number of queued messages: ${from}`);
    default:
      break;
  }
  if (channelOf(from) !== channelOf(to)) {
    return badRequest(21910, `Invalid From and To pair. From and To should be of the same channel`);
  }
  if (from === to) return badRequest(21266, `'To' and 'From' number cannot be the same: ${maskedNumber(to)}`);
  if (isAlphanumericSender(from)) {
    return hasAlphanumericSenders(to)
      ? undefined
      : badRequest(
          21612,
          `Message cannot be sent with the current combination of 'To' (${maskedNumber(to)}) and/or 'From' (${from}) parameters`,
        );
  }
  if (!isE164(number) && !/^\d{3,8}$/.test(number)) return invalidSender(from);
  if (ownNumber(context, number) === undefined && !isShortCode(from)) {
    return channelOf(from) === 'whatsapp'
      ? badRequest(63007, `Twilio could not find a Channel with the specified From address`)
      : senderNotOwned(from);
  }
  const isOptedOut = isOfService ? context.optOuts.hasServices(to) : context.optOuts.has(from, to);
  return isOptedOut ? unsubscribed() : undefined;
}

/** A short code. The account has all of them. https://www.twilio.com/docs/glossary/what-is-a-short-code */
function isShortCode(from: string): boolean {
  return /^\d{5,6}$/.test(from);
}

/**
 * An alphanumeric sender ID: up to 11 letters, digits and spaces with at least one letter.
 * https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id
 */
export function isAlphanumericSender(from: string): boolean {
  return /^(?=.*[A-Za-z])[A-Za-z0-9 +\-_&]{1,11}$/.test(from);
}

/**
 * The countries under +1 without alphanumeric sender IDs. The others, such as Jamaica, have them. The first six are in Twilio's
 * list. The list does not have the last three; they are territories of the United States, as Guam and Puerto Rico are.
 * https://help.twilio.com/hc/en-us/articles/223133767-International-support-for-Alphanumeric-Sender-ID
 */
const NO_ALPHANUMERIC_SENDERS: ReadonlySet<string> = new Set('US CA DO GU KY PR AS MP VI'.split(' '));

/** Countries with other calling codes are not checked, because their rules change often and depend on registrations. */
function hasAlphanumericSenders(to: string): boolean {
  return !to.startsWith('+1') || !NO_ALPHANUMERIC_SENDERS.has(countryOf(to)?.iso ?? 'US');
}

function invalidSender(from: string): ApiError {
  return badRequest(
    21212,
    `The 'From' number ${from} is not a valid phone number, shortcode, or alphanumeric sender ID.`,
  );
}

function senderNotOwned(from: string): ApiError {
  return badRequest(
    21606,
    `The 'From' phone number provided (${from}) is not a valid message-capable Twilio phone number for this destination/account`,
  );
}

function unsubscribed(): ApiError {
  return badRequest(21610, 'Attempt to send to unsubscribed recipient');
}
