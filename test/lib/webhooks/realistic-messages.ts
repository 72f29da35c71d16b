/** Requests about messages in the forms that captured requests of Twilio have, with made-up values. */
import fc from 'fast-check';
import {
  addOns,
  alphanumericSender,
  clickId,
  errorText,
  fileUrl,
  integer,
  maybe,
  merged,
  name,
  number,
  one,
  place,
  placeFields,
  record,
  sid,
  text,
  title,
  url,
  userId,
  webhookUrl,
  type Fields,
} from './realistic-values';

const ids = fc.tuple(sid('AC'), sid('SM')).map(([AccountSid, MessageSid]): Fields => ({
  AccountSid,
  ApiVersion: '2010-04-01',
  MessageSid,
  SmsSid: MessageSid,
}));

const received = merged(
  ids.map((found) => ({ ...found, SmsMessageSid: found['MessageSid'] ?? '', SmsStatus: 'received' })),
  record({ NumSegments: integer(10), MessagingServiceSid: maybe(sid('MG')) }),
);

const media: fc.Arbitrary<Fields> = fc
  .array(fc.tuple(fileUrl, one('image/jpeg', 'audio/ogg', 'audio/ogg; codecs=opus', 'text/vcard', 'application/pdf')), {
    maxLength: 10,
  })
  .map((files) => {
    const fields: Fields = { NumMedia: String(files.length) };
    files.forEach(([address, type], index) => {
      Object.assign(fields, { [`MediaUrl${index}`]: address, [`MediaContentType${index}`]: type });
    });
    return fields;
  });

const incomingText = merged(
  received,
  media,
  record({
    From: number,
    To: fc.oneof(number, one('12345', '868686')),
    Body: text,
    OptOutType: maybe(one('STOP', 'START', 'HELP')),
    AddOns: maybe(addOns),
    ReferralNumMedia: maybe(one('0')),
  }),
  fc.tuple(place, place).map(([from, to]) => ({ ...placeFields('From', from), ...placeFields('To', to) })),
);

/** What a WhatsApp message of each type has besides the text. The parameters that are also in `ChannelMetadata` come second. */
const content = fc.oneof(
  fc.tuple(record({ MessageType: one('text', 'image', 'audio', 'video', 'document', 'sticker') }), record({})),
  fc.tuple(record({ MessageType: one('contacts') }), record({ Origin: one('other') })),
  fc.tuple(
    record({ MessageType: one('location'), Address: maybe(title), Label: maybe(title) }),
    record({ Latitude: one('-23.5505199', '37.787890', '0'), Longitude: one('-46.6333094', '1.0E-5', '0') }),
  ),
  fc.tuple(
    record({
      MessageType: one('button', 'interactive'),
      ButtonPayload: title,
      ButtonType: maybe(one('REPLY', 'ACTION')),
    }),
    record({ ButtonText: title }),
  ),
  fc.tuple(
    record({ MessageType: one('interactive'), ListId: title, ListTitle: title, ListDescription: maybe(title) }),
    record({}),
  ),
  fc.tuple(
    text.map((answer) => ({
      MessageType: 'interactive',
      InteractiveData: JSON.stringify({ flowResponse: { FlowData: answer, To: '1' } }),
    })),
    text.map((answer) => ({ FlowData: JSON.stringify({ answer, From: answer }) })),
  ),
  fc.tuple(
    record({
      MessageType: one('text'),
      ReferralBody: text,
      ReferralHeadline: maybe(text),
      ReferralSourceId: maybe(integer(1e15)),
      ReferralSourceType: one('ad', 'post'),
      ReferralSourceUrl: url,
      ReferralMediaId: maybe(integer(1e15)),
      ReferralMediaContentType: maybe(one('image/jpeg')),
      ReferralMediaUrl: maybe(url),
      ReferralCtwaClid: maybe(clickId),
    }),
    record({}),
  ),
);

/** A forwarded message, or one that replies to another. */
const context = fc.oneof(
  fc.constant<[Fields, Fields]>([{}, {}]),
  fc.tuple(
    record({
      OriginalRepliedMessageSender: maybe(number.map((to) => `whatsapp:${to}`)),
      OriginalRepliedMessageSid: maybe(sid('MM')),
    }),
    record({ Forwarded: one('true', 'false'), FrequentlyForwarded: one('true', 'false') }),
  ),
);

const incomingWhatsApp = fc
  .tuple(
    received,
    media,
    content,
    context,
    fc.record({ number, to: number, name, text, id: fc.option(userId), isHidden: fc.boolean() }),
  )
  .map(([common, files, [more, described], [origin, forwarded], person]): Fields => {
    const isHidden = person.isHidden && person.id !== null;
    const named: Fields = { ProfileName: person.name, ...(isHidden ? {} : { WaId: person.number.slice(1) }) };
    const inMetadata = Object.entries({ ...described, ...forwarded, ...named }).sort(([a], [b]) => (a < b ? -1 : 1));
    const parameters: Fields = { ...described, ...forwarded, ...named };
    delete parameters['Origin'];
    return {
      ...common,
      ...files,
      ...more,
      ...origin,
      ...parameters,
      ...(person.id === null ? {} : { ExternalUserId: person.id }),
      // A location has no text.
      Body: more['MessageType'] === 'location' ? '' : person.text,
      From: isHidden && person.id !== null ? person.id : `whatsapp:${person.number}`,
      To: `whatsapp:${person.to}`,
      ReferralNumMedia: '0',
      ChannelMetadata: JSON.stringify({ type: 'whatsapp', data: { context: Object.fromEntries(inMetadata) } }),
    };
  });

/** A request to a fallback URL has the parameters of the first one and these. */
const fallback = fc.option(record({ ErrorCode: one('11200', '12100', '11205'), ErrorUrl: webhookUrl }), { nil: {} });

export const incomingMessage = merged(fc.oneof(incomingText, incomingWhatsApp), fallback);

const status = fc
  .tuple(ids, one('queued', 'sent', 'delivered', 'undelivered', 'failed', 'read', 'canceled'))
  .map(([found, value]) => ({ ...found, MessageStatus: value, SmsStatus: value }));

const textStatus = merged(
  status,
  record({
    From: fc.oneof(number, alphanumericSender, one('12345')),
    To: number,
    MessagingServiceSid: maybe(sid('MG')),
    ErrorCode: maybe(one('30003', '30034', '21610')),
    ErrorMessage: maybe(errorText),
    RawDlrDoneDate: maybe(one('2611301612', '2602290000')),
    Price: maybe(one('-0.00790', '0')),
    PriceUnit: maybe(one('USD')),
  }),
);

const whatsAppStatus = merged(
  status,
  record({
    From: number.map((from) => `whatsapp:${from}`),
    To: fc.oneof(
      number.map((to) => `whatsapp:${to}`),
      userId,
    ),
    ChannelPrefix: one('whatsapp'),
    ChannelInstallSid: sid('XE'),
    ChannelToAddress: number.map((to) => `${to.slice(0, -4)}XXXX`),
    ChannelStatusMessage: maybe(errorText),
    ErrorCode: maybe(one('63016', '63024')),
    EventType: maybe(one('DELIVERED', 'READ', 'UNDELIVERED')),
    ExternalUserId: maybe(userId),
    MessagingServiceSid: maybe(sid('MG')),
    StructuredMessage: maybe(one('true', 'false')),
  }),
);

export const messageStatus = fc.oneof(textStatus, whatsAppStatus);
