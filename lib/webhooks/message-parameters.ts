import {
  ADDRESS,
  FACT,
  FLAG,
  ID_TOKEN,
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
  ['ButtonType', usually('(?:REPLY|ACTION|QUICK_REPLY|URL|PHONE_NUMBER|COPY_CODE)')],
  ...names('ReferralMediaUrl ReferralSourceUrl', URL_SHAPE),
  ...names(
    `Address Body ButtonPayload ButtonText ChannelMetadata FlowData InteractiveData Label ProfileName ReferralBody
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
  ...names(
    `AddOns ChannelToAddress ErrorMessage ExternalUserId ListDescription ListId ListTitle StructuredMessage`,
    TEXT,
  ),
];

/** The parameters that only webhooks about messages have. */
export const MESSAGE_PARAMETERS: Parameters = [...INCOMING_MESSAGE, ...MESSAGE_STATUS, ...OTHER_MESSAGE];

/** `MediaUrl0` and so on. https://www.twilio.com/docs/messaging/guides/webhook-request */
export const MEDIA_FAMILIES: readonly Family[] = [
  { start: 'MediaContentType', rest: /\d{1,2}/y, shape: FACT },
  { start: 'MediaUrl', rest: /\d{1,2}/y, shape: URL_SHAPE },
];
