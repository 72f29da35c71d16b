import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { accessibilityProblems } from '../support/axe';
import { browse, type VisitOptions } from '../support/browser';
import { startNodeRed, type RealNodeRed } from '../support/node-red';
import { CALL_AVA, callFlow, DESK, LONDON, SYDNEY } from './call-flow';

const OLIVER = '+447700900123';
const QUESTION = 'Press 1 for our opening hours.';
const ANSWER = 'We are open from nine to five.';

const screen = (page: Page): Locator => page.locator('#call-screen');
const caption = (page: Page, who: 'flow' | 'person' | 'other', text: string): Locator =>
  page.locator(`[data-caption=${who}]`, { hasText: text });
const step = (page: Page, text: string | RegExp): Locator => page.locator('.steps li', { hasText: text });
const ended = (page: Page): Locator => page.locator('#call-screen[data-phase=ended]');

describe("the simulator's phone with calls", function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  let accounts = 0;

  before(async () => {
    nodeRed = await startNodeRed();
  });
  after(async () => {
    await nodeRed.stop();
  });

  /** Deploys the flow with a simulator of its own, and opens the phone. */
  async function onPhone(
    options: VisitOptions,
    work: (page: Page, tools: { tab: () => Promise<Page>; ring: () => Promise<void> }) => Promise<void>,
  ): Promise<void> {
    accounts += 1;
    const account = `calls-${accounts}`;
    await nodeRed.deploy(callFlow(account));
    const address = `${nodeRed.admin}/twilio/simulator/${account}/phone`;
    await browse(address, options, async (page, visit) => {
      await page.locator('main[data-connection=connected]').waitFor();
      await work(page, {
        tab: () => visit.tab(address),
        async ring() {
          const response = await fetch(`${nodeRed.admin}/inject/${CALL_AVA}`, { method: 'POST' });
          assert.equal(response.status, 200);
        },
      });
    });
  }

  it('calls the number of a conversation, and sends keys and words to the flow', async () => {
    await onPhone({}, async (page) => {
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
      await ended(page).waitFor();
      assert.match(await page.locator('.call-state').innerText(), /Call ended\s+0:\d\d/);
      const recent = page.locator('#recent-calls [data-call]');
      assert.match(await recent.innerText(), /Outgoing · 0:\d\d/);
    });
  });

  it('shows the steps of a call: verbs, webhooks and what the person did', async () => {
    await onPhone({}, async (page) => {
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
    await onPhone({}, async (page) => {
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
      await ended(page).waitFor();
      await page.locator('#close-call').focus();
      await page.keyboard.press('Enter');
      await page.locator('#compose:focus').waitFor();
    });
  });

  it('types a number with the keys of the dial pad', async () => {
    await onPhone({}, async (page) => {
      await page.locator('#open-dial-pad').click();
      for (const key of DESK.slice(1)) await page.locator(`#dial-keys [data-key="${key}"]`).click();
      assert.equal(await page.locator('#dial-number').inputValue(), DESK);
      await page.locator('#place-call').click();
      await caption(page, 'flow', QUESTION).waitFor();
    });
  });

  it('shows a call that the flow rejects', async () => {
    await onPhone({}, async (page) => {
      await page.locator('#open-dial-pad').click();
      await page.locator(`[data-dial="${SYDNEY}"]`).click();
      await ended(page).waitFor();
      assert.match(await page.locator('.call-state').innerText(), /Rejected/);
      await page.locator('#recent-calls', { hasText: 'Rejected' }).waitFor();
    });
  });

  it('rings for an incoming call until the person answers', async () => {
    await onPhone({}, async (page, { ring }) => {
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
      await ended(page).waitFor();
      await page.locator('#close-call').click();
      await page.locator('#recent-calls', { hasText: /Incoming · 0:\d\d/ }).waitFor();
      assert.equal(await page.locator('#compose').inputValue(), 'a draft');
    });
  });

  it('declines an incoming call', async () => {
    await onPhone({}, async (page, { ring }) => {
      await ring();
      await page.locator('#decline').click();
      await page.locator('#incoming-call').waitFor({ state: 'detached' });
      await page.locator('#recent-calls', { hasText: 'Declined' }).waitFor();
      await page.locator('#compose:focus').waitFor();
    });
  });

  it('lets a second call wait with a banner, and returns to the first one', async () => {
    await onPhone({}, async (page, { ring }) => {
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
    await onPhone({}, async (ava, { tab }) => {
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
      await ended(ava).waitFor();
      await ava.reload();
      assert.equal(await ava.locator('#my-number').inputValue(), '+14155550123');
    });
  });

  it('sends nothing while the person is muted', async () => {
    await onPhone({}, async (page) => {
      await page.locator('#call-contact').click();
      await caption(page, 'flow', QUESTION).waitFor();
      await page.locator('#mute').click();
      assert.equal(await page.locator('#say').isDisabled(), true);
      await page.locator('#mute').click();
      assert.equal(await page.locator('#say').isEnabled(), true);
    });
  });

  it('shows that audio is played', async () => {
    await onPhone({}, async (page) => {
      await page.locator('#call-contact').click();
      await caption(page, 'flow', QUESTION).waitFor();
      await page.keyboard.press('2');
      await page.locator('.playing', { hasText: 'Plays audio' }).waitFor();
      const link = page.locator('[data-caption=audio] a');
      assert.equal(await link.getAttribute('href'), 'https://example.com/music.mp3');
    });
  });

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
        await ended(page).waitFor();
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
        await screen(page).waitFor();
      });
    });
  }
});
