import assert from 'node:assert/strict';
import { fieldsOf } from '../support/fields';
import { useEditor } from '../support/shared-editor';
import { postEvent, sid } from '../support/twilio';
import { EVENT_NODES } from './event-flows';

describe("the event nodes in Node-RED's editor", function () {
  this.timeout(60_000);
  const { editor, nodeRed } = useEditor(EVENT_NODES);

  const { input, marked, box, write } = fieldsOf(editor);

  /** Opens a node's form with every section unfolded. */
  async function edit(id: string): Promise<void> {
    await editor.edit(id);
    await editor.unfold();
  }

  it('twiml: needs no account, and shows what its kind of end needs', async () => {
    await edit('twiml');
    // The flow has a node from before there was this choice.
    assert.equal(await input('goOn').inputValue(), 'at-once');
    assert.ok(await input('replaceLiveCall').isVisible());
    await input('goOn').selectOption('result');
    await input('replaceLiveCall').waitFor({ state: 'hidden' });
    await editor.done();
    assert.deepEqual(await editor.problems('twiml'), []);
  });

  it('save the selected statuses as a list, and keep an unknown one', async () => {
    await edit('sms-status');
    await box('filterStatus', 'delivered').check();
    await box('filterStatus', 'failed').check();
    await input('inOrder').check();
    await write('filterError', '30003, 300*');
    await editor.done();
    const { filterStatus, inOrder, filterError } = await editor.saved('sms-status');
    assert.deepEqual(
      { filterStatus, inOrder, filterError },
      { filterStatus: ['delivered', 'failed'], inOrder: true, filterError: '30003, 300*' },
    );

    const id = await editor.drop('twilio-sms-status', 700, 400);
    await editor.page.evaluate((wanted) => {
      const red: unknown = Reflect.get(globalThis, 'RED');
      (red as { nodes: { node(id: string): Record<string, unknown> } }).nodes.node(wanted)['filterStatus'] = [
        'bounced',
      ];
    }, id);
    await edit(id);
    assert.equal(await box('filterStatus', 'bounced').isChecked(), true);
    await box('filterStatus', 'sent').check();
    await editor.done();
    assert.deepEqual((await editor.saved(id))['filterStatus'], ['sent', 'bounced']);
    await editor.remove(id);
  });

  it('both status nodes offer "read", which WhatsApp and RCS report', async () => {
    await edit('whatsapp-status');
    assert.equal(await box('filterStatus', 'read').count(), 1);
    await editor.cancel();
    await edit('sms-status');
    assert.equal(await box('filterStatus', 'read').count(), 1);
    await editor.cancel();
  });

  it('call status: saves durations as numbers, and says that a number reports only the end of a call', async () => {
    await edit('call-status');
    assert.match(await editor.form.locator('#twilio-note-final').innerText(), /reports only the end of a call/);
    await write('filterMinDuration', '60');
    await write('filterMaxDuration', '90');
    await input('filterDirection').selectOption('inbound');
    await editor.done();
    const { filterMinDuration, filterMaxDuration, filterDirection } = await editor.saved('call-status');
    assert.deepEqual(
      { filterMinDuration, filterMaxDuration, filterDirection },
      { filterMinDuration: 60, filterMaxDuration: 90, filterDirection: 'inbound' },
    );
    await edit('call-status');
    await write('filterMaxDuration', '30');
    await marked('filterMaxDuration').waitFor();
    await write('filterMinDuration', '20');
    await marked('filterMaxDuration').waitFor({ state: 'detached' });
    await editor.cancel();
  });

  it('keep environment variables in the fields for numbers', async () => {
    const variables = { filterMinDuration: '${SHORTEST}', fetchAudio: 'file', folder: '/data', limit: '${MOST}' };
    const id = await editor.drop('twilio-recording-in', 700, 400);
    await edit(id);
    await input('fetchAudio').selectOption('file');
    for (const property of ['filterMinDuration', 'folder', 'limit'] as const)
      await write(property, variables[property]);
    await editor.done();
    await edit(id);
    await editor.done();
    const saved = await editor.saved(id);
    assert.deepEqual(saved, { ...saved, ...variables });
    await editor.remove(id);
  });

  it('recording in: requires a folder for downloads, and warns before it deletes', async () => {
    await edit('recording-in');
    const warning = editor.form.locator('#twilio-note-deleteAfter');
    assert.equal(await input('deleteAfter').isVisible(), false);
    await input('fetchAudio').selectOption('file');
    await write('folder', 'x');
    await write('folder', '');
    await marked('folder').waitFor();
    await input('deleteAfter').check();
    await warning.waitFor();
    await input('fetchAudio').selectOption('buffer');
    assert.equal(await input('folder').isVisible(), false);
    await write('limit', '0');
    await marked('limit').waitFor();
    await write('limit', '5');
    await input('format').selectOption('wav');
    await input('channels').selectOption('dual');
    await editor.done();
    const { fetchAudio, limit, format, channels, deleteAfter } = await editor.saved('recording-in');
    assert.deepEqual(
      { fetchAudio, limit, format, channels, deleteAfter },
      { fetchAudio: 'buffer', limit: 5, format: 'wav', channels: 'dual', deleteAfter: true },
    );
    assert.deepEqual(await editor.problems('recording-in'), []);
  });

  it('mark invalid error codes', async () => {
    await edit('whatsapp-status');
    await write('filterError', '63016');
    await write('filterError', 'E63016');
    await marked('filterError').waitFor();
    await editor.cancel();
  });

  it('unfold what is set, and leave the rest folded', async () => {
    await editor.edit('recording-in');
    const isOpen = async (section: string) =>
      (await editor.form.locator(`#twilio-section-${section}[open]`).count()) === 1;
    assert.deepEqual([await isOpen('fetch'), await isOpen('filters')], [true, false]);
    await editor.cancel();
    await editor.edit('sms-status');
    assert.equal(await isOpen('filters'), true);
    await editor.cancel();
  });

  it('run as they were set, once they are deployed from the editor', async () => {
    await editor.deploy();
    await nodeRed.status('sms-status', /listening/);
    const messageSid = sid('SM');
    const post = (status: string, more: Record<string, string> = {}) =>
      postEvent(
        nodeRed.url,
        'message-status',
        { MessageSid: messageSid, MessageStatus: status, From: '+14155550100', To: '+14155550123', ...more },
        { path: '/real/message-status' },
      );
    assert.equal((await post('delivered')).status, 200);
    assert.equal((await post('failed', { ErrorCode: '30005' })).status, 200);
    const { payload, twilio } = (await nodeRed.debug('sms-status-out')) as {
      payload: string;
      twilio: { errorCode: number };
    };
    assert.deepEqual([payload, twilio.errorCode], ['failed', 30005]);
  });
});
