import type { Account } from '../../lib/account/account';
import { smsRecipient, smsSender, whatsappAddress } from '../../lib/addresses/message-address';
import { TwilioError } from '../../lib/errors/twilio-error';
import { overridden } from '../../lib/messages/options';
import { messagingServiceSid, sendSms } from '../../lib/messages/send';
import { sendWhatsapp } from '../../lib/messages/whatsapp';
import { isEmpty, isObject } from '../../lib/validation/objects';

/** What a node asks, as it is kept in the store. */
export interface QuestionRequest {
  channel: 'sms' | 'whatsapp';
  sender: 'number' | 'service';
  mode: 'text' | 'template';
  inputs: Record<string, unknown>;
  options: unknown;
}

/**
 * The two sides of a question. A question is one to one, so it has one recipient.
 * @throws {TwilioError} `INVALID_RECIPIENT`, `INVALID_WHATSAPP_NUMBER`, `INVALID_SENDER`, `MISSING_FROM_NUMBER`, or
 * `INVALID_MESSAGE` for a message that is sent later
 */
export function partiesOf(account: Account, request: QuestionRequest): { to: string; own: string } {
  const { channel, sender, inputs, options } = request;
  const { overrides } = overridden(options);
  if (isObject(options) && !isEmpty(options['sendAt'])) {
    throw new TwilioError('INVALID_MESSAGE', 'A question cannot be scheduled', {
      hint: 'Remove sendAt, and start the flow at the time when it should ask.',
    });
  }
  const service = overrides.messagingServiceSid ?? inputs['messagingServiceSid'];
  const from = overrides.from ?? inputs['from'];
  const number = isEmpty(from) ? account.settings.from : from;
  if (channel === 'whatsapp') {
    const to = whatsappAddress(inputs['to'], 'recipient');
    return { to, own: isEmpty(service) ? whatsappAddress(number, 'sender') : messagingServiceSid(service, account) };
  }
  const to = smsRecipient(inputs['to']);
  if (sender === 'service' || overrides.messagingServiceSid !== undefined) {
    return { to, own: messagingServiceSid(service, account) };
  }
  if (isEmpty(number)) {
    throw new TwilioError('MISSING_FROM_NUMBER', 'The sender is missing', {
      hint: 'Set "From" in the node, or a default number in the account node.',
    });
  }
  const own = smsSender(number);
  if (/^[+\d]/.test(own) || own.includes(':')) return { to, own };
  throw new TwilioError('INVALID_SENDER', `Nobody can reply to the sender ID "${own}"`, {
    hint: 'Ask from a number that can receive messages.',
  });
}

/** Sends a question. @throws {TwilioError} as {@link sendSms} and {@link sendWhatsapp} */
export async function sendQuestion(
  account: Account,
  { channel, sender, mode, inputs, options }: QuestionRequest,
  statusCallback: string | undefined,
): Promise<string> {
  const common = { ...inputs, to: inputs['to'], statusCallback, options };
  const message =
    channel === 'whatsapp'
      ? await sendWhatsapp(account, { ...common, mode })
      : await sendSms(account, { ...common, sender });
  return message.sid;
}
