import assert from 'node:assert/strict';
import { describeEndpoints } from './admin-scene';
import { own, person, twiml } from './support';

describeEndpoints((scene) => {
  const { post, errorOf } = scene;

  it('accept a request without a body, except from a page of another origin', async () => {
    scene.flow.answer = (_request, response) => {
      twiml(response, '<Response><Gather timeout="600"/></Response>');
    };
    const { sid } = Object(await (await post('calls', { from: person, to: own })).json());
    const hangUp = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${scene.base}/calls/${String(sid)}/hangup`, { method: 'POST', headers });
    for (const Origin of ['https://example.com', 'null']) {
      assert.match(await errorOf(await hangUp({ Origin })), /Send a JSON object/);
    }
    assert.equal(Object(await (await hangUp({ Origin: new URL(scene.base).origin })).json()).status, 'completed');
    assert.match(await errorOf(await fetch(`${scene.base}/messages`, { method: 'POST' })), /from/i);
  });

  it('respond to invalid input with 400 and a sentence', async () => {
    const cases: [endpoint: string, body: unknown, says: RegExp][] = [
      ['messages', { to: own, body: 'x' }, /"from" must be/],
      ['messages', { from: person, to: own, body: 7 }, /"body" must be text/],
      ['messages', { from: person, to: own, media: [7] }, /"media" must be a URL/],
      ['messages', { from: person, to: own, body: 'x', channel: 'pigeon' }, /"channel" must be/],
      ['messages', { from: person, to: '+14155559999', body: 'x' }, /own numbers/],
      ['messages', {}, /"from" must be/],
      ['messages', [], /Send a JSON object/],
      ['faults', { drop: 'all' }, /"drop" must be/],
      ['calls', { from: person }, /"to" must be one/],
      ['calls', { from: 'me', to: own }, /"from" must be a phone number/],
      ['calls/CA0/digits', { digits: 'A' }, /"digits" must be keys/],
      ['calls/CA0/digits', {}, /"digits" must be keys/],
      ['calls/CA0/speech', { text: ' ' }, /"text" must be the words of the person/],
      ['calls/CA0/speech', { text: 'a'.repeat(1001) }, /at most 1000 characters/],
      ['calls/CA0/answer', { answeredBy: 'cat' }, /"answeredBy" must be one of: human, machine/],
      ['calls/CA0/dance', {}, /"dance" is not an action on a call. Use one of: digits, speech, speaking, .*/],
      ['calls/CA0/hangup', {}, /There is no such call/],
    ];
    for (const [endpoint, body, says] of cases) {
      const response = await post(endpoint, body);
      assert.equal(response.status, 400, JSON.stringify(body));
      assert.match(await errorOf(response), says);
    }
    const { messages, calls } = scene.simulator.state();
    assert.deepEqual([messages, calls], [[], []]);
  });

  it('accept only JSON, so that a page of another origin cannot text the flow', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const body = type === 'text/plain' ? '{"from":"+14155550123"}' : `from=%2B14155550123&to=%2B14155550100&body=x`;
      const response = await fetch(`${scene.base}/messages`, {
        method: 'POST',
        headers: { 'Content-Type': type },
        body,
      });
      assert.equal(response.status, 400);
      assert.match(await errorOf(response), /application\/json/);
    }
    assert.deepEqual(scene.simulator.state().messages, []);
  });

  it('respond to an unknown account with 404 and what to do', async () => {
    const other = scene.base.replace('/acc', '/other');
    for (const endpoint of ['state', 'events', 'phone', 'phone/phone.js']) {
      const response = await fetch(`${other}/${endpoint}`);
      assert.equal(response.status, 404);
      assert.match(await errorOf(response), /not deployed, or its environment is not the simulator/);
    }
    const response = await fetch(`${other}/messages`, { method: 'POST' });
    assert.equal(response.status, 404);
  });
});
