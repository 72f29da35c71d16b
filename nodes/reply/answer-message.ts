import { TwilioError } from '../../lib/errors/twilio-error';
import type { Resource } from '../../lib/account/resource';
import { lazy } from '../../lib/lazy';
import { messageContent } from '../../lib/messages/content';
import type * as twimlModule from '../../lib/messages/twiml';
import { incomingMessage } from '../../lib/messages/incoming';
import { segmentsOf } from '../../lib/messages/segments';
import { createMessage } from '../../lib/messages/send';
import { EMPTY_TWIML } from '../../lib/twiml/documents';
import { accountsOf, answerOpen, isAwaited, isTakenFromFlow, type AccountNode } from '../../lib/node-red/account-node';

const twiml = lazy<typeof twimlModule>(__filename, '../../lib/messages/twiml');

/**
 * Answers the message in `msg.twilio`: with TwiML while Twilio is waiting, otherwise with a new message by REST.
 * @param preferred the account node to use when several have this Twilio account
 * @returns the Message resource; after an answer with TwiML, what is known of the message that Twilio creates
 * @throws {TwilioError} `ALREADY_ANSWERED` when a fixed reply of another trigger was first; else why it was not sent
 */
export async function answerMessage(
  twilio: unknown,
  inputs: { body: unknown; media: unknown },
  preferred?: AccountNode,
): Promise<Resource> {
  const incoming = incomingMessage(twilio);
  const content = messageContent(inputs.body, inputs.media);
  const { accountSid, messageSid, from: to, to: from } = incoming;
  if (isAwaited(accountSid, messageSid) && answerOpen(accountSid, messageSid, twiml().messageTwiml(content))) {
    return {
      accountSid,
      to,
      from,
      direction: 'outbound-reply',
      status: 'queued',
      ...content,
      ...segmentsOf(to, content.body),
    };
  }
  if (isTakenFromFlow(accountSid, messageSid)) {
    throw new TwilioError('ALREADY_ANSWERED', 'Another trigger with a fixed reply has already answered this message', {
      hint: 'Let only one of the triggers that take this message answer it. To send another text, use "send sms".',
    });
  }
  // Twilio no longer waits. Ends a response that is still open, so that no missed deadline is reported.
  answerOpen(accountSid, messageSid, EMPTY_TWIML);
  const [account] = accountsOf(accountSid, messageSid, preferred);
  if (account === undefined) {
    throw new TwilioError('INVALID_CONNECTION_SETTINGS', `No account node has the account ${accountSid}`, {
      hint: 'Deploy the account node that received the message.',
    });
  }
  return createMessage(account.account, { to, from, ...content });
}
