/** What "call control" does with a call: it says something, records, transfers, and hangs up. */
import assert from 'node:assert/strict';
import { REAL_CREDENTIALS, sink, trigger } from '../support/flows';
import { sid } from '../support/twilio';
import { verbs } from './steps/call-of-test';
import { accountPath, str, useCallControl, type Caught } from './call-control-scene';

const DOCUMENT = '<?xml version="1.0" encoding="UTF-8"?>';

describe('call control', () => {
  const scene = useCallControl();
  const { start, waits, run, sent, path } = scene;

  it('says a text to a caller in a gather, and the question is asked again', async () => {
    await start({ operation: 'say' });
    const { document, msg } = await waits();
    const { payload, kept } = await run(msg);
    assert.deepEqual([payload, kept], ['You are next', 'yes']);
    assert.equal(path(), `POST ${accountPath}/Calls/${scene.call.sid}.json`);
    assert.match(sent()['Twiml'] ?? '', /<Response><Say>You are next<\/Say><Redirect method="POST">/);
    const again = await scene.call.comeBack(sent()['Twiml'] ?? '');
    assert.equal(again.text, document);
    void scene.call.comeBack(again.text, { Digits: '5' });
    assert.equal((await scene.loaded.arrival('digits'))['payload'], '5');
  });

  for (const [operation, fields, verb] of [
    ['play', str('url', 'https://example.com/a.mp3'), '<Play>https://example.com/a.mp3</Play>'],
    ['send-digits', str('digits', '1W2#'), '<Play digits="1ww2#"/>'],
  ] as const) {
    it(`${operation}: comes back to the step too`, async () => {
      await start({ operation, ...fields });
      const { msg } = await waits();
      await run(msg);
      assert.ok(sent()['Twiml']?.startsWith(`${DOCUMENT}<Response>${verb}<Redirect`), sent()['Twiml']);
    });
  }

  it('ends a call without steps after what is said', async () => {
    await start({ operation: 'say', ...str('text', 'Goodbye'), ...str('callSid', sid('CA')), account: 'account' });
    await run({ payload: 1 });
    assert.equal(sent()['Twiml'], `${DOCUMENT}<Response><Say>Goodbye</Say></Response>`);
  });

  it('answers a call that still rings', async () => {
    await start(
      { operation: 'say' },
      trigger('call-in', { id: 'other', respond: 'flow', filterTo: '+14155550199', wires: [['other-rings']] }),
      sink('other-rings'),
    );
    const ringing = scene.call.ring({ To: '+14155550199' });
    await scene.loaded.arrival('other-rings');
    await run({
      payload: 'Welcome',
      twilio: { accountSid: REAL_CREDENTIALS.account.accountSid, callSid: scene.call.sid },
    });
    assert.match(verbs((await ringing).text), /^<Say>Welcome<\/Say>/);
    assert.deepEqual(scene.asked, []);
  });

  it('hangs up, and the message that waits leaves by "hung up"', async () => {
    await start({ operation: 'hang-up' });
    const { msg } = await waits();
    assert.equal((await run(msg))['payload'], 'You are next');
    assert.deepEqual(sent(), { Status: 'completed' });
    assert.equal((await scene.loaded.arrival('gone'))['payload'], 'hung-up');
    await scene.loaded.statusOf('action', 'runtime.status.hungUp');
  });

  for (const [what, to, verb] of [
    ['a number', '+1 (415) 555-0177', '<Dial><Number>+14155550177</Number></Dial>'],
    ['a client', 'client:ada', '<Dial><Client>ada</Client></Dial>'],
    ['a SIP address', 'sip:ada@example.com', '<Dial><Sip>sip:ada@example.com</Sip></Dial>'],
    ['a URL', 'https://example.com/a?b&c', '<Redirect method="POST">https://example.com/a?b&amp;c</Redirect>'],
    ['a document', '<Response><Leave/></Response>', '<Leave/>'],
  ] as const) {
    it(`transfers a call to ${what}, and reports the step that waited`, async () => {
      await start({ operation: 'transfer', ...str('to', to) });
      const { msg } = await waits();
      await run(msg);
      assert.equal(verbs(sent()['Twiml'] ?? ''), verb);
      assert.equal(((await scene.loaded.arrival('caught'))['error'] as Caught).code, 'CALL_FAILED');
    });
  }

  it('transfers a call to a document of a field of its own', async () => {
    const document = '<Response>\n  <Leave/>\n</Response>';
    await start({ operation: 'transfer', transferTo: 'twiml', ...str('to', 'Ada'), ...str('twiml', document) });
    const { msg } = await waits();
    await run(msg);
    assert.equal(sent()['Twiml'], document);
  });

  it('starts a recording, and "recording in" gets it when it is ready', async () => {
    await start({ operation: 'record-start' }, trigger('recording-in', { id: 'recordings' }));
    const { msg } = await waits();
    scene.answer = () => ({ statusCode: 201, headers: {}, body: { sid: sid('RE'), status: 'in-progress' } });
    const { payload } = await run(msg);
    assert.match(String((payload as Record<string, unknown>)['sid']), /^RE/);
    assert.equal(path(), `POST ${accountPath}/Calls/${scene.call.sid}/Recordings.json`);
    assert.deepEqual(sent(), { RecordingStatusCallback: 'https://example.com/twilio/recording' });
  });

  for (const [operation, status] of [
    ['record-pause', 'paused'],
    ['record-resume', 'in-progress'],
    ['record-stop', 'stopped'],
  ] as const) {
    it(`${operation}: changes the recording that runs`, async () => {
      await start({ operation });
      const { msg } = await waits();
      await run(msg);
      assert.equal(path(), `POST ${accountPath}/Calls/${scene.call.sid}/Recordings/Twilio.CURRENT.json`);
      assert.deepEqual(sent(), { Status: status });
    });
  }
});
