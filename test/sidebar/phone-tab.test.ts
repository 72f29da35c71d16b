import assert from 'node:assert/strict';
import { useDarkTheme } from '../support/axe';
import { useSidebar } from './panel-scene';

describe('the sidebar in the editor', function () {
  this.timeout(120_000);
  const sidebar = useSidebar();
  const { openTab, accessible } = sidebar;

  it("has the simulator's phone, in the theme of the editor", async () => {
    await openTab('Phone');
    const phone = sidebar.page.frameLocator('.twilio-sb iframe');
    await phone.getByText('Twilio simulator').first().waitFor({ state: 'attached' });
    const scheme = () => phone.locator(':root').evaluate((root) => getComputedStyle(root).colorScheme);
    assert.equal(await scheme(), 'light');
    await accessible();
    // It says what to do when it has little room, as in the default split of Node-RED 5.
    for (const [height, isLow] of [
      ['280px', true],
      ['700px', false],
      ['', undefined],
    ] as const) {
      await sidebar.panel().evaluate((element, value) => {
        element.style.height = value;
      }, height);
      if (isLow === undefined) continue;
      assert.equal(await sidebar.panel().getByText('There is little room').isVisible(), isLow, height);
    }
    // The phone takes a new theme at once, and is not loaded again.
    await phone.locator(':root').evaluate((root) => root.setAttribute('data-kept', ''));
    for (const dark of [true, false]) {
      await useDarkTheme(sidebar.page, dark);
      await phone.locator(`:root[data-kept][data-theme=${dark ? 'dark' : 'light'}]`).waitFor({ state: 'attached' });
      assert.equal(await scheme(), dark ? 'dark' : 'light');
    }
  });
});
