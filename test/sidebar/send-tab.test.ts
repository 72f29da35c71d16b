import { useSidebar } from './panel-scene';

describe('the sidebar in the editor', function () {
  this.timeout(120_000);
  const sidebar = useSidebar();
  const { panel, openTab, accessible } = sidebar;

  it('sends a message, with its length and price as one types, and its delivery', async () => {
    await openTab('Send');
    await panel().getByLabel('To').fill('+14155550177');
    await panel().getByLabel('Text').fill('Dinner is ready');
    await panel().getByText('15 characters, 1 segment (GSM-7), about $0.0079 to US').waitFor();
    await accessible();
    await panel().getByRole('button', { name: 'Send', exact: true }).click();
    await panel().getByText('Delivered').waitFor();
    await panel().getByLabel('To').fill('nobody');
    await panel().getByRole('button', { name: 'Send', exact: true }).click();
    await panel().locator('.twilio-sb-error', { hasText: '"nobody"' }).waitFor();
  });
});
