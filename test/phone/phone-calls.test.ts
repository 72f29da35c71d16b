import assert from 'node:assert/strict';
import { ANSWER, DESK, QUESTION, SYDNEY } from './call-flow';
import { caption, endedCall, step, useCallPhone } from './call-page';

describe("a call from the simulator's phone", function () {
  this.timeout(60_000);
  const onPhone = useCallPhone();

  it('calls the number of a conversation, and sends keys and words to the flow', async () => {
    await onPhone(async (page) => {
      await page.locator('#call-contact').click();
      await caption(page, 'flow', QUESTION).waitFor();
      await page.locator('.waiting-for', { hasText: 'Waits for speech or a key' }).waitFor();
      await page.locator('#say').fill('opening hours please');
      await page.locator('#say').press('Enter');
      await caption(page, 'person', 'opening hours please').waitFor();
      await caption(page, 'flow', 'You said opening hours please').waitFor();
      await page.locator('#show-keypad').click();
      await page.locator('#call-keypad [data-key="1"]').click();
      await caption(page, 'flow', ANSWER).waitFor();
      await page.locator('[data-caption=keys]', { hasText: 'You pressed 1' }).waitFor();
      await endedCall(page).waitFor();
      assert.match(await page.locator('.call-state').innerText(), /Call ended\s+0:\d\d/);
      const recent = page.locator('#recent-calls [data-call]');
      assert.match(await recent.innerText(), /Outgoing · 0:\d\d/);
    });
  });

  it('shows the steps of a call: verbs, webhooks and what the person did', async () => {
    await onPhone(async (page) => {
      await page.locator('#call-contact').click();
      await step(page, `Say ${QUESTION}`).waitFor();
      await step(page, /POST \/twilio-calls-\d+\/call.*HTTP 200, \d+ ms/).waitFor();
      await page.locator('#hang-up').click();
      await step(page, 'You hung up').waitFor();
      await step(page, 'Call ended').waitFor();
      assert.match((await step(page, 'Call started').locator('time').innerText()).trim(), /\d:\d\d:\d\d/);
    });
  });

  it('calls a number of the dial pad with the keyboard alone', async () => {
    await onPhone(async (page) => {
      await page.locator('#open-dial-pad').focus();
      await page.keyboard.press('Enter');
      await page.locator('#dial-number:focus').waitFor();
      await page.keyboard.type('+14155550199');
      await page.keyboard.press('Enter');
      await page.getByText('+1 415 555 0199 is not a number of the account.').waitFor();
      for (let i = 0; i < 2; i += 1) await page.keyboard.press('Backspace');
      await page.keyboard.type('00');
      await page.keyboard.press('Enter');
      await caption(page, 'flow', QUESTION).waitFor();
      await page.locator('#call-screen:focus').waitFor();
      await page.keyboard.press('1');
      await caption(page, 'flow', ANSWER).waitFor();
      await endedCall(page).waitFor();
      await page.locator('#close-call').focus();
      await page.keyboard.press('Enter');
      await page.locator('#compose:focus').waitFor();
    });
  });

  it('types a number with the keys of the dial pad', async () => {
    await onPhone(async (page) => {
      await page.locator('#open-dial-pad').click();
      for (const key of DESK.slice(1)) await page.locator(`#dial-keys [data-key="${key}"]`).click();
      assert.equal(await page.locator('#dial-number').inputValue(), DESK);
      await page.locator('#place-call').click();
      await caption(page, 'flow', QUESTION).waitFor();
    });
  });

  it('shows a call that the flow rejects', async () => {
    await onPhone(async (page) => {
      await page.locator('#open-dial-pad').click();
      await page.locator(`[data-dial="${SYDNEY}"]`).click();
      await endedCall(page).waitFor();
      assert.match(await page.locator('.call-state').innerText(), /Rejected/);
      await page.locator('#recent-calls', { hasText: 'Rejected' }).waitFor();
    });
  });

  it('sends nothing while the person is muted', async () => {
    await onPhone(async (page) => {
      await page.locator('#call-contact').click();
      await caption(page, 'flow', QUESTION).waitFor();
      await page.locator('#mute').click();
      assert.equal(await page.locator('#say').isDisabled(), true);
      await page.locator('#mute').click();
      assert.equal(await page.locator('#say').isEnabled(), true);
    });
  });

  it('shows that audio is played, until its end', async () => {
    await onPhone(async (page) => {
      await page.locator('#call-contact').click();
      await caption(page, 'flow', QUESTION).waitFor();
      await page.keyboard.press('2');
      await page.locator('.playing', { hasText: 'Plays audio' }).waitFor();
      const link = page.locator('[data-caption=audio] a');
      assert.equal(await link.getAttribute('href'), 'https://example.com/music.mp3');
      // The flow is silent after it, and the call goes on.
      await page.locator('.playing').waitFor({ state: 'detached' });
      assert.equal(await page.locator('#call-screen').getAttribute('data-phase'), 'active');
    });
  });
});
