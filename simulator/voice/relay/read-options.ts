import { booleanAttribute, integerAttribute, listAttribute, warn } from '../attributes';
import { childElements } from '../twiml-response';
import type { DocumentSource } from '../../model/context';
import type { XmlElement } from '../../model/twiml';
import type { FormPairs } from '../../model/webhooks';
import { isLanguageCode } from './commands';
import { INPUT_MODES, type InputMode, type RelayEvents, type RelayOptions } from './options';

/**
 * The attributes of the page. `applicationReconnect` and the last six are in Twilio's SDKs or in newer versions of the page.
 * https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#conversationrelay-attributes
 */
const ATTRIBUTES = new Set(
  (
    'url welcomeGreeting welcomeGreetingInterruptible language ttsLanguage ttsProvider voice transcriptionLanguage ' +
    'transcriptionProvider speechModel deepgramSmartFormat interruptible interruptSensitivity dtmfDetection ' +
    'reportInputDuringAgentSpeech preemptible hints debug events elevenlabsTextNormalization intelligenceService ' +
    'speechTimeout eotThreshold partialPrompts ignoreBackchannel applicationReconnect conversationConfiguration ' +
    'conversationId profanityFilter backgroundNoiseReduction echoPromptFiltering turnDetection'
  ).split(' '),
);

const LANGUAGE_ATTRIBUTES = new Set(['code', 'ttsProvider', 'voice', 'transcriptionProvider', 'speechModel']);

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  ttsProvider: ['Google', 'Amazon', 'ElevenLabs'],
  transcriptionProvider: ['Google', 'Deepgram'],
  interruptSensitivity: ['low', 'medium', 'high'],
  elevenlabsTextNormalization: ['on', 'auto', 'off'],
};

const EVENTS = ['speaker-events', 'tokens-played'] as const;
/** The default `auto`. The page does not say how long it is. Others have measured about this time. */
const AUTO_PAUSE_MS = 350;
const PAUSE_MS = [600, 5000] as const;

/** Reads the attributes and nested elements of `<ConversationRelay>`. Warns about everything that the page does not have. */
export function readRelay(source: DocumentSource, element: XmlElement): RelayOptions {
  const { attributes } = element;
  checkAttributes(source, element, ATTRIBUTES);
  const nouns = childElements(element, source);
  const languages = nouns.filter(({ name }) => name === 'Language');
  for (const language of languages) {
    checkAttributes(source, language, LANGUAGE_ATTRIBUTES);
    if (!isLanguageCode(language.attributes['code'] ?? '')) warn(source, 'a <Language> needs a code, such as en-US');
  }
  const both = languageAttribute(source, element, 'language', 'en-US');
  const ttsLanguage = languageAttribute(source, element, 'ttsLanguage', both);
  const transcriptionLanguage = languageAttribute(source, element, 'transcriptionLanguage', both);
  const interruptible = inputMode(source, element, 'interruptible', 'any');
  return {
    url: attributes['url']?.trim() ?? '',
    parameters: parametersOf(source, nouns),
    greeting: attributes['welcomeGreeting']?.trim() ?? '',
    greetingInterruptible: inputMode(source, element, 'welcomeGreetingInterruptible', 'any'),
    interruptible,
    preemptible: booleanAttribute(source, element, 'preemptible', false),
    reported: inputMode(source, element, 'reportInputDuringAgentSpeech', 'none'),
    dtmfDetection: booleanAttribute(source, element, 'dtmfDetection', false),
    partialPrompts: partialPrompts(source, element),
    ignoreBackchannel: booleanAttribute(source, element, 'ignoreBackchannel', false),
    pauseMs: pauseMs(source, element),
    ttsLanguage,
    transcriptionLanguage,
    events: eventsOf(source, element),
    reconnects: booleanAttribute(source, element, 'applicationReconnect', false),
    invalidArgument: invalidArgument(element, languages, ttsLanguage, transcriptionLanguage),
  };
}

/** Warns about unknown attributes, and unknown values of those with a list. */
function checkAttributes(source: DocumentSource, element: XmlElement, known: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(element.attributes)) {
    if (!known.has(name)) {
      warn(source, `"${name.slice(0, 50)}" is not an attribute of <${element.name}>; it is ignored`);
      continue;
    }
    const choices = Object.hasOwn(CHOICES, name) ? CHOICES[name] : undefined;
    // The page's own example has providers in lower case.
    if (choices !== undefined && !choices.some((one) => one.toLowerCase() === value.toLowerCase())) {
      warn(source, `${name} "${value.slice(0, 50)}" of <${element.name}> must be one of ${choices.join(', ')}`);
    }
  }
}

/** Reads an {@link InputMode}. `true` means `any`, and `false` means `none`. */
function inputMode(source: DocumentSource, element: XmlElement, name: string, fallback: InputMode): InputMode {
  const text = element.attributes[name]?.trim();
  if (text === undefined || text === '') return fallback;
  if (text === 'true' || text === 'false') return text === 'true' ? 'any' : 'none';
  const mode = INPUT_MODES.find((one) => one === text);
  if (mode === undefined) {
    warn(source, `${name} "${text.slice(0, 50)}" of <${element.name}> must be one of ${INPUT_MODES.join(', ')}`);
  }
  return mode ?? fallback;
}

function languageAttribute(source: DocumentSource, element: XmlElement, name: string, fallback: string): string {
  const text = element.attributes[name]?.trim();
  if (text === undefined || text === '') return fallback;
  if (isLanguageCode(text)) return text;
  warn(source, `${name} "${text.slice(0, 50)}" of <${element.name}> is not a language, such as en-US`);
  return fallback;
}

/** Twilio's own SDK says that partial prompts need Deepgram's `flux`: https://github.com/twilio/twilio-agent-connect-typescript */
function partialPrompts(source: DocumentSource, element: XmlElement): boolean {
  if (!booleanAttribute(source, element, 'partialPrompts', false)) return false;
  const { transcriptionProvider = 'Deepgram', speechModel = '' } = element.attributes;
  const isFlux = transcriptionProvider.toLowerCase() === 'deepgram' && speechModel.toLowerCase().startsWith('flux');
  if (!isFlux) warn(source, 'partialPrompts of <ConversationRelay> needs Deepgram and the speechModel flux');
  return isFlux;
}

function pauseMs(source: DocumentSource, element: XmlElement): number {
  return element.attributes['speechTimeout'] === 'auto'
    ? AUTO_PAUSE_MS
    : integerAttribute(source, element, 'speechTimeout', AUTO_PAUSE_MS, PAUSE_MS);
}

/** `debug` still accepts what `events` has now. */
function eventsOf(source: DocumentSource, element: XmlElement): ReadonlySet<RelayEvents> {
  const events = listAttribute(source, element, 'events', EVENTS, []);
  const debug = listAttribute(source, element, 'debug', ['debugging', ...EVENTS], []);
  return new Set(EVENTS.filter((one) => events.has(one) || debug.has(one)));
}

/** https://www.twilio.com/docs/voice/twiml/connect/conversationrelay#automatic-language-detection */
function invalidArgument(
  element: XmlElement,
  languages: readonly XmlElement[],
  ttsLanguage: string,
  transcriptionLanguage: string,
): string | undefined {
  const multi = languages.find(({ attributes }) => attributes['code'] === 'multi');
  const provider = (name: string): string => (multi?.attributes[name] ?? element.attributes[name] ?? '').toLowerCase();
  if (transcriptionLanguage === 'multi' && provider('transcriptionProvider') === 'google') {
    return 'the transcription language multi needs the transcriptionProvider Deepgram';
  }
  if (ttsLanguage === 'multi' && ['google', 'amazon'].includes(provider('ttsProvider'))) {
    return 'the TTS language multi needs the ttsProvider ElevenLabs';
  }
  return undefined;
}

function parametersOf(source: DocumentSource, nouns: readonly XmlElement[]): FormPairs {
  return nouns.flatMap((noun): FormPairs => {
    const { name = '', value = '' } = noun.attributes;
    if (noun.name === 'Language') return [];
    if (noun.name !== 'Parameter') {
      warn(source, `<${noun.name}> is not a noun of <ConversationRelay>; it is skipped`);
      return [];
    }
    if (name !== '') return [[name, value]];
    warn(source, 'a <Parameter> without a name is skipped');
    return [];
  });
}
