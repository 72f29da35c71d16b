import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { accessibilityProblems } from '../support/axe';
import { browse, type Visit } from '../support/browser';
import type { RealNodeRed } from '../support/node-red';
import { assistantFlow, END, GREETING, LONG_ANSWER } from './assistant-flow';
import { LONDON } from './call-flow';
import { caption, step } from './call-page';
import { assertAccessible, onPage } from './page';
import { sharedNodeRed } from './shared-node-red';

/** Notes the loudest sample that the page plays. */
const LOUDNESS = `
  window.loudest = 0;
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (data, ...more) {
    if (data instanceof Float32Array) for (const sample of data) loudest = Math.max(loudest, Math.abs(sample));
    return post.call(this, data, ...more);
  };`;

const NO_MICROPHONE = `
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));`;

/** A browser that hears something, and understands it when the test says so. */
const SPEECH_INPUT = `
  window.SpeechRecognition = window.webkitSpeechRecognition = class {
    start() {
      const results = (final) => [Object.assign([{ transcript: final ? 'wait a moment' : 'wait' }], { isFinal: final })];
      this.onresult({ results: results(false) });
      window.finishSpeech = () => {
        this.onresult({ results: results(true) });
        this.onend();
      };
    }
    abort() {}
  };`;

/** Notes what is read out, and when it is stopped. */
const SPEECH_OUTPUT = `
  window.spoken = [];
  speechSynthesis.speak = ({ text }) => spoken.push(text);
  speechSynthesis.cancel = () => spoken.push('(stop)');`;

describe("an assistant on the simulator's phone", function () {
  this.timeout(120_000);
  let nodeRed: RealNodeRed;
  let accounts = 0;
  before(async () => {
    nodeRed = await sharedNodeRed();
  });
  const onPhone = async (work: (page: Page, visit: Visit) => Promise<void>, script?: string): Promise<void> => {
    accounts += 1;
    const account = `assistant-${accounts}`;
    await nodeRed.deploy(assistantFlow(account, new URL(nodeRed.url).host));
    const address = `${nodeRed.admin}/twilio/simulator/${account}/phone`;
    const play = async (page: Page, visit: Visit): Promise<void> => {
      await page.locator('main[data-connection=connected]').waitFor();
      await work(page, visit);
    };
    if (script === undefined) return onPage(address, play);
    return browse(address, {}, async (page, visit) => {
      await page.addInitScript(script);
      await page.reload();
      await play(page, visit);
    });
  };
  const say = async (page: Page, text: string): Promise<void> => {
    await page.locator('#say').fill(text);
    await page.locator('#say').press('Enter');
  };
  const interrupted = (page: Page): Locator =>
    page.locator('li', { hasText: 'You interrupted' }).locator('[data-interrupted]', { hasText: 'There is a' });
  const callEcho = async (page: Page): Promise<void> => {
    await page.locator('#open-dial-pad').click();
    await page.locator(`[data-dial="${LONDON}"]`).click();
    await page.locator('#stream-audio').waitFor();
  };

  it('speaks word by word, is interrupted, and hands over', async () => {
    await onPhone(async (page) => {
      await page.locator('#call-contact').click();
      await caption(page, 'flow', GREETING).waitFor();
      await page.locator('.waiting-for', { hasText: 'Talk with the assistant, or interrupt it' }).waitFor();
      await say(page, 'tell me about it');
      const answer = page.locator('[data-caption=flow][data-speaking]');
      await answer.filter({ hasText: 'There is a' }).waitFor();
      assert.ok(!(await answer.innerText()).includes(END), 'not all of it at once');
      await say(page, 'stop');
      await interrupted(page).waitFor();
      assert.ok(!(await interrupted(page).innerText()).includes(END));
      await assertAccessible(page);
      await page.locator('#show-keypad').click();
      await page.locator('#call-keypad [data-key="5"]').click();
      await caption(page, 'flow', 'You pressed 5.').waitFor();
      await say(page, 'bye');
      await caption(page, 'flow', 'One moment, please.').waitFor();
      await step(page, 'End human').waitFor();
      await step(page, /GET \/ws\/relay.*HTTP 101/).waitFor();
      assert.equal(await page.locator('.steps [data-failed]').count(), 0);
    });
  });

  it('is read out piece by piece, and stopped by an interruption', async () => {
    await onPhone(async (page) => {
      await page.locator('#call-contact').click();
      await caption(page, 'flow', 'Hello').waitFor();
      await page.locator('#speaker').click();
      await page.evaluate('spoken.length = 0');
      await caption(page, 'flow', GREETING).waitFor();
      await say(page, 'tell me about it');
      await caption(page, 'flow', 'It began').waitFor();
      await say(page, 'stop');
      await interrupted(page).waitFor();
      // Only up to the interruption: the answer to it may have begun.
      const interruption = await page.waitForFunction(() => {
        const all: string[] = Reflect.get(globalThis, 'spoken');
        const at = all.indexOf(
          '(stop)',
          all.findIndex((text) => text.startsWith('It began')),
        );
        return at > 0 && all.slice(0, at);
      });
      const spoken = (await interruption.jsonValue()) || [];
      const read = spoken.filter((text) => text !== '(stop)' && !GREETING.includes(text));
      assert.ok(read.length >= 2 && LONG_ANSWER.startsWith(read.join(' ')), read.join(' | '));
    }, SPEECH_OUTPUT);
  });

  it('is interrupted as soon as the browser hears a voice', async () => {
    await onPhone(async (page) => {
      await page.locator('#call-contact').click();
      await caption(page, 'flow', 'Hello').waitFor();
      await say(page, 'tell me about it');
      await caption(page, 'flow', 'There is a').waitFor();
      await page.locator('#speak').click();
      await interrupted(page).waitFor();
      assert.equal(await caption(page, 'person', 'wait a moment').count(), 0, 'the words are not there yet');
      await page.evaluate('finishSpeech()');
      await caption(page, 'person', 'wait a moment').waitFor();
    }, SPEECH_INPUT);
  });

  it('is a server of audio that hears the microphone, and the page plays what it sends', async () => {
    await onPhone(async (page) => {
      await callEcho(page);
      assert.deepEqual(await accessibilityProblems(page), []);
      await page.locator('#stream-audio').click();
      await page.getByText('The flow hears your microphone.').waitFor();
      await page.waitForFunction(() => Reflect.get(globalThis, 'loudest') > 0.05);
      await page.locator('#mute').click();
      await page.getByText('You are muted. You still hear the flow.').waitFor();
      await page.locator('#mute').click();
      await page.locator('#stream-audio').click();
      await page.getByText('What you type is a tone.').waitFor();
      await page.locator('#hang-up').click();
      await page.locator('#stream-audio').waitFor({ state: 'detached' });
    }, LOUDNESS);
  });

  it('does not hear the microphone while the simulator rejects it, and the page says why', async () => {
    await onPhone(async (page, { expect }) => {
      expect(/the server responded with a status of (400|502).*\/audio\)$/);
      await callEcho(page);
      const audio = '**/calls/*/audio';
      await page.route(audio, async (route) => {
        if (route.request().method() === 'GET') await route.continue();
        else await route.fulfill({ status: 400, json: { error: 'Only an answered call has audio.' } });
      });
      await page.locator('#stream-audio').click();
      const problem = page.getByText('The audio does not arrive: Only an answered call has audio.');
      await problem.waitFor();
      assert.deepEqual(await accessibilityProblems(page), []);
      await page.unroute(audio);
      await page.getByText('The flow hears your microphone.').waitFor();
      assert.equal(await problem.count(), 0);
      await page.locator('#stream-audio').click();
      await page.route(audio, (route) => route.fulfill({ status: 502, body: '' }));
      await page.locator('#stream-audio').click();
      await page.getByText('The audio does not arrive: HTTP 502').waitFor();
    }, LOUDNESS);
  });

  it('is heard without a microphone too, and the page says that there is none', async () => {
    await onPhone(async (page) => {
      await callEcho(page);
      await page.locator('#stream-audio').click();
      await page.getByText('The browser does not allow the microphone for this page.').waitFor();
      await say(page, 'hello there my friend');
      await page.waitForFunction(() => Reflect.get(globalThis, 'loudest') > 0.05);
    }, LOUDNESS + NO_MICROPHONE);
  });

  it('fits a window of 1440, 1024 and 360 pixels', async () => {
    await onPhone(async (page) => {
      await callEcho(page);
      await page.locator('#show-keypad').click();
      for (const width of [1440, 1024, 360]) {
        await page.setViewportSize({ width, height: 640 });
        const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        assert.equal(overflow, 0, `${width} pixels`);
        const box = await page.locator('#hang-up').boundingBox();
        assert.ok(box && box.y + box.height <= 640, `the button to hang up is on the screen at ${width} pixels`);
      }
    });
  });
});
