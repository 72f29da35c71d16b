import type { FlowNode } from './node-red';

const onTab = { z: 'tab', x: 0, y: 0 };

const step =
  (type: string, defaults: Record<string, unknown>) =>
  (id: string, next: string[] | string[][] = [], more: Record<string, unknown> = {}): FlowNode => ({
    id,
    type: `twilio-${type}`,
    ...onTab,
    name: '',
    account: '',
    ...defaults,
    wires: next.every((wire) => typeof wire === 'string') ? [next] : next,
    ...more,
  });

/** The node "say", which says its own text. */
export const say = step('say', {
  mode: 'text',
  text: 'Hello',
  textType: 'str',
  url: '',
  urlType: 'str',
  seconds: '',
  secondsType: 'num',
  voice: '',
  voiceType: 'str',
  language: '',
  languageType: 'str',
  loop: '',
  loopType: 'num',
  goOn: 'at-once',
  hungUp: false,
});

/** The node "gather", which asks for digits without a prompt. */
export const gather = step('gather', {
  prompt: '',
  promptType: 'str',
  promptMode: 'text',
  input: 'dtmf',
  numDigits: '',
  numDigitsType: 'num',
  finishOnKey: '',
  finishOnKeyType: 'str',
  timeout: '',
  timeoutType: 'str',
  speechTimeout: '',
  speechTimeoutType: 'str',
  language: '',
  languageType: 'str',
  hints: '',
  hintsType: 'str',
  partial: false,
  sensitive: false,
  hungUp: false,
});

/** The node "menu": 1 or "sales", 2 or "support", each with a wire of its own. */
export const menu = step('menu', {
  prompt: 'Sales or support?',
  promptType: 'str',
  promptMode: 'text',
  choices: [
    { keys: '1', words: 'sales', label: 'Sales' },
    { keys: '2', words: 'support, help me', label: 'Support' },
  ],
  tries: '3',
  triesType: 'num',
  timeout: '',
  timeoutType: 'str',
  language: '',
  languageType: 'str',
  hints: '',
  hintsType: 'str',
  invalidPrompt: '',
  invalidPromptType: 'str',
  nothingPrompt: '',
  nothingPromptType: 'str',
  hungUp: false,
});

/** The node "record". */
export const record = step('record', {
  prompt: '',
  promptType: 'str',
  promptMode: 'text',
  beep: 'true',
  beepType: 'bool',
  maxLength: '',
  maxLengthType: 'num',
  silence: '',
  silenceType: 'num',
  finishOnKey: '',
  finishOnKeyType: 'str',
  trim: 'true',
  trimType: 'bool',
  transcribe: false,
  hungUp: false,
});

/** The node "dial", which calls one number. */
export const dial = step('dial', {
  to: '+12125550188',
  toType: 'str',
  kind: 'number',
  order: 'together',
  callerId: '',
  callerIdType: 'str',
  timeout: '',
  timeoutType: 'num',
  timeLimit: '',
  timeLimitType: 'num',
  record: 'do-not-record',
  whisper: '',
  whisperType: 'str',
  accept: false,
  ringUntilAnswered: false,
  hungUp: false,
});

/** The node "enqueue", with the queue "support" and Twilio's music. */
export const enqueue = step('enqueue', {
  queue: 'support',
  queueType: 'str',
  hold: 'music',
  holdText: '',
  holdTextType: 'str',
  holdUrl: '',
  holdUrlType: 'str',
  workflowSid: '',
  workflowSidType: 'str',
  attributes: '',
  attributesType: 'json',
  hungUp: false,
});

/** The node "stream", in both directions, with the audio in Twilio's format. */
export const stream = step('stream', {
  direction: 'both',
  track: 'inbound_track',
  format: 'mulaw8',
  frame: '',
  frameType: 'num',
});

/** The node "hang up". */
export const hangUp = step('hang-up', { reason: 'hangup' });

/** The node "twiml" with its own document. Its message waits for the result. */
export const twimlStep = step('twiml', { twiml: '', twimlType: 'str', goOn: 'result', replaceLiveCall: false });

/** The node "conversation", with a greeting. */
export const conversation = step('conversation', {
  greeting: 'Hello',
  greetingType: 'str',
  systemPrompt: '',
  systemPromptType: 'str',
  answers: 'whole',
  language: '',
  languageType: 'str',
  voice: '',
  voiceType: 'str',
  ttsProvider: '',
  ttsProviderType: 'str',
  transcriptionProvider: '',
  transcriptionProviderType: 'str',
  interruptible: 'any',
  welcomeInterruptible: 'any',
  dtmf: true,
  filler: '',
  fillerType: 'str',
  fillerAfter: '2000',
  fillerAfterType: 'num',
  silencePrompt: '',
  silencePromptType: 'str',
  silenceAfter: '20',
  silenceAfterType: 'num',
  maxDuration: '',
  maxDurationType: 'num',
  options: '{}',
});
