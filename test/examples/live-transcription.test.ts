import assert from 'node:assert/strict';
import { browse } from '../support/browser';
import { deployExample } from '../support/example-calls';
import { startNodeRed, type RealNodeRed } from '../support/node-red';

const CALLER = '+14155550123';
const COLLEAGUE = '+447700900123';

/** How long the simulator may take: it speaks at the pace of a person. */
const SPEECH = { timeout: 20_000 };

describe('the example for a live transcription, on the simulator', function () {
  // A real Node-RED is started, and the simulator speaks at the pace of a person.
  this.timeout(90_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed();
  });
  after(() => nodeRed.stop());

  it('shows the words of both sides on its page, while they are spoken', async () => {
    const { call, rings, act, until, hears, ends, state } = await deployExample(nodeRed, 'live-transcription');
    const address = `${nodeRed.url}/live-transcription`;
    // The page has no icon.
    await browse(address, { expected: /favicon/ }, async (page) => {
      const line = (who: string, text: string) =>
        page.locator(`#lines li[data-who="${who}"][data-final="true"]`).filter({ hasText: text });
      await page.locator('#state', { hasText: 'Live' }).waitFor();
      assert.equal(await page.locator('#lines li').count(), 0);
      const sid = await call(CALLER, '+14155550110');
      await hears(sid, /^Hello\. This call is transcribed/);
      const leg = await rings(COLLEAGUE);
      await until(leg, ({ status }) => status === 'in-progress');
      await act(sid, 'speech', { text: 'My order is <b>late</b> & cold' });
      await line('Caller', 'My order is <b>late</b> & cold').waitFor(SPEECH);
      await act(leg, 'speech', { text: 'I am sorry' });
      await line('Us', 'I am sorry').waitFor(SPEECH);
      await line('Us', 'Hello. This call is transcribed. I am connecting you.').waitFor(SPEECH);
      assert.equal(await page.locator('#lines li[data-final="false"]').count(), 0, 'each partial result was replaced');
      assert.equal(await page.locator('#lines li').count(), 3);
      const before = await page.locator('#lines').innerText();
      await page.reload();
      await line('Us', 'I am sorry').waitFor();
      assert.equal(await page.locator('#lines').innerText(), before, 'the page has the lines so far');
      await act(sid, 'hangup');
      await ends(sid);
    });
    const { requests } = (await state()) as unknown as { requests: { error?: string | null; url: string }[] };
    assert.deepEqual(
      requests.filter(({ error }) => error !== undefined && error !== null),
      [],
    );
    assert.doesNotMatch(nodeRed.output(), /\[error\]/);
  });
});
