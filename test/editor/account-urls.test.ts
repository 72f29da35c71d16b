import assert from 'node:assert/strict';
import { formAccessibilityProblems } from '../support/axe';
import { useEditor } from '../support/shared-editor';
import { EVENT_NODES } from './event-flows';

describe("the event nodes in Node-RED's editor", function () {
  this.timeout(60_000);
  const { editor } = useEditor(EVENT_NODES);

  it('twilio account: lists the URL of every kind that a node uses, and all of them on request', async () => {
    const visible = () => editor.form.locator('.twilio-webhook:visible').count();
    await editor.editConfig('twilio-config', 'real-account');
    assert.equal(await visible(), 0, 'the section is folded');
    await editor.form.locator('#twilio-config-section-urls > summary').click();
    assert.equal(await visible(), 6, 'the flow has a trigger of every kind');
    await editor.cancel();
    const isUsed = (kind: string) => editor.form.locator(`#twilio-config-webhook-${kind}`).isVisible();
    await editor.editConfig('twilio-config', 'unused-account');
    await editor.form.locator('#twilio-config-section-urls > summary').click();
    assert.deepEqual([await isUsed('message'), await isUsed('call'), await isUsed('recording')], [true, true, false]);
    await editor.form.locator('#twilio-config-all-urls').click();
    assert.equal(await isUsed('recording'), true);
    await editor.cancel();
    await editor.editConfig('twilio-config', 'real-account');
    await editor.form.locator('#twilio-config-section-urls > summary').click();
    for (const kind of ['message', 'message-status', 'call', 'call-status', 'recording', 'transcription']) {
      const address = editor.form.locator(`#twilio-config-webhook-${kind}`);
      assert.equal(await address.inputValue(), `https://example.com/real/${kind}`);
      assert.notEqual(await editor.form.locator(`#twilio-config-webhook-${kind}-hint`).innerText(), '');
    }
    assert.deepEqual(await formAccessibilityProblems(editor.page), []);
    await editor.cancel();
  });
});
