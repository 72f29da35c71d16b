import assert from 'node:assert/strict';
import { action } from './action-flows';
import { fieldsOf } from './fields';
import { CREDENTIALS, real, sendSms, simulated, smsIn, tab } from './flows';
import { useEditor } from './shared-editor';

/** The actions in the flow of {@link useActionForms}. The id of each is its name. */
export const ACTIONS = ['send-whatsapp', 'make-call', 'ask', 'call-control', 'verify', 'lookup', 'api'] as const;

/** Gives the tests of a `describe` an editor with all actions, and what reads and fills their forms. */
export function useActionForms() {
  const { editor } = useEditor({
    flows: [
      tab,
      simulated(),
      real({ id: 'local-account', path: '/local', publicUrl: '' }),
      real({ id: 'wrong-account', path: '/wrong' }),
      ...ACTIONS.map((name, index) => action(name, { id: name, x: 200, y: 60 + index * 60, wires: [] })),
      smsIn({ x: 500, y: 60, wires: [[]] }),
      sendSms({ x: 200, y: 400, wires: [[]], options: { validityPeriod: 600, smartEncoded: false, attempt: 2 } }),
    ],
    credentials: { 'local-account': CREDENTIALS, 'wrong-account': { ...CREDENTIALS, authToken: '' } },
    // A browser logs what a list that cannot be had is answered with.
    expected: /Failed to load resource: the server responded with a status of (404|409)/,
  });
  const fields = fieldsOf(editor);
  const { typed, shown, marked } = fields;
  return {
    ...fields,
    editor,
    /** A note in the form. */
    note: (name: string) => editor.form.locator(`#twilio-note-${name}`),
    /** Waits until a sentence is below a field, and checks that the field names it for screen readers. */
    async says(property: string, sentence: RegExp): Promise<void> {
      await marked(property).waitFor();
      const problem = editor.form.locator(`#twilio-problem-${property}`);
      await problem.filter({ hasText: sentence }).waitFor();
      const inner = typed(property).locator('input:visible');
      const field = (await inner.count()) > 0 ? inner : shown(property);
      assert.match(
        (await field.first().getAttribute('aria-describedby')) ?? '',
        new RegExp(`problem-${property}( |$)`),
      );
      assert.equal(await field.first().getAttribute('aria-invalid'), 'true');
    },
    /** Chooses from the list of what the account has. */
    async pick(property: string, label: string): Promise<void> {
      await typed(property).locator('.twilio-choose').click();
      await editor.form.locator('.twilio-choices:visible [role=option]', { hasText: label }).click();
    },
    valueOf: (property: string) => typed(property).locator('.red-ui-typedInput-input').inputValue(),
    /** Opens a node's form with every section unfolded. */
    async edit(id: string): Promise<void> {
      await editor.edit(id);
      await editor.unfold();
    },
  };
}
