import { warn } from './attributes';
import type { DocumentSource } from '../model/context';
import type { XmlElement } from '../model/twiml';

const STATUS_CALLBACK = 'statusCallback statusCallbackMethod statusCallbackEvent';
const RECORDING_CALLBACK = 'recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent';
const DETECTION =
  'machineDetection machineDetectionTimeout machineDetectionSpeechThreshold machineDetectionSpeechEndThreshold ' +
  'machineDetectionSilenceTimeout amdStatusCallback amdStatusCallbackMethod';

/**
 * The attributes of each element, from its page and from the types of Twilio's SDK. `<ConversationRelay>` is checked where it is
 * read. https://www.twilio.com/docs/voice/twiml
 */
const ATTRIBUTES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    Say: 'voice language loop',
    Play: 'loop digits',
    Pause: 'length',
    Gather:
      'input action method timeout speechTimeout maxSpeechTime profanityFilter finishOnKey numDigits partialResultCallback ' +
      'partialResultCallbackMethod language hints bargeIn debug actionOnEmptyResult speechModel enhanced',
    Record:
      'action method timeout finishOnKey maxLength playBeep trim transcribe transcribeCallback recordingConfigurationId ' +
      RECORDING_CALLBACK,
    Dial:
      'action method timeout hangupOnStar timeLimit callerId record trim recordingTrack recordingConfigurationId answerOnBridge ' +
      `ringTone sequential referUrl referMethod events passports ${RECORDING_CALLBACK}`,
    Number: `url method byoc sendDigits ${STATUS_CALLBACK} ${DETECTION}`,
    Client: `url method ${STATUS_CALLBACK}`,
    Sip: `url method username password ${STATUS_CALLBACK} ${DETECTION}`,
    Conference:
      'muted beep startConferenceOnEnter endConferenceOnExit waitUrl waitMethod maxParticipants record region coach trim ' +
      'participantLabel jitterBufferSize eventCallbackUrl recordingConfigurationId ' +
      `${STATUS_CALLBACK} ${RECORDING_CALLBACK}`,
    Queue: 'url method reservationSid postWorkActivitySid',
    Enqueue: 'action method waitUrl waitUrlMethod workflowSid maxQueueSize',
    Task: 'priority timeout',
    Redirect: 'method',
    Reject: 'reason',
    Hangup: '',
    Leave: '',
    Start: 'action method',
    Stop: '',
    Connect: 'action method',
    Stream: 'url name track statusCallback statusCallbackMethod connectorName audioFormat sampleRate',
    Recording: `name track channels trim recordingConfigurationId ${RECORDING_CALLBACK}`,
    Transcription:
      'name track languageCode statusCallbackUrl statusCallbackMethod inboundTrackLabel outboundTrackLabel partialResults hints ' +
      'profanityFilter enableAutomaticPunctuation speechModel transcriptionEngine intelligenceService',
    Parameter: 'name value',
  }).map(([element, names]) => [element, new Set(names.split(' '))]),
);

/** The values of attributes that no verb reads as a list, by element and attribute. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'Reject reason': ['rejected', 'busy'],
  'Record trim': ['trim-silence', 'do-not-trim'],
  'Record playBeep': ['true', 'false'],
  'Conference record': ['do-not-record', 'record-from-start', 'true', 'false'],
};

/** Warns about attributes that an element of a document, or one in it, does not have. Twilio ignores them. */
export function checkSchema(source: DocumentSource, element: XmlElement): void {
  const known = ATTRIBUTES.get(element.name);
  // The elements in an unknown one, and the SSML in a text, are not TwiML.
  if (known === undefined) return;
  for (const [name, value] of Object.entries(element.attributes)) {
    if (!known.has(name)) {
      warn(source, `<${element.name}> has no attribute "${name.slice(0, 50)}"; it is ignored`);
    } else if (VALUES[`${element.name} ${name}`]?.includes(value) === false) {
      warn(source, `${name} "${value.slice(0, 50)}" of <${element.name}> is not a known value`);
    }
  }
  for (const child of element.children) if (typeof child !== 'string') checkSchema(source, child);
}
