import {
  ADDRESS,
  FACT,
  FILE_URL,
  FLAG,
  ID_TOKEN,
  JSON_TEXT,
  names,
  NUMBER,
  SID,
  TEXT,
  URL_SHAPE,
  usually,
  WORD,
  type Family,
  type Parameters,
} from './parameter-shapes';

/** https://www.twilio.com/docs/messaging/guides/webhook-request */
const INCOMING_MESSAGE: Parameters = [
  ...names('MessageSid MessagingServiceSid OriginalRepliedMessageSid SmsMessageSid SmsSid', SID),
  ['OriginalRepliedMessageSender', ADDRESS],
  ...names('Latitude Longitude NumMedia NumSegments ReferralNumMedia', NUMBER),
  ['ReferralSourceType', WORD],
  ['ReferralCtwaClid', ID_TOKEN],
  ...names('Forwarded FrequentlyForwarded', FLAG),
  ['ButtonType', usually('[A-Z_]+')],
  ...names('ReferralMediaUrl ReferralSourceUrl', URL_SHAPE),
  ...names('ChannelMetadata FlowData InteractiveData', JSON_TEXT),
  ...names(
    `Address Body ButtonPayload ButtonText Label ProfileName ReferralBody
    ReferralHeadline ReferralMediaContentType ReferralMediaId ReferralSourceId WaId`,
    TEXT,
  ),
];

/** https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
const MESSAGE_STATUS: Parameters = [
  ['ChannelInstallSid', SID],
  ['RawDlrDoneDate', NUMBER],
  ...names('ChannelPrefix MessageStatus', WORD),
  ['EventType', usually('[A-Z_]+')],
  ['ChannelStatusMessage', TEXT],
];

/**
 * Parameters of messages that none of the pages above names. `OptOutType` is on the page of Advanced Opt-Out, and `AddOns` is
 * what Marketplace Add-ons give. The others were seen in requests that others have published. Not settled.
 * https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out, https://www.twilio.com/docs/marketplace
 */
const OTHER_MESSAGE: Parameters = [
  ['OptOutType', usually('(?:STOP|START|HELP)')],
  ...names('MessageType SmsStatus', WORD),
  ['Price', NUMBER],
  ['PriceUnit', usually('[A-Za-z]{3}')],
  ['AddOns', JSON_TEXT],
  ['StructuredMessage', FLAG],
  ...names('ChannelToAddress ErrorMessage ExternalUserId ListDescription ListId ListTitle', TEXT),
];

/** The parameters that only webhooks about messages have. */
export const MESSAGE_PARAMETERS: Parameters = [...INCOMING_MESSAGE, ...MESSAGE_STATUS, ...OTHER_MESSAGE];

/** `MediaUrl0` and so on. https://www.twilio.com/docs/messaging/guides/webhook-request */
export const MEDIA_FAMILIES: readonly Family[] = [
  { start: 'MediaContentType', rest: /\d{1,2}/y, shape: FACT },
  { start: 'MediaUrl', rest: /\d{1,2}/y, shape: FILE_URL },
];
