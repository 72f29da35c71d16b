import type { Account } from '../account/account';
import { TwilioError } from '../errors/twilio-error';
import type { Resource } from '../account/resource';
import { whatsappAddress } from '../addresses/message-address';
import { messageContent } from './content';
import { messageOptions, overridden } from './options';
import { isEmpty, isPlainObject, preview } from '../validation/objects';
import { variables } from '../validation/options';
import { createMessage, serviceOf } from './send';

/** What a flow asks to be sent on WhatsApp; values are as the flow has them and are checked here. */
export interface WhatsappRequest {
  to: unknown;
  /** A WhatsApp sender; the account's default number when empty. */
  from?: unknown;
  /** A Messaging Service with a WhatsApp sender, instead of `from`. */
  messagingServiceSid?: unknown;
  /** Free text, which goes only within 24 hours of the person's last message, or an approved template. */
  mode: 'text' | 'template';
  body?: unknown;
  media?: unknown;
  contentSid?: unknown;
  /** The template's variables: texts by name. */
  contentVariables?: unknown;
  statusCallback?: string | undefined;
  options?: unknown;
}

const CONTENT_SID = /^HX[0-9a-f]{32}$/i;

/** @throws {TwilioError} `MISSING_CONTENT_SID` or `INVALID_MESSAGE` */
function templateOf({ contentSid, contentVariables }: WhatsappRequest): {
  contentSid: string;
  contentVariables?: string;
} {
  if (typeof contentSid !== 'string' || !CONTENT_SID.test(contentSid.trim())) {
    const what = isEmpty(contentSid) ? 'There is no template' : `${preview(contentSid)} is no template`;
    throw new TwilioError('MISSING_CONTENT_SID', what, {
      hint: 'Choose a content template, or give its SID: HX and 32 characters, under Messaging > Content Template Builder.',
    });
  }
  const sid = contentSid.trim();
  const isNone = isEmpty(contentVariables) || (isPlainObject(contentVariables) && isNothing(contentVariables));
  if (isNone || contentVariables === '{}') return { contentSid: sid };
  return {
    contentSid: sid,
    contentVariables: String(variables(contentVariables, { name: 'contentVariables', code: 'INVALID_MESSAGE' })),
  };
}

const isNothing = (value: object): boolean => Object.keys(value).length === 0;

/**
 * Sends a WhatsApp message. All that can be known here is checked before any network is touched.
 * https://www.twilio.com/docs/whatsapp/api
 * @throws {TwilioError}
 */
export async function sendWhatsapp(account: Account, given: WhatsappRequest): Promise<Resource> {
  const { overrides, rest } = overridden(given.options);
  const options = messageOptions(rest);
  const request: WhatsappRequest = { ...given, ...overrides };
  const to = whatsappAddress(request.to, 'recipient');
  const from = isEmpty(request.from) ? account.settings.from : request.from;
  const sender = isEmpty(request.messagingServiceSid)
    ? { from: whatsappAddress(from, 'sender') }
    : {
        messagingServiceSid: serviceOf(request.messagingServiceSid, account),
        // One of the service's senders can be asked for, in the options.
        ...(overrides.from === undefined ? {} : { from: whatsappAddress(overrides.from, 'sender') }),
      };
  const { statusCallback } = request;
  // A template of the options is one, whatever the node is set to.
  if (request.mode === 'template' || options.contentSid !== undefined) {
    const { contentSid = request.contentSid, contentVariables = request.contentVariables } = options;
    const template = templateOf({ ...request, contentSid, contentVariables });
    return createMessage(account, { to, ...sender, statusCallback }, { ...options, ...template });
  }
  const content = messageContent(request.body, request.media, options.persistentAction !== undefined);
  return createMessage(account, { to, ...sender, ...content, statusCallback }, options);
}
