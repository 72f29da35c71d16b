import assert from 'node:assert/strict';
import { describeEndpoints } from './admin-scene';
import { own, person, twiml } from './support';

describeEndpoints((scene) => {
  const { post, errorOf } = scene;

  it('return the state as JSON that is not cached', async () => {
    const response = await fetch(`${scene.base}/state`);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.deepEqual(await response.json(), scene.simulator.state());
  });

  it('accept a text, and respond with the message after its webhook was answered', async () => {
    scene.flow.answer = (_request, response) => {
      twiml(response, '<Response><Message>yes</Message></Response>');
    };
    const response = await post('messages', {
      from: person,
      to: own,
      body: 'hi',
      media: ['https://example.com/a.gif'],
    });
    assert.equal(response.status, 200);
    const message = Object(await response.json());
    assert.deepEqual([message.body, message.status, message.media[0].contentType], ['hi', 'received', 'image/gif']);
    assert.equal(scene.simulator.state().messages[1]?.body, 'yes');
  });

  it('accept a call, and the actions of the person on it', async () => {
    scene.flow.answer = ({ params }, response) => {
      twiml(response, `<Response>${params['Digits'] === '1' ? '<Hangup/>' : '<Gather numDigits="1"/>'}</Response>`);
    };
    const response = await post('calls', { from: person, to: own });
    assert.equal(response.status, 200);
    const call = Object(await response.json());
    assert.deepEqual([call.status, call.waitingFor], ['in-progress', 'digits']);
    const spoken = await post(`calls/${String(call.sid)}/speech`, { text: 'hello' });
    assert.equal(Object(await spoken.json()).transcript.at(-1).text, 'hello');
    const pressed = await post(`calls/${String(call.sid)}/digits`, { digits: '1' });
    assert.equal(Object(await pressed.json()).status, 'completed');
  });

  it('accept WhatsApp messages with all fields, and that one was read', async () => {
    const location = { latitude: 1, longitude: 2 };
    const response = await post('messages', { from: person, to: own, channel: 'whatsapp', location });
    assert.deepEqual(Object(await response.json()).location, location);
    const { sid = '' } = scene.simulator.state().messages[0] ?? {};
    const read = await post(`messages/${sid}/read`, {});
    assert.equal(read.status, 400);
    assert.match(await errorOf(read), /Only a delivered WhatsApp message/);
  });

  it('accept the audio of a microphone, and return what the person hears until the call is over', async () => {
    scene.flow.answer = (_request, response) => {
      twiml(response, '<Response><Gather timeout="600"/></Response>');
    };
    const { sid } = Object(await (await post('calls', { from: person, to: own })).json());
    const talk = (type: string, bytes: number): Promise<Response> => {
      const body = new Uint8Array(bytes);
      return fetch(`${scene.base}/calls/${sid}/audio`, { method: 'POST', headers: { 'Content-Type': type }, body });
    };
    assert.equal((await talk('audio/basic', 800)).status, 204);
    assert.match(await errorOf(await talk('audio/basic', 16_001)), /Send 1 to 16000 bytes/);
    assert.match(await errorOf(await talk('audio/basic', 65_537)), /The audio is too long/);
    assert.match(await errorOf(await talk('text/plain', 800)), /content type audio\/basic/);
    const heard = await fetch(`${scene.base}/calls/${sid}/audio`);
    assert.deepEqual([heard.status, heard.headers.get('content-type')], [200, 'audio/basic']);
    await post(`calls/${sid}/hangup`, {});
    assert.equal(await heard.text(), '', 'nobody has sent anything');
    assert.match(await errorOf(await fetch(`${scene.base}/calls/${sid}/audio`)), /This call is over/);
    assert.match(await errorOf(await fetch(`${scene.base}/calls/CA0/audio`)), /There is no such call/);
  });

  it('set faults, and respond with all of them', async () => {
    const response = await post('faults', { drop: 2, fail: { code: 30003, count: 1 } });
    assert.deepEqual(await response.json(), {
      duplicate: 0,
      delay: 0,
      reorder: false,
      drop: 2,
      rateLimit: 0,
      fail: { code: 30003, count: 1 },
      preparing: 0,
    });
  });
});
