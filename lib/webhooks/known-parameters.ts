/**
 * The parameters of Twilio's webhooks and the values that they may have. A signature does not cover where a name ends and
 * its value begins, so this table is what tells them apart. See {@link ./splicing}.
 *
 * https://www.twilio.com/docs/messaging/guides/webhook-request, https://www.twilio.com/docs/voice/twiml#request-parameters,
 * and the page of each TwiML verb.
 */

/** What a parameter's value looks like. */
export interface Shape {
  /** Whether a value may be this one. */
  accepts(value: string): boolean;
  /**
   * Matches a value at the start of a text, when its end is certain: a number or a SID is followed by no letter of its
   * own. `undefined` for text, which may go on with anything.
   */
  closed?: RegExp;
}

/** A value that must be `source`, or empty. */
const strict = (source: string, empty = true): Shape => {
  const whole = new RegExp(`^(?:${source})$`);
  return { accepts: (value) => (empty && value === '') || whole.test(value), closed: new RegExp(`^(?:${source})`) };
};

const isOneWord = (value: string): boolean => /^\S{0,64}$/.test(value);

/** A value that usually is `source`. Twilio may add another one, so any word is accepted. */
const usually = (source: string): Shape => ({ accepts: isOneWord, closed: new RegExp(`^(?:${source})`) });

const TEXT: Shape = { accepts: () => true };
const SID = strict('[A-Z]{2}[0-9a-fA-F]{32}');
const NUMBER = usually(String.raw`-?\d+(?:\.\d+)?(?:[eE]-?\d+)?`);
const WORD = usually('[a-z][a-z_-]*');
const FLAG = usually('(?:true|false|True|False|[01])');
const URL_SHAPE: Shape = { accepts: (value) => value === '' || /^(?:https?|wss?):\/\/\S*$/i.test(value) };

/** A phone number or a short code. */
const PHONE = /^\+?\d+$/;
/** An address with a prefix, such as `whatsapp:`, `client:` or `sip:`. */

const PREFIXED = /^[a-z]+:[^\u0000-\u001f]+$/;
/** A sender ID, or the words for a caller who is not known. */
const SENDER_NAME = /^[\p{L}\p{N}_*#][\p{L}\p{N} _.@&*#-]{0,63}$/u;
const ADDRESS: Shape = {
  accepts: (value) => value === '' || PHONE.test(value) || PREFIXED.test(value) || SENDER_NAME.test(value),
  closed: /^\+?\d+/,
};

const names = (list: string, shape: Shape): [string, Shape][] =>
  list
    .trim()
    .split(/\s+/)
    .map((name) => [name, shape]);

const places = (of: string): string => ['City', 'State', 'Zip', 'Country'].map((place) => of + place).join(' ');

const KNOWN: ReadonlyMap<string, Shape> = new Map([
  ['AccountSid', strict('AC[0-9a-fA-F]{32}', false)],
  ...names(
    `ApplicationSid CallSid CallSidEndingConference ChannelInstallSid ChildCallSid ConferenceSid DequeingCallSid
    DialCallSid DialConferenceSid FlowSid MessageSid MessagingServiceSid OriginalRepliedMessageSid OutgoingSid
    ParentAccountSid ParentCallSid PhoneNumberSid QueueSid RecordingSid SiprecSid SmsMessageSid SmsSid StreamSid
    TranscriptionSid TrunkSid`,
    SID,
  ),
  ...names('Called Caller ForwardedFrom From OriginalRepliedMessageSender To', ADDRESS),
  ...names(
    `AvgQueueTime CallDuration Confidence CurrentQueueSize DialCallDuration Duration ErrorCode Latitude Longitude
    MachineDetectionDuration MaxQueueSize NumMedia NumSegments QueuePosition QueueTime RawDlrDoneDate RecordingChannels
    Price RecordingDuration ReferralNumMedia SequenceId SequenceNumber SessionDuration SipResponseCode SiprecErrorCode Stability StreamErrorCode
    TranscriptionErrorCode`,
    NUMBER,
  ),
  ...names(
    `AnsweredBy CallStatus CallbackSource ChannelPrefix DialCallStatus Direction MessageStatus MessageType QueueResult
    ReasonConferenceEnded RecordingStatus RecordingTrack ReferralSourceType SessionStatus SmsStatus StatusCallbackEvent
    SiprecEvent StreamEvent Track TranscriptionEvent TranscriptionStatus TranscriptionType`,
    WORD,
  ),
  ...names(
    `Coaching DialBridged EndConferenceOnExit Final Forwarded FrequentlyForwarded Hold Muted PartialResults
    StartConferenceOnEnter`,
    FLAG,
  ),
  ['PriceUnit', usually('[A-Za-z]{3}')],
  ['ApiVersion', usually(String.raw`\d{4}-\d\d-\d\d`)],
  ['ButtonType', usually('(?:REPLY|ACTION|QUICK_REPLY|URL|PHONE_NUMBER|COPY_CODE)')],
  ['Digits', usually('[0-9A-D*#wW]+')],
  ['EventType', usually('[A-Z_]+')],
  ['FinishedOnKey', usually('[0-9*#]')],
  ['OptOutType', usually('(?:STOP|START|HELP)')],
  ['StirVerstat', usually('(?:No-)?TN-Validation-(?:Passed|Failed)(?:-[A-C])?')],
  ...names(`ErrorUrl RecordingUrl ReferralMediaUrl ReferralSourceUrl StreamUrl TranscriptionUrl`, URL_SHAPE),
  ...names(
    `AddOns Address Body ButtonPayload ButtonText CallToken CallerName ChannelMetadata ChannelStatusMessage
    ChannelToAddress ErrorMessage ExternalUserId FlowData FriendlyName HandoffData InboundTrackLabel InteractiveData
    Label Language LanguageCode ListDescription ListId ListTitle OutboundTrackLabel ParticipantLabel Reason
    PaymentCardNumber PaymentCardType PaymentConfirmationCode PaymentError ProfileName ProviderConfiguration Result
    RecordingSource RecordingStartTime ReferralBody ReferralCtwaClid ReferralHeadline ReferralMediaContentType
    ParticipantLabelEndingConference ReasonAnnouncementFailed ReasonParticipantLeft SiprecError SiprecName
    ReferralMediaId ReferralSourceId SessionId SipCallId SipDomain SipSourceIp SpeechResult StableSpeechResult StreamError
    StreamName StructuredMessage Timestamp TranscriptionData TranscriptionEngine TranscriptionError TranscriptionText
    UnstableSpeechResult WaId ${places('From')} ${places('To')} ${places('Caller')} ${places('Called')}`,
    TEXT,
  ),
]);

/** Names that Twilio numbers or completes. */
const FAMILIES: readonly { start: string; rest: RegExp; shape: Shape }[] = [
  { start: 'MediaContentType', rest: /\d{1,2}/y, shape: usually(String.raw`[a-z]+\/[a-z0-9.+-]+`) },
  { start: 'MediaUrl', rest: /\d{1,2}/y, shape: URL_SHAPE },
  { start: 'SipHeader_', rest: /[\w-]+/y, shape: TEXT },
];

/** What the name of a parameter looks like. */
export const PARAMETER_NAME = /^[A-Za-z_][\w.[\]-]*$/;

/** The end of a family's name that starts at a position; -1 when none does. */
function familyEnd({ start, rest }: (typeof FAMILIES)[number], text: string, position: number): number {
  if (!text.startsWith(start, position)) return -1;
  rest.lastIndex = position + start.length;
  return rest.test(text) ? rest.lastIndex : -1;
}

const shapeIn = (known: ReadonlyMap<string, Shape>, name: string): Shape | undefined =>
  known.get(name) ?? FAMILIES.find((family) => familyEnd(family, name, 0) === name.length)?.shape;

/** Whether Twilio documents a parameter with this name. */
export const isKnownParameter = (name: string): boolean => shapeIn(KNOWN, name) !== undefined;

const NONE: readonly string[] = [];

/** How many characters of a name it is found by. The shortest name, `To`, has as many. */
const PREFIX_LENGTH = 2;

/** A number for the first characters of a name. */
const prefixAt = (text: string, position: number): number =>
  text.charCodeAt(position) * 0x10000 + text.charCodeAt(position + 1);

/** The parameters of Twilio's webhooks, and those that the settings add. */
export class KnownParameters {
  private readonly known: ReadonlyMap<string, Shape>;
  /** 1 for the code of each character that a name starts with. */
  private readonly firstCharacters = new Uint8Array(128);
  /** Names by {@link prefixAt}, which leaves a few of them for each place that is not a name. */
  private readonly byPrefix = new Map<number, string[]>();
  /** The known names that go on after another known name, by that name. */
  private readonly longer = new Map<string, readonly string[]>();

  /** @param more names of further parameters, which may have any value */
  constructor(more: readonly string[] = []) {
    const others = more.filter((name) => PARAMETER_NAME.test(name) && name.length >= PREFIX_LENGTH);
    this.known = new Map([...others.map((name): [string, Shape] => [name, TEXT]), ...KNOWN]);
    for (const name of [...this.known.keys(), ...FAMILIES.map(({ start }) => start)]) {
      this.firstCharacters[name.charCodeAt(0)] = 1;
      const prefix = prefixAt(name, 0);
      this.byPrefix.set(prefix, [...(this.byPrefix.get(prefix) ?? []), name]);
    }
    for (const name of this.known.keys()) {
      const candidates = this.byPrefix.get(prefixAt(name, 0)) ?? [];
      this.longer.set(
        name,
        candidates.filter((other) => other.startsWith(name) && other !== name),
      );
    }
  }

  shapeOf(name: string): Shape | undefined {
    return shapeIn(this.known, name);
  }

  /** The next position of a text, before `end`, at which a known name may start; `end` when there is none. */
  nextCandidate(text: string, position: number, end: number): number {
    let at = position;
    while (at < end && this.firstCharacters[text.charCodeAt(at)] !== 1) at += 1;
    return at;
  }

  /** The known names that start at the same position of a text as a known name, and are longer. */
  longerNamesAt(text: string, position: number, name: string): readonly string[] {
    if (this.longer.get(name)?.length === 0) return NONE;
    return this.namesAt(text, position).filter((other) => other.length > name.length);
  }

  /** The known names that start at a position of a text. */
  namesAt(text: string, position: number): readonly string[] {
    const candidates = this.byPrefix.get(prefixAt(text, position));
    if (candidates === undefined) return NONE;
    let found: string[] | undefined;
    for (const name of candidates) {
      if (!text.startsWith(name, position)) continue;
      if (this.known.has(name)) (found ??= []).push(name);
      const family = FAMILIES.find(({ start }) => start === name);
      const end = family === undefined ? -1 : familyEnd(family, text, position);
      if (end !== -1) (found ??= []).push(text.slice(position, end));
    }
    return found ?? NONE;
  }
}
