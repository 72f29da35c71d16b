import { TwilioError } from '../../lib/errors/twilio-error';
import type { Resource } from '../../lib/account/resource';
import { kinds } from '../../lib/events/kinds';
import { webhookUrl, type AccountNode } from '../../lib/node-red/account-node';
import { setNumberWebhooks, type NumberWebhooks } from '../../lib/resources/number-webhooks';

/** An incoming message or call, to find the triggers that may get one to this number. */
const examples = (To: string) =>
  ({
    smsUrl: ['message', kinds.message.parse({ To })],
    voiceUrl: ['call', kinds.call.parse({ To, Direction: 'inbound' })],
    statusCallback: ['call-status', kinds['call-status'].parse({ To, Direction: 'inbound' })],
  }) as const;

/**
 * The webhooks of a number that the deployed flows listen to.
 * @throws {TwilioError} `INVALID_CONNECTION_SETTINGS` when there are none
 */
function wantedFor(owner: AccountNode, phoneNumber: string): NumberWebhooks {
  const found: NumberWebhooks = {};
  for (const [name, [kind, event]] of Object.entries(examples(phoneNumber))) {
    const url = webhookUrl(owner, kind);
    if (url !== undefined && owner.endpoint?.takes(kind, event) === true) found[name as keyof NumberWebhooks] = url;
  }
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
  const example = webhookUrl(owner, 'message');
  if (example === undefined) {
    throw new TwilioError('INVALID_CONNECTION_SETTINGS', 'The account has no public URL to point the number at', {
      hint: 'Set the Public URL of the account node.',
    });
  }
  const own = new URL(example.slice(0, -'message'.length));
  return setNumberWebhooks(owner.account, {
    parameters,
    wanted: (phoneNumber) => wantedFor(owner, phoneNumber),
    isOwn: (url) => url.host === own.host && url.pathname.startsWith(own.pathname),
    confirmed,
  });
}
