import { optionsField, optionsProperty } from '../../editor/fields/option-fields';
import { VARIABLE_TYPES } from '../../editor/fields/typed-input';
import { nodeEditor } from '../../editor/node/node-editor';
import { STEP_COLOR } from '../../editor/node/step';
import { properties } from '../../editor/properties/properties';
import { optional } from '../../editor/validators/check';
import { wholeNumber } from '../../editor/validators/validators';
import { keepLabelWhole } from './palette-label.editor';

const set = properties('conversation');

const OUTPUTS = ['said', 'events', 'goesOn'];

const NUMBER = ['num', ...VARIABLE_TYPES] as const;

keepLabelWhole();

RED.nodes.registerType('twilio-conversation', {
  category: 'Twilio',
  color: STEP_COLOR,
  icon: 'twilio-conversation.svg',
  defaults: {
    name: { value: '' },
    account: set.account({ required: false }),
    greeting: { value: '' },
    greetingType: { value: 'str' },
    systemPrompt: { value: '' },
    systemPromptType: { value: 'str' },
    answers: { value: 'whole' },
    language: { value: '' },
    languageType: { value: 'str' },
    voice: { value: '' },
    voiceType: { value: 'str' },
    ttsProvider: { value: '' },
    ttsProviderType: { value: 'str' },
    transcriptionProvider: { value: '' },
    transcriptionProviderType: { value: 'str' },
    interruptible: { value: 'any' },
    welcomeInterruptible: { value: 'any' },
    dtmf: { value: false },
    filler: { value: '' },
    fillerType: { value: 'str' },
    fillerAfter: set.typedAs('fillerAfter', '2000', { num: optional(wholeNumber(0, 60_000)) }),
    fillerAfterType: { value: 'num' },
    silencePrompt: { value: '' },
    silencePromptType: { value: 'str' },
    silenceAfter: set.typedAs('silenceAfter', '20', { num: optional(wholeNumber(1, 14_400)) }),
    silenceAfterType: { value: 'num' },
    maxDuration: set.typedAs('maxDuration', '', { num: optional(wholeNumber(1, 14_400)) }),
    maxDurationType: { value: 'num' },
    options: optionsProperty(set),
    outputs: { value: 3 },
  },
  inputs: 1,
  outputs: 3,
  ...nodeEditor(set, {
    fields: [optionsField(set)],
    typedInputs: [
      'language',
      'voice',
      'ttsProvider',
      'transcriptionProvider',
      'filler',
      'silencePrompt',
      ...['fillerAfter', 'silenceAfter', 'maxDuration'].map((property) => ({ property, types: NUMBER })),
    ],
    lines: ['greeting', 'systemPrompt'],
    outputLabel: (_node, index) => set.text(`twilio-conversation.output.${OUTPUTS[index] ?? 'said'}`),
  }),
});
