import assert from 'node:assert/strict';
import { LONDON, QUESTION } from './call-flow';
import { caption, endedCall, step, useCallPhone } from './call-page';

const OLIVER = '+447700900123';

describe("a call to the simulator's phone", function () {
  this.timeout(60_000);
  const onPhone = useCallPhone();

  it('rings for an incoming call until the person answers', async () => {
    await onPhone(async (page, { ring }) => {
      await page.locator('#compose').fill('a draft');
      await ring();
      await page.locator('#incoming-call:focus').waitFor();
      assert.match(await page.locator('#call-announcer').innerText(), /Incoming call from/);
      assert.match(await page.title(), /^Incoming call/);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.locator('#answer:focus').waitFor();
      await page.keyboard.press('Enter');
      await caption(page, 'flow', 'Your table is ready.').waitFor();
      await step(page, 'You answered').waitFor();
      await page.locator('#hang-up').click();
      await endedCall(page).waitFor();
      await page.locator('#close-call').click();
      await page.locator('#recent-calls', { hasText: /Incoming · 0:\d\d/ }).waitFor();
      assert.equal(await page.locator('#compose').inputValue(), 'a draft');
    });
  });

  it('declines an incoming call', async () => {
    await onPhone(async (page, { ring }) => {
      await ring();
      await page.locator('#decline').click();
      await page.locator('#incoming-call').waitFor({ state: 'detached' });
      await page.locator('#recent-calls', { hasText: 'Declined' }).waitFor();
      await page.locator('#compose:focus').waitFor();
    });
  });

  it('is missed when the caller hangs up first', async () => {
    await onPhone(async (ava, { tab }) => {
      await ava.setViewportSize({ width: 390, height: 844 });
      const oliver = await tab();
      await oliver.locator('#my-number').selectOption(OLIVER);
      await ava.locator('#open-dial-pad').click();
      await ava.locator(`[data-dial="${LONDON}"]`).click();
      await oliver.locator('#incoming-call', { hasText: 'Ava' }).waitFor();
      await ava.locator('#hang-up').click();
      await oliver.locator('#recent-calls [data-missed]', { hasText: 'Missed' }).waitFor();
      assert.equal(await oliver.locator('#call-announcer').innerText(), 'Missed call from Ava');
      await oliver.locator('#recent-calls [data-missed]').click();
      await step(oliver, 'Missed').waitFor({ state: 'attached' });
    });
  });

  it('lets a second call wait with a banner, and returns to the first one', async () => {
    await onPhone(async (page, { ring }) => {
      await page.locator('#call-contact').click();
      await caption(page, 'flow', QUESTION).waitFor();
      await ring();
      await page.locator('.incoming-bar').getByRole('button', { name: 'Answer' }).click();
      await caption(page, 'flow', 'Your table is ready.').waitFor();
      await page.locator('.return-bar').click();
      await caption(page, 'flow', QUESTION).waitFor();
      await page.locator('#hide-call').click();
      await page.locator('#compose').waitFor();
      assert.equal(await page.locator('.return-bar').count(), 2);
    });
  });

  it('connects two tabs that are two phones, and each sees what the other says', async () => {
    await onPhone(async (ava, { tab }) => {
      const oliver = await tab();
      await oliver.locator('#my-number').selectOption(OLIVER);
      await ava.locator('#open-dial-pad').click();
      await ava.locator(`[data-dial="${LONDON}"]`).click();
      await oliver.locator('#incoming-call', { hasText: 'Ava' }).waitFor();
      await oliver.locator('#answer').click();
      await ava.locator('#say').fill('Hello Oliver');
      await ava.locator('#say').press('Enter');
      await caption(oliver, 'other', 'Hello Oliver').waitFor();
      await oliver.locator('#say').fill('Hello Ava');
      await oliver.locator('#say').press('Enter');
      await caption(ava, 'other', 'Hello Ava').waitFor();
      assert.equal(await caption(ava, 'other', 'Hello Ava').count(), 1);
      await oliver.locator('#hang-up').click();
      await endedCall(ava).waitFor();
      await ava.reload();
      assert.equal(await ava.locator('#my-number').inputValue(), '+14155550123');
    });
  });
});
