import type { Account } from '../account/account';
import { whatsappAddress } from '../addresses/message-address';
import { contentTemplateRef } from '../validation/content-template';
import { TwilioError } from '../errors/twilio-error';
import { isEmpty, isPlainObject, preview } from '../validation/objects';
import { variables } from '../validation/json-options';
import { messageContent } from './content';
import { messageOptions, overridden } from './options';
import { templateSid } from './template-names';
import { createMessage, messagingServiceSid, type MessageResource } from './send';

/** A WhatsApp message to send. Values of unknown type come from the flow and are checked. */
export interface WhatsappRequest {
  to: unknown;
  /** A WhatsApp sender. The account's default number when empty. */
  from?: unknown;
  /** A Messaging Service with a WhatsApp sender, instead of `from`. */
  messagingServiceSid?: unknown;
  /** Free text is delivered only within 24 hours of the person's last message, a template at any time. */
  mode: 'text' | 'template';
  body?: unknown;
  media?: unknown;
  /** The SID of a content template, or its friendly name. */
  contentSid?: unknown;
  /** The variables of the template, by name. */
  contentVariables?: unknown;
  /** The URL for status callbacks. */
  statusCallback?: string | undefined;
  /** Other parameters of the REST API in camelCase. */
  options?: unknown;
}

/** @throws {TwilioError} `MISSING_CONTENT_SID` or `INVALID_MESSAGE`; for a friendly name as {@link templateSid} */
async function templateOf(
  account: Account,
  { contentSid, contentVariables }: WhatsappRequest,
): Promise<{ contentSid: string; contentVariables?: string }> {
  const template = typeof contentSid === 'string' ? contentTemplateRef(contentSid) : undefined;
  if (template === undefined) {
    const problem = isEmpty(contentSid)
      ? 'The content template is missing'
      : `${preview(contentSid)} is not a valid content template`;
    throw new TwilioError('MISSING_CONTENT_SID', problem, {
      hint: 'Choose a content template, or enter its name or its SID, which starts with HX. See Messaging > Content Template Builder in the Twilio Console.',
    });
  }
  const isNone = isEmpty(contentVariables) || (isPlainObject(contentVariables) && isNothing(contentVariables));
  const given =
    isNone || contentVariables === '{}'
      ? {}
      : {
          contentVariables: String(variables(contentVariables, { name: 'contentVariables', code: 'INVALID_MESSAGE' })),
        };
  return { contentSid: 'sid' in template ? template.sid : await templateSid(account, template.name), ...given };
}

const isNothing = (value: object): boolean => Object.keys(value).length === 0;

/**
 * Sends a WhatsApp message, after all its values are checked. https://www.twilio.com/docs/whatsapp/api
 * @throws {TwilioError} `INVALID_RECIPIENT`, `INVALID_WHATSAPP_NUMBER`, `MISSING_FROM_NUMBER`, `INVALID_SENDER`,
 * `INVALID_MESSAGE`, `MESSAGE_TOO_LARGE`, `MISSING_CONTENT_SID` or, for a template's name, `NOT_FOUND` before anything
 * is sent; otherwise the error that Twilio returns
 */
export async function sendWhatsapp(account: Account, given: WhatsappRequest): Promise<MessageResource> {
  const { overrides, rest } = overridden(given.options);
  const options = messageOptions(rest);
  const request: WhatsappRequest = { ...given, ...overrides };
  const to = whatsappAddress(request.to, 'recipient');
  const from = isEmpty(request.from) ? account.settings.from : request.from;
  const sender = isEmpty(request.messagingServiceSid)
    ? { from: whatsappAddress(from, 'sender') }
    : {
        messagingServiceSid: messagingServiceSid(request.messagingServiceSid, account),
        // With a Messaging Service, the option `from` chooses one of its senders.
        ...(overrides.from === undefined ? {} : { from: whatsappAddress(overrides.from, 'sender') }),
      };
  const { statusCallback } = request;
  // The option contentSid sends a template also when the node is set to text.
  if (request.mode === 'template' || options.contentSid !== undefined) {
    const { contentSid = request.contentSid, contentVariables = request.contentVariables } = options;
    const template = await templateOf(account, { ...request, contentSid, contentVariables });
    return createMessage(account, { to, ...sender, statusCallback }, { ...options, ...template });
  }
  const content = messageContent(request.body, request.media, options.persistentAction !== undefined);
  return createMessage(account, { to, ...sender, ...content, statusCallback }, options);
}
