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
  timeoutType: 'num',
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

/** The node "hang up". */
export const hangUp = step('hang-up', { reason: 'hangup' });

/** The node "twiml" with a document of its own, whose message waits for the result. */
export const twimlStep = step('twiml', { twiml: '', twimlType: 'str', goOn: 'result', replaceLiveCall: false });
