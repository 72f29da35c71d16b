import assert from 'node:assert/strict';
import { DESK, QUESTION } from './call-flow';
import { caption, endedCall, step, useCallPhone } from './call-page';
import { assertAccessible } from './page';

/** From wide to narrow. Below 1000 pixels, the steps of a call are folded. */
const WIDTHS = [1440, 1024, 760, 360];
const HEIGHT = 640;

describe("a call on the simulator's phone", function () {
  this.timeout(60_000);
  const onPhone = useCallPhone();

  it('is accessible in the light and the dark theme: dial pad, ringing phone, call and its end', async () => {
    await onPhone(async (page, { ring }) => {
      await page.locator('#open-dial-pad').click();
      await page.locator('#dial-number').fill('12');
      await page.locator('#place-call').click();
      await page.locator('#dial-error').waitFor();
      await assertAccessible(page);
      await page.locator('#close-dial-pad').click();
      await ring();
      await page.locator('#incoming-call').waitFor();
      await assertAccessible(page);
      await page.locator('#answer').click();
      await caption(page, 'flow', 'Your table is ready.').waitFor();
      await page.locator('#show-keypad').click();
      await page.keyboard.press('1');
      await page.locator('[data-caption=keys]').waitFor();
      await assertAccessible(page);
      await ring();
      await page.locator('.incoming-bar').waitFor();
      await assertAccessible(page);
      await page.locator('#hang-up').click();
      await endedCall(page).waitFor();
      await assertAccessible(page);
    });
  });

  it(`fits a window of ${WIDTHS.join(', ')} pixels`, async () => {
    await onPhone(async (page) => {
      const assertFits = async (width: number, what: string): Promise<void> => {
        // The page follows a new size with its next frame.
        await page
          .waitForFunction(() => document.documentElement.scrollWidth === innerWidth)
          .catch(() => assert.fail(`${what} does not fit ${width} pixels`));
      };
      await page.locator('#open-dial-pad').click();
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: HEIGHT });
        await assertFits(width, 'the dial pad');
      }
      await page.locator(`[data-dial="${DESK}"]`).click();
      await caption(page, 'flow', QUESTION).waitFor();
      await page.locator('#show-keypad').click();
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: HEIGHT });
        await assertFits(width, 'the call');
        assert.equal(await page.locator('#hang-up').isVisible(), true);
        const box = await page.locator('#hang-up').boundingBox();
        assert.ok(box && box.y + box.height <= HEIGHT, `the button to hang up is on the screen at ${width} pixels`);
      }
      await page.getByText('Steps of the call').click();
      for (const width of WIDTHS.toReversed()) {
        await page.setViewportSize({ width, height: HEIGHT });
        await step(page, `Say ${QUESTION}`).waitFor();
        await assertFits(width, 'the steps of the call');
      }
    });
  });
});
