import type { Account } from '../account/account';
import { TwilioError } from '../account/errors';
import type { Resource } from '../account/resource';
import { whatsappAddress } from './address';
import { messageContent } from './content';
import { messageOptions } from './options';
import { isEmpty } from '../objects';
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
    const what = isEmpty(contentSid) ? 'There is no template' : `${JSON.stringify(contentSid)} is no template`;
    throw new TwilioError('MISSING_CONTENT_SID', what, {
      hint: 'Choose a content template, or give its SID: HX and 32 characters, under Messaging > Content Template Builder.',
    });
  }
  const variables = variablesOf(contentVariables);
  return { contentSid: contentSid.trim(), ...(variables === undefined ? {} : { contentVariables: variables }) };
}

/** Twilio takes texts only; numbers and booleans become texts here. */
function variablesOf(given: unknown): string | undefined {
  if (isEmpty(given)) return undefined;
  let value = given;
  try {
    if (typeof given === 'string') value = JSON.parse(given) as unknown;
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TwilioError('INVALID_MESSAGE', "The template's variables are no object", {
      hint: 'Give them as an object by name, such as {"1": "Ada", "2": "10:30"}.',
    });
  }
  const texts = Object.entries(value).map(([name, item]) => {
    if (typeof item === 'object' && item !== null) {
      throw new TwilioError('INVALID_MESSAGE', `The template's variable "${name}" is an object`, {
        hint: 'A variable is a text, a number or true or false.',
      });
    }
    const text = String(item ?? '');
    if (text === '') {
      throw new TwilioError('INVALID_MESSAGE', `The template's variable "${name}" is empty`, {
        hint: 'Twilio takes no empty variables: give it a text, or leave it out to have the one of the template.',
      });
    }
    return [name, text] as const;
  });
  return texts.length === 0 ? undefined : JSON.stringify(Object.fromEntries(texts));
}

/**
 * Sends a WhatsApp message. All that can be known here is checked before any network is touched.
 * https://www.twilio.com/docs/whatsapp/api
 * @throws {TwilioError}
 */
export async function sendWhatsapp(account: Account, request: WhatsappRequest): Promise<Resource> {
  const options = messageOptions(request.options);
  const to = whatsappAddress(request.to, 'recipient');
  const from = isEmpty(request.from) ? account.settings.from : request.from;
  const sender = isEmpty(request.messagingServiceSid)
    ? { from: whatsappAddress(from, 'sender') }
    : { messagingServiceSid: serviceOf(request.messagingServiceSid, account) };
  const { statusCallback } = request;
  if (request.mode === 'template') {
    return createMessage(account, { to, ...sender, statusCallback }, { ...options, ...templateOf(request) });
  }
  const content = messageContent(request.body, request.media, options.persistentAction !== undefined);
  return createMessage(account, { to, ...sender, ...content, statusCallback }, options);
}
