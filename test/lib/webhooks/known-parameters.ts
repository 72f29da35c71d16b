/** Parameters of messages as Twilio signs them, and attempts to read them in another way. */
import type { Kind } from '../../../lib/events/kinds';
import { KnownParameters } from '../../../lib/webhooks/known-parameters';
import { splicingProblem } from '../../../lib/webhooks/splicing';
import { ACCOUNT_SID, messageSid } from '../../support/webhooks';

export const known = new KnownParameters();
export const problem = (params: Record<string, string>, kind: Kind = 'message') => splicingProblem(kind, params, known);

/** A text as a US carrier delivers it. */
export const SMS: Record<string, string> = {
  ToCountry: 'US',
  ToState: 'CA',
  SmsMessageSid: messageSid(1),
  NumMedia: '0',
  ToCity: '',
  FromZip: '94105',
  SmsSid: messageSid(1),
  FromState: 'CA',
  SmsStatus: 'received',
  FromCity: 'SAN FRANCISCO',
  Body: 'Hello',
  FromCountry: 'US',
  To: '+14155550100',
  ToZip: '',
  NumSegments: '1',
  MessageSid: messageSid(1),
  AccountSid: ACCOUNT_SID,
  From: '+14155550111',
  ApiVersion: '2010-04-01',
};

/** A WhatsApp message with a picture, sent with a button. */
export const WHATSAPP: Record<string, string> = {
  SmsMessageSid: messageSid(2),
  NumMedia: '1',
  ProfileName: 'Ada',
  MessageType: 'button',
  SmsSid: messageSid(2),
  WaId: '14155550111',
  SmsStatus: 'received',
  Body: 'Yes',
  ButtonText: 'Yes',
  ButtonPayload: 'yes',
  To: 'whatsapp:+14155550100',
  NumSegments: '1',
  ReferralNumMedia: '0',
  MessageSid: messageSid(2),
  AccountSid: ACCOUNT_SID,
  ChannelMetadata: '{"type":"whatsapp","data":{"context":{"ProfileName":"Ada","WaId":"14155550111"}}}',
  From: 'whatsapp:+14155550111',
  MediaUrl0: 'https://api.twilio.com/2010-04-01/Accounts/AC0/Messages/MM0/Media/ME0',
  MediaContentType0: 'image/jpeg',
  ApiVersion: '2010-04-01',
};

/** The text that is signed after the URL. */
export const joined = (params: Record<string, string>): string =>
  Object.keys(params)
    .sort()
    .map((name) => name + (params[name] ?? ''))
    .join('');

/** The length of a parameter's name at the start of a text: a known one, or any other. */
function nameLengths(text: string, kind: Kind): number[] {
  const lengths = known
    .of(kind)
    .namesAt(text, 0)
    .map((name) => name.length);
  const letters = /^[A-Za-z_]\w*/.exec(text)?.[0].length ?? 0;
  return [...lengths, ...Array.from({ length: Math.min(letters, 24) }, (_, index) => index + 1)];
}

/** Splits a signed text into other parameters with the same signature; `undefined` when an attempt leads nowhere. */
export function resplit(
  text: string,
  random: () => number,
  kind: Kind = 'message',
): Record<string, string> | undefined {
  const starts: { position: number; length: number }[] = [];
  for (let position = 0; position < text.length; position += 1) {
    const lengths = nameLengths(text.slice(position, position + 40), kind);
    const names = known.of(kind).namesAt(text, position);
    // Known names almost always, any other name seldom.
    const use = names.length > 0 ? random() % 8 !== 0 : random() % 60 === 0;
    const length =
      names.length > 0 && random() % 6 !== 0
        ? names[random() % names.length]?.length
        : lengths[random() % (lengths.length || 1)];
    if ((position === 0 || use) && length !== undefined) {
      starts.push({ position, length });
      position += length - 1;
    }
  }
  const params: Record<string, string> = {};
  let last = '';
  let lastValueStart = 0;
  for (const { position, length } of starts) {
    const name = text.slice(position, position + length);
    if (name <= last) continue;
    if (last !== '') params[last] = text.slice(lastValueStart, position);
    last = name;
    lastValueStart = position + length;
  }
  params[last] = text.slice(lastValueStart);
  return joined(params) === text ? params : undefined;
}
