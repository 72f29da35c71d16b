import type { Numbers } from '../../sidebar/api/types';
import { useSidebar } from './panel-scene';
import { OWN } from './support';

describe('the sidebar in the editor', function () {
  this.timeout(120_000);
  const sidebar = useSidebar();
  const { panel, openTab, accessible } = sidebar;

  it('edits the webhooks of a number in place', async () => {
    await openTab('Numbers');
    await panel().getByText(OWN).click();
    const field = panel().getByLabel('Messages').first();
    await field.fill('https://example.com/sms');
    await panel().getByRole('button', { name: 'Save' }).first().click();
    await panel().getByRole('button', { name: 'Use this Node-RED' }).first().click();
    await sidebar.page.waitForFunction(
      (expected) => document.querySelector<HTMLInputElement>('.twilio-sb-field input[type=url]')?.value === expected,
      `${sidebar.nodeRed.url}/twilio/message`,
    );
    await accessible();
  });

  it('names what overrides the webhooks of a number', async () => {
    await openTab('Numbers');
    await panel().getByText(OWN).click();
    await sidebar.page.route('**/numbers', async (route) => {
      const response = await route.fetch();
      const { numbers } = (await response.json()) as Numbers;
      const overrides = [
        { by: 'service', sid: 'MG1', name: 'News' },
        { by: 'trunk', sid: 'TK1', name: 'TK1' },
      ];
      await route.fulfill({ json: { numbers: numbers.map((one) => ({ ...one, overrides })), servicesProblem: null } });
    });
    await panel().getByRole('button', { name: 'Refresh' }).click();
    await panel().getByText('the Messaging Service “News” has a URL of its own').first().waitFor();
    await panel().getByText('the SIP trunk TK1 handles them').first().waitFor();
    await sidebar.page.unroute('**/numbers');
  });
});
