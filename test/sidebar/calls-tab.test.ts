import { useSidebar } from './panel-scene';
import { OWN, PERSON, SUBFLOW } from './support';

describe('the sidebar in the editor', function () {
  this.timeout(120_000);
  const sidebar = useSidebar();
  const { panel, openTab, accessible } = sidebar;
  let sid = '';

  /** A person calls, while there is no other call. */
  const call = async (to: string): Promise<void> => {
    await panel().getByText('There are no live calls.').waitFor();
    const { body } = await sidebar.ask.post('simulator/account/calls', { from: PERSON, to });
    sid = String(Object(body).sid);
  };
  const badge = () => sidebar.page.locator('.twilio-sb-badge:not(.hide)');
  const popoverRow = () => sidebar.page.locator('.twilio-sb-popover-row', { hasText: PERSON });

  afterEach(async () => {
    // A call that a test has ended stays as it is.
    await sidebar.ask.post(`simulator/account/calls/${sid}/hangup`);
  });

  it('shows a live call, its step, and a badge on the node', async () => {
    await openTab('Calls');
    await call(OWN);
    await panel().getByText('Waits in').waitFor();
    await panel().getByRole('button', { name: 'PIN' }).waitFor();
    await accessible();
    await badge().filter({ hasText: '1' }).first().waitFor();
    await badge().first().click();
    await popoverRow().waitFor();
  });

  it('ends a call, and takes the badge away', async () => {
    await openTab('Calls');
    await call(OWN);
    await panel().getByText('Waits in').waitFor();
    await badge().filter({ hasText: '1' }).first().click();
    await popoverRow().getByRole('button').click();
    await panel().getByText('There are no live calls.').waitFor();
    await badge().first().waitFor({ state: 'detached' });
  });

  it('shows the calls in a subflow at its instance, and names both', async () => {
    await openTab('Calls');
    await call(SUBFLOW);
    await panel().getByRole('button', { name: 'log in › code' }).click();
    const own = sidebar.page.locator('[id="instance"] .twilio-sb-badge:not(.hide)');
    await own.filter({ hasText: '1' }).click();
    await popoverRow().getByRole('button').click();
    await panel().getByText('There are no live calls.').waitFor();
    await own.waitFor({ state: 'detached' });
  });
});
