import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { accessibilityProblems } from '../support/axe';
import { example } from '../support/examples';
import type { FlowNode, RealNodeRed } from '../support/node-red';
import { onPage, bubble } from './page';
import { sharedNodeRed } from './shared-node-red';

describe("the simulator's phone with WhatsApp templates", function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  let accounts = 0;

  before(async () => {
    nodeRed = await sharedNodeRed();
  });

  /** Deploys the reminder example with another template. `remind` sends the reminder and opens the recipient's phone. */
  async function deployReminder(template: string): Promise<{ address: string; remind: (page: Page) => Promise<void> }> {
    accounts += 1;
    const account = `templates-${accounts}`;
    const source = JSON.stringify(example('appointment-reminder', account));
    const flow = JSON.parse(
      source.replaceAll('appointment_reminder', template).replaceAll('a0fc', `a${accounts}fc`),
    ) as FlowNode[];
    const idOf = (name: string): string => flow.find((node) => node['name'] === name)?.id ?? '';
    await nodeRed.deploy(flow);
    await nodeRed.status(idOf('reply received'), /listening/);
    return {
      address: `${nodeRed.admin}/twilio/simulator/${account}/phone`,
      async remind(page) {
        const answer = await fetch(`${nodeRed.admin}/inject/${idOf('Friday at 9:30')}`, { method: 'POST' });
        assert.equal(answer.status, 200);
        await page.locator('#other-phones [data-person="+447700900124"]').click();
      },
    };
  }

  it('sends a quick reply of a template, and shows the answer of the flow', async () => {
    const { address, remind } = await deployReminder('appointment_reminder');
    await onPage(address, async (page) => {
      await remind(page);
      const question = page.locator('[data-bubble=in]', { hasText: 'Your appointment is on Friday at 9:30' });
      await question.getByRole('button', { name: 'Confirm', exact: true }).click();
      const answer = bubble(page, 'out', 'delivered', 'Confirm');
      await answer.waitFor();
      assert.match(
        await answer.innerText(),
        /Your appointment is on Friday.*Pressed a button.*The flow receives: confirm/s,
      );
      await bubble(page, 'in', 'read', 'Thank you. We have saved your answer.').waitFor();
      assert.deepEqual(await accessibilityProblems(page), []);
    });
  });

  it('sends a list item of a template, without a mouse', async () => {
    const { address, remind } = await deployReminder('service_menu');
    await onPage(address, async (page) => {
      await remind(page);
      const question = page.locator('[data-bubble=in]', { hasText: 'what can we do for you?' });
      await question.getByRole('button', { name: 'Choose', exact: true }).press('Enter');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      assert.deepEqual(await accessibilityProblems(page), []);
      await page.keyboard.press('Enter');
      // The flow only takes the quick replies, and the phone says so.
      await bubble(page, 'out', 'not-taken', 'The flow receives: hours').waitFor();
      await question.getByRole('button', { name: 'Opening hours' }).waitFor({ state: 'detached' });
    });
  });
});
