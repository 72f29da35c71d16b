/** What the REST API does with a call that the account makes: it redirects, cancels, lists and deletes it. */
import assert from 'node:assert/strict';
import { assertAllDescribed } from '../support/openapi';
import { own, person, twiml } from './support';
import { flow, useOutboundCalls } from './outbound-scene';

describe('a call that the account makes, by REST,', () => {
  const { scene, twilio, create, statuses } = useOutboundCalls();

  it('gets a time limit and a fallback URL while it is in progress', async () => {
    scene.server.answer = ({ url }, response) => {
      if (url.endsWith('fallback')) twiml(response, '<Response><Say>we are back</Say><Pause length="60"/></Response>');
      else if (url.endsWith('broken')) response.writeHead(500).end();
      else twiml(response, '<Response><Pause length="60"/></Response>');
    };
    const { sid } = await create();
    await scene.pass(5000);
    await twilio.client.calls(sid).update({ url: flow('broken'), fallbackUrl: flow('fallback'), timeLimit: 10 });
    await scene.simulator.settled();
    assert.equal(scene.transcript().at(-1), 'Say: we are back');
    await scene.pass(8000);
    assert.deepEqual([scene.current().status, scene.current().duration], ['completed', 10]);
    assertAllDescribed(twilio.calls);
  });

  it('can be redirected and ended while it is in progress', async () => {
    scene.flow({ answered: '<Gather timeout="600"><Say>one two</Say></Gather>', other: '<Pause length="60"/>' });
    const { sid } = await create();
    await scene.pass(3000);
    await twilio.client.calls(sid).update({ url: flow('other'), method: 'GET' });
    await scene.pass(100);
    await twilio.client.calls(sid).update({ twiml: '<Response><Say>stop</Say><Pause length="60"/></Response>' });
    assert.deepEqual(scene.transcript().slice(-2), ['Pause: 60 s', 'Say: stop']);
    await scene.pass(1000);
    assert.equal((await twilio.client.calls(sid).update({ status: 'canceled' })).status, 'in-progress');
    const ended = await twilio.client.calls(sid).update({ status: 'completed' });
    assert.equal(ended.status, 'completed');
    await scene.simulator.settled();
    assert.equal(statuses().at(-1), 'completed');
    assert.equal(scene.clock.pending(), 0);
    assertAllDescribed(twilio.calls);
  });

  it('can be canceled before it is answered, and not redirected', async () => {
    const first = await create();
    await assert.rejects(twilio.client.calls(first.sid).update({ url: flow('other') }), { status: 400, code: 21220 });
    assert.equal((await twilio.client.calls(first.sid).update({ status: 'canceled' })).status, 'canceled');
    const second = await create();
    await scene.pass(1000);
    assert.equal((await twilio.client.calls(second.sid).update({ status: 'completed' })).status, 'canceled');
    await assert.rejects(twilio.client.calls(second.sid).update({ status: 'completed' }), { status: 400, code: 21220 });
    await scene.pass(5000);
    assert.deepEqual(scene.told('answered'), []);
  });

  it('is listed, newest first, by number, status and time, and deleted when it is over', async () => {
    const first = await create({ to: '+15005550486' });
    await scene.pass(3000);
    const second = await create();
    await scene.pass(1000);
    const sids = (list: { sid: string }[]): string[] => list.map(({ sid }) => sid);
    assert.deepEqual(sids(await twilio.client.calls.list()), [second.sid, first.sid]);
    assert.deepEqual(sids(await twilio.client.calls.list({ to: '+15005550486' })), [first.sid]);
    assert.deepEqual(sids(await twilio.client.calls.list({ from: own, status: 'ringing' })), [second.sid]);
    assert.deepEqual(sids(await twilio.client.calls.list({ endTimeAfter: new Date(0) })), [first.sid]);
    assert.deepEqual(sids(await twilio.client.calls.list({ parentCallSid: first.sid })), []);
    assert.deepEqual(sids(await twilio.client.calls.list({ startTimeBefore: new Date(0) })), []);
    assert.equal(await twilio.client.calls(first.sid).remove(), true);
    assertAllDescribed(twilio.calls);
    await assert.rejects(twilio.client.calls(first.sid).fetch(), { status: 404, code: 20404 });
    await assert.rejects(twilio.client.calls(second.sid).remove(), { status: 400, code: 20009 });
    assert.deepEqual(sids(scene.simulator.state().calls), [second.sid]);
  });

  const refused: [what: string, code: number, fields: Record<string, unknown>][] = [
    ['nobody to call', 21201, { to: '' }],
    ['no caller', 21213, { from: '' }],
    ['a callee that is no number', 21211, { to: 'nobody' }],
    ["the test credentials' invalid callee", 21217, { to: '+15005550001' }],
    ['a callee that cannot be reached', 21214, { to: '+15005550002' }],
    ['a region that is not enabled', 21215, { to: '+15005550003' }],
    ['a callee that is blocked', 21216, { to: '+15005550004' }],
    ['a caller that is no number', 21212, { from: 'Ringflow' }],
    ["the test credentials' invalid caller", 21212, { from: '+15005550001' }],
    ['a caller that is not owned', 21210, { from: '+14155559999' }],
    ['nothing to do', 21205, { url: '' }],
    ['an invalid URL', 21205, { url: 'nonsense' }],
    ['an invalid method', 21209, { method: 'PUT' }],
    ['keys that are none', 21206, { sendDigits: 'abc' }],
    ['no time to ring', 21208, { timeout: 0 }],
    ['detection of something else', 21207, { machineDetection: 'Maybe' }],
    ['an invalid application', 21218, { applicationSid: 'AP1' }],
    ['a status callback that is no URL', 21609, { statusCallback: 'x' }],
    ['too much TwiML', 20001, { url: '', twiml: `<Response>${' '.repeat(4000)}</Response>` }],
  ];

  for (const [what, code, fields] of refused) {
    it(`is rejected for ${what} with ${String(code)}`, async () => {
      const { accountSid: username, authToken: password } = scene.simulator;
      const uri = `https://api.twilio.com/2010-04-01/Accounts/${username}/Calls.json`;
      const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
      const given = { to: person, from: own, url: flow('answered'), ...fields };
      const data = Object.fromEntries(Object.entries(given).map(([name, value]) => [pascal(name), value]));
      const { statusCode, body } = await scene.simulator.request({ method: 'POST', uri, data, username, password });
      assert.deepEqual([statusCode, Reflect.get(Object(body), 'code')], [400, code]);
      assert.deepEqual(scene.simulator.state().calls, []);
    });
  }
});
