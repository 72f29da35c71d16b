import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { ANSWER, QUESTION } from './call-flow';
import { caption, useCallPhone } from './call-page';

/** Replaces the browser's speech output. The texts go to `spoken`. */
const SPEECH_OUTPUT = `
  window.spoken = [];
  const speak = ({ text }) => spoken.push(text);
  Object.defineProperty(window, 'speechSynthesis', { value: { speak, cancel() {} } });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };`;

/** Replaces the browser's speech recognition. It understands "open today". */
const SPEECH_INPUT = `
  window.SpeechRecognition = class {
    start() {
      this.onresult({ results: [Object.assign([{ transcript: 'open today' }], { isFinal: true })] });
      this.onend();
    }
    abort() {}
  };`;

/** Replaces it with one that may not use the microphone. */
const NO_MICROPHONE = `
  window.SpeechRecognition = class {
    start() { this.onerror({ error: 'not-allowed' }); this.onend(); }
    abort() {}
  };`;

const NO_SPEECH_INPUT = `
  for (const name of ['SpeechRecognition', 'webkitSpeechRecognition']) {
    Object.defineProperty(window, name, { value: undefined });
  }`;

/** Replaces the browser's player of files. A file ends when the test says so. */
const PLAYER = `
  window.files = [];
  window.Audio = class extends EventTarget {
    constructor(src) { super(); this.src = src; files.push(this); }
    play() { return Promise.resolve(); }
    pause() { this.paused = true; }
  };`;

/** Counts the tones that are played. */
const TONES = `
  window.tones = 0;
  const Original = window.OscillatorNode;
  window.OscillatorNode = class extends Original { start(at) { tones += 1; super.start(at); } };`;

async function callDesk(page: Page): Promise<void> {
  await page.locator('#call-contact').click();
  await caption(page, 'flow', QUESTION).waitFor();
}

describe("the sounds of a call on the simulator's phone", function () {
  this.timeout(60_000);
  const onPhone = useCallPhone();

  it('are words that are read out after the sound is turned on', async () => {
    await onPhone(async (page) => {
      await callDesk(page);
      await page.locator('#speaker').click();
      await page.keyboard.press('1');
      await caption(page, 'flow', ANSWER).waitFor();
      assert.deepEqual(await page.evaluate('spoken'), [ANSWER]);
    }, SPEECH_OUTPUT);
  });

  it('are a file of the flow, which is shown until its end, also when it is longer than the simulator knows', async () => {
    await onPhone(async (page) => {
      await callDesk(page);
      await page.locator('#speaker').click();
      await page.keyboard.press('2');
      await page.waitForFunction(() => Reflect.get(globalThis, 'files').length === 1);
      await page.waitForFunction(async () => {
        const { calls } = await (await fetch('state')).json();
        return calls.at(-1).transcript.at(-1).ended === true;
      });
      await page.locator('.playing').waitFor();
      assert.equal(await page.evaluate('files[0].paused'), undefined);
      await page.evaluate(`files[0].dispatchEvent(new Event('ended'))`);
      await page.locator('.playing').waitFor({ state: 'detached' });
    }, PLAYER);
  });

  it('are a ringtone, as soon as the browser allows sound', async () => {
    await onPhone(async (page, { ring }) => {
      await ring();
      await page.getByText('The browser plays no ringtone').waitFor();
      assert.equal(await page.evaluate('tones'), 0);
      await page.keyboard.press('Shift');
      await page.getByText('The browser plays no ringtone').waitFor({ state: 'detached' });
      await page.waitForFunction('tones > 0');
    }, TONES);
  });

  it('do not include a ringtone after the person has muted it', async () => {
    await onPhone(async (page, { ring }) => {
      await ring();
      await page.getByRole('button', { name: 'Mute the ringtone' }).click();
      await page.locator('#decline').click();
      await page.locator('#incoming-call').waitFor({ state: 'detached' });
      const before = await page.evaluate<number>('tones');
      await ring();
      const turnOn = page.getByRole('button', { name: 'Turn on the ringtone' });
      await turnOn.waitFor();
      assert.equal(await page.evaluate('tones'), before);
      await turnOn.click();
      await page.waitForFunction((count) => Reflect.get(globalThis, 'tones') > count, before);
    }, TONES);
  });

  it('are the words of the person where the browser understands speech', async () => {
    await onPhone(async (page) => {
      await callDesk(page);
      await page.locator('#speak').click();
      await caption(page, 'person', 'open today').waitFor();
    }, SPEECH_INPUT);
  });

  it('are explained when the browser does not allow the microphone', async () => {
    await onPhone(async (page) => {
      await callDesk(page);
      await page.locator('#speak').click();
      await page.getByText('The browser does not allow this page to use the microphone.').waitFor();
      assert.equal(await page.locator('#speak').getAttribute('aria-pressed'), 'false');
    }, NO_MICROPHONE);
  });

  it('do not include the microphone where the browser does not understand speech', async () => {
    await onPhone(async (page) => {
      await callDesk(page);
      await page.locator('#say').waitFor();
      assert.equal(await page.locator('#speak').count(), 0);
    }, NO_SPEECH_INPUT);
  });
});
