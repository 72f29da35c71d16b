import type { AccountSettings } from '../account/settings';
import { channelOf } from '../addresses/channel';
import { TwilioError } from '../errors/twilio-error';
import { messageOptions, type MessageOptions } from './options';

/**
 * The account's defaults for a message. The options of a node and of a message take precedence over them.
 * @param to the recipient. Smart encoding is only for SMS: other channels have no segments.
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when a default is not valid, such as one from an environment
 * variable
 * @see https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
 */
export function messageDefaults(
  { validityPeriod, smartEncoded, statusCallback }: AccountSettings,
  to: string,
): MessageOptions {
  const isSmartEncoded = smartEncoded === true && channelOf(to) === 'sms';
  try {
    return messageOptions({ validityPeriod, statusCallback, ...(isSmartEncoded ? { smartEncoded } : {}) });
  } catch (error) {
    if (!(error instanceof TwilioError)) throw error;
    const problem = error.message.replace(/^The option/, "The account's default for");
    throw new TwilioError('INVALID_CONNECTION_SETTINGS', problem, {
      hint: 'Correct it in the account node, under "Sending defaults".',
    });
  }
}
