import { TwilioError } from '../../lib/errors/twilio-error';
import type { Resource } from '../../lib/account/resource';
import { webhookUrl, type AccountNode } from '../../lib/node-red/account-node';
import { isOwnUrl, listenedUrls } from '../../lib/node-red/number-webhooks';
import { setNumberWebhooks, type NumberWebhooks } from '../../lib/resources/number-webhooks';

/** Twilio's names of a number's webhooks. */
const NAMES = { messages: 'smsUrl', calls: 'voiceUrl', status: 'statusCallback' } as const;

/**
 * The webhooks of a number that the deployed flows listen to.
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when there are none
 */
function wantedFor(owner: AccountNode, phoneNumber: string): NumberWebhooks {
  const found: NumberWebhooks = {};
  for (const [slot, url] of Object.entries(listenedUrls(owner, phoneNumber))) found[NAMES[slot as 'messages']] = url;
  if (Object.keys(found).length > 0) return found;
  throw new TwilioError('INVALID_CONNECTION_SETTINGS', `No deployed flow listens to the number ${phoneNumber}`, {
    hint: 'Deploy an "sms in", "call in" or "call status" node with this account first. Check its filter for numbers.',
  });
}

/**
 * Points a number's webhooks at this account, as far as the deployed flows listen to them.
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when there is no public URL; and as {@link setNumberWebhooks}
 */
export async function setWebhooks(
  owner: AccountNode,
  parameters: Readonly<Record<string, unknown>>,
  confirmed: boolean,
): Promise<Resource> {
  if (webhookUrl(owner, 'message') === undefined) {
    throw new TwilioError('INVALID_CONNECTION_SETTINGS', 'The account has no public URL to point the number at', {
      hint: 'Set the Public URL of the account node.',
    });
  }
  return setNumberWebhooks(owner.account, {
    parameters,
    wanted: (phoneNumber) => wantedFor(owner, phoneNumber),
    isOwn: (url) => isOwnUrl(owner, url),
    confirmed,
  });
}
