import { VARIABLE_TYPES } from '../../editor/fields/typed-input';
import { labelWith } from '../../editor/node/labels';
import { nodeEditor } from '../../editor/node/node-editor';
import { secondsOrAuto, STEP_COLOR, whenChosen } from '../../editor/node/step';
import { current } from '../../editor/properties/current';
import { properties } from '../../editor/properties/properties';
import { webAddress } from '../../editor/validators/action-validators';
import { optional } from '../../editor/validators/check';
import { wholeNumber } from '../../editor/validators/validators';
import { readChoices } from './choices';
import { choices, choicesField, outputsIn } from './choices.editor';
import { outputMap } from './output-map';

const set = properties('menu');

/** The choices of a new node. */
const FIRST_CHOICES = [
  { keys: '1', words: '', label: '' },
  { keys: '2', words: '', label: '' },
];

/** A prompt that is a URL when the menu plays audio files. */
const prompt = (property: string, value: string) =>
  set.typed(property, value, whenChosen('promptMode', 'audio', webAddress));

RED.nodes.registerType('twilio-menu', {
  category: 'Twilio calls',
  color: STEP_COLOR,
  icon: 'twilio-menu.svg',
  defaults: {
    name: { value: '' },
    account: set.account({ required: false }),
    prompt: prompt('prompt', ''),
    promptType: { value: 'str' },
    promptMode: { value: 'text' },
    choices: set.field('choices', FIRST_CHOICES, choices),
    tries: set.typedAs('tries', '3', { num: optional(wholeNumber(1, 20)) }),
    triesType: { value: 'num' },
    timeout: set.typed('timeout', '', secondsOrAuto),
    timeoutType: { value: 'str' },
    language: { value: '' },
    languageType: { value: 'str' },
    hints: { value: '' },
    hintsType: { value: 'str' },
    invalidPrompt: prompt('invalidPrompt', ''),
    invalidPromptType: { value: 'str' },
    nothingPrompt: prompt('nothingPrompt', ''),
    nothingPromptType: { value: 'str' },
    hungUp: { value: false },
    outputs: { value: FIRST_CHOICES.length + 1 },
  },
  inputs: 1,
  outputs: FIRST_CHOICES.length + 1,
  ...nodeEditor(set, {
    fields: [choicesField],
    typedInputs: [{ property: 'tries', types: ['num', ...VARIABLE_TYPES] }, 'timeout', 'language', 'hints'],
    lines: ['prompt', 'invalidPrompt', 'nothingPrompt'],
    label: (node) =>
      labelWith(
        set,
        readChoices(node['choices'])
          .map(({ label }) => label)
          .join(', '),
      ),
    outputLabel(node, index) {
      const saved = readChoices(node['choices']);
      if (index > saved.length) return set.text('twilio-menu.output.hungUp');
      return saved[index]?.label ?? set.text('twilio-menu.output.none');
    },
    open(node, form) {
      const list = form.find('#twilio-field-choices');
      const before = { choices: readChoices(node['choices']).length, hungUp: node['hungUp'] === true };
      const update = (): void => {
        const now = { choices: outputsIn(list), hungUp: current(node, 'hungUp') === 'true' };
        form.find('#node-input-outputs').val(JSON.stringify(outputMap(before, now)));
      };
      list.on('change', update);
      form.find('#node-input-hungUp').on('change', update);
      update();
    },
  }),
});
