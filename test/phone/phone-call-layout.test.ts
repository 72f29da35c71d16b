import assert from 'node:assert/strict';
import { accessibilityProblems } from '../support/axe';
import { DESK, QUESTION } from './call-flow';
import { caption, endedCall, step, useCallPhone } from './call-page';

describe("a call on the simulator's phone", function () {
  this.timeout(60_000);
  const onPhone = useCallPhone();

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is accessible in the ${colorScheme} theme: dial pad, ringing phone, call and its end`, async () => {
      await onPhone({ colorScheme }, async (page, { ring }) => {
        await page.locator('#open-dial-pad').click();
        await page.locator('#dial-number').fill('12');
        await page.locator('#place-call').click();
        await page.locator('#dial-error').waitFor();
        assert.deepEqual(await accessibilityProblems(page), []);
        await page.locator('#close-dial-pad').click();
        await ring();
        await page.locator('#incoming-call').waitFor();
        assert.deepEqual(await accessibilityProblems(page), []);
        await page.locator('#answer').click();
        await caption(page, 'flow', 'Your table is ready.').waitFor();
        await page.locator('#show-keypad').click();
        await page.keyboard.press('1');
        await page.locator('[data-caption=keys]').waitFor();
        assert.deepEqual(await accessibilityProblems(page), []);
        await ring();
        await page.locator('.incoming-bar').waitFor();
        assert.deepEqual(await accessibilityProblems(page), []);
        await page.locator('#hang-up').click();
        await endedCall(page).waitFor();
        assert.deepEqual(await accessibilityProblems(page), []);
      });
    });
  }

  for (const width of [360, 760, 1024, 1440]) {
    it(`fits a window of ${width} pixels`, async () => {
      await onPhone({ viewport: { width, height: 640 } }, async (page) => {
        const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        await page.locator('#open-dial-pad').click();
        assert.equal(await overflow(), 0);
        await page.locator(`[data-dial="${DESK}"]`).click();
        await caption(page, 'flow', QUESTION).waitFor();
        await page.locator('#show-keypad').click();
        assert.equal(await overflow(), 0);
        assert.equal(await page.locator('#hang-up').isVisible(), true);
        const box = await page.locator('#hang-up').boundingBox();
        assert.ok(box && box.y + box.height <= 640, 'the button to hang up is on the screen');
        if (width < 1000) await page.getByText('Steps of the call').click();
        await step(page, `Say ${QUESTION}`).waitFor();
        assert.equal(await overflow(), 0);
      });
    });
  }
});
