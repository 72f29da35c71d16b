import assert from 'node:assert/strict';
import { caption, endedCall } from '../phone/call-page';
import { browse } from '../support/browser';
import { EXAMPLE_ACCOUNT, example } from '../support/examples';
import { startNodeRed, type RealNodeRed } from '../support/node-red';

/** How long the assistant may take to speak: at the pace of a person. */
const SPEECH = { timeout: 20_000 };

describe("an assistant, called from the simulator's phone", function () {
  this.timeout(90_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed({ flows: example('assistant-handover') });
  });
  after(() => nodeRed.stop());

  it('answers, is interrupted, and hands over to a human', async () => {
    await browse(`${nodeRed.admin}/twilio/simulator/${EXAMPLE_ACCOUNT}/phone`, {}, async (page) => {
      await page.locator('main[data-connection=connected]').waitFor();
      await page.locator('[data-contact="+14155550107"][data-channel=sms]').click();
      await page.locator('#call-contact').click();
      const say = async (words: string): Promise<void> => {
        await page.locator('#say').fill(words);
        await page.locator('#say').press('Enter');
        await caption(page, 'person', words).waitFor();
      };
      await caption(page, 'flow', 'Hello, this is the bakery.').waitFor(SPEECH);
      await say('When are you open?');
      await caption(page, 'flow', 'We are open Monday').waitFor(SPEECH);
      await say('And a human, please?');
      await caption(page, 'flow', 'I am connecting you with the baker.').waitFor(SPEECH);
      const answer = await caption(page, 'flow', 'We are open Monday').innerText();
      assert.doesNotMatch(answer, /anything else/, 'it was not interrupted');
      await page.locator('#hang-up').click();
      await endedCall(page).waitFor();
    });
    assert.doesNotMatch(nodeRed.output(), /\[error\]/);
  });
});
