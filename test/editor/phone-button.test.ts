/** What somebody sees of a trigger whose account is the simulator: its button, and the gaps of its form. */
import assert from 'node:assert/strict';
import { nodeTypeOf } from '../../editor/node-type';
import { simulated, tab } from '../support/flows';
import { useEditor } from '../support/shared-editor';

describe('a trigger of the simulator', () => {
  const trigger = {
    id: 'texts',
    type: nodeTypeOf('sms-in'),
    z: tab.id,
    x: 200,
    y: 200,
    account: 'account',
    wires: [[]],
  };
  const { editor } = useEditor({ flows: [tab, simulated(), trigger] });

  it('has a button for the phone that does not look disabled when the editor was loaded', async () => {
    const button = editor.page.locator('[id="texts"] .red-ui-flow-node-button');
    await button.waitFor();
    assert.doesNotMatch((await button.getAttribute('class')) ?? '', /disabled/);
  });

  it('has the same gap above each section of its form', async () => {
    await editor.edit('texts');
    const gaps = await editor.form.evaluate((form) => {
      const sections = [...form.querySelectorAll('.twilio-form > .twilio-section')];
      const rows = [...form.querySelectorAll('.twilio-form > *')].filter(
        (row) => row.getBoundingClientRect().height > 0,
      );
      return sections.map((section) => {
        const above = rows[rows.indexOf(section) - 1]?.getBoundingClientRect().bottom ?? 0;
        return Math.round(section.getBoundingClientRect().top - above);
      });
    });
    await editor.cancel();
    assert.ok(gaps.length > 1);
    assert.deepEqual([...new Set(gaps)], [14]);
  });
});
