import { EXAMPLE_ACCOUNT, example } from '../support/examples';
import { launchChromium } from '../support/chromium';
import { startNodeRed } from '../support/node-red';

describe("the simulator's phone, while another phone rings", function () {
  this.timeout(60_000);

  it('lists the other phones first, so that somebody sees which one rings', async () => {
    const [nodeRed, browser] = await Promise.all([
      startNodeRed({ flows: example('alarm-escalation') }),
      launchChromium(),
    ]);
    try {
      const page = await browser.newPage();
      await page.goto(`${nodeRed.admin}/twilio/simulator/${EXAMPLE_ACCOUNT}/phone`);
      await page.locator('#conversations').waitFor();
      await fetch(`${nodeRed.admin}/inject/a01f000000000004`, { method: 'POST' });
      await page.locator('#other-phones + h2 + #conversations').waitFor();
      await page.locator('#other-phones [data-person="+447700900123"]').waitFor();
      await fetch(`${nodeRed.admin}/inject/a01f000000000021`, { method: 'POST' });
      await page.locator('#conversations ~ #other-phones').waitFor();
    } finally {
      await browser.close();
      await nodeRed.stop();
    }
  });
});
