/** The button "Test connection" in the account's form, and what it found. */

import { current } from '../../editor/properties/current';
import type { Text } from '../../editor/strings';

/** The fields that a test needs. */
const FIELDS = ['auth', 'region', 'accountSid', 'authToken', 'apiKey', 'apiSecret', 'clientId', 'clientSecret'];

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

const textIn = (fields: Fields, name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');

/** The sentence about a response: what Twilio said about the account, or what to do. */
export function connectionSentence(text: Text, answer: unknown): string {
  const fields = fieldsOf(answer);
  if (fields['valid'] !== true) {
    const message = textIn(fields, 'message') || textIn(fields, 'error') || text('twilio-config.test.failed');
    return `${message.replace(/[^.!?]$/, '$&.')} ${textIn(fields, 'hint')}`.trim();
  }
  const name = textIn(fields, 'name');
  const status = textIn(fields, 'status');
  if (status !== '' && status !== 'active') return text('twilio-config.test.inactive', { name, status });
  const trial = textIn(fields, 'type') === 'Trial' ? ` ${text('twilio-config.test.trial')}` : '';
  return `${name === '' ? text('twilio-config.test.valid') : text('twilio-config.test.validFor', { name })}${trial}`;
}

/** Tests the connection with what is typed in the form. */
async function test(node: EditorNode): Promise<unknown> {
  const form = Object.fromEntries(FIELDS.map((name) => [name, current(node, name)]));
  try {
    return await $.ajax({
      url: `twilio/account/${encodeURIComponent(node.id)}/test`,
      method: 'POST',
      contentType: 'application/json',
      dataType: 'json',
      data: JSON.stringify(form),
    });
  } catch (thrown) {
    return fieldsOf(thrown)['responseJSON'];
  }
}

/** Prepares the button. */
export function prepareTest(text: Text, node: EditorNode, form: JQuery): void {
  const button = form.find('#twilio-config-test');
  const result = form.find('#twilio-config-test-result');
  const forget = (): void => {
    result.text('').removeClass('twilio-good twilio-bad');
  };
  button.on('click', () => {
    forget();
    button.prop('disabled', true);
    result.text(text('twilio-config.test.running'));
    void test(node).then((answer) => {
      const { valid, status } = fieldsOf(answer);
      const isGood = valid === true && (status === '' || status === 'active');
      result.text(connectionSentence(text, answer)).addClass(isGood ? 'twilio-good' : 'twilio-bad');
      button.prop('disabled', false);
    });
  });
  const ids = FIELDS.map((name) => `#node-config-input-${name}`).join(', ');
  form.on('change keyup input', ids, forget);
}
