import assert from 'node:assert/strict';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { createSimulator, type PersonMessage } from '../../simulator';
import { own, person, useScene } from './support';

describe('a text from a person', () => {
  const scene = useScene();
  const { text } = scene;

  it('is sent with every parameter that Twilio documents', async () => {
    const message = await text({
      body: 'Grüße 👋',
      media: ['https://example.com/a.png?size=1', 'https://example.com/b'],
    });
    assert.equal(message.status, 'received');
    assert.equal(message.direction, 'inbound');
    assert.deepEqual(scene.server.received[0]?.params, {
      ToCountry: 'US',
      ToState: 'CA',
      ToCity: 'SAN FRANCISCO',
      ToZip: '94105',
      FromCountry: 'US',
      FromState: 'NY',
      FromCity: 'NEW YORK',
      FromZip: '10001',
      SmsMessageSid: message.sid,
      NumMedia: '2',
      SmsSid: message.sid,
      SmsStatus: 'received',
      Body: 'Grüße 👋',
      To: own,
      NumSegments: '1',
      MessageSid: message.sid,
      AccountSid: scene.simulator.accountSid,
      From: person,
      ApiVersion: '2010-04-01',
      MediaUrl0: 'https://example.com/a.png?size=1',
      MediaContentType0: 'image/png',
      MediaUrl1: 'https://example.com/b',
      MediaContentType1: 'image/jpeg',
    });
    assert.match(message.sid, /^MM/);
  });

  it('has the public host although it is sent directly, and is signed over the public URL', async () => {
    await text();
    const [request] = scene.server.received;
    assert.ok(request);
    assert.equal(request.headers.host, 'flows.example.com');
    assert.equal(request.headers['x-forwarded-proto'], 'https');
    const signature = String(request.headers['x-twilio-signature']);
    const url = 'https://flows.example.com/twilio/message';
    assert.ok(validateRequest(scene.simulator.authToken, signature, url, request.params));
    assert.equal(scene.simulator.state().requests[0]?.url, url);
  });

  it('is sent to the right path with a prefix on either side', async () => {
    const target = {
      url: 'https://example.com/red/twilio/message?x=1',
      connect: `${scene.server.origin}/api/`,
      strip: '/red',
    };
    const other = createSimulator({ webhooks: () => ({ message: target }) });
    await other.receiveMessage({ from: person, to: own, body: 'x' });
    assert.equal(scene.server.received[0]?.url, '/api/twilio/message?x=1');
    await other.close();
  });

  it('is sent by GET when the number is set so, with all parameters in the signed URL', async () => {
    const { sid } = scene.simulator.state().numbers[0] ?? {};
    const { accountSid: username, authToken: password } = scene.simulator;
    const uri = `https://api.twilio.com/2010-04-01/Accounts/${username}/IncomingPhoneNumbers/${String(sid)}.json`;
    const data = { SmsUrl: 'https://flows.example.com/other?a=b', SmsMethod: 'GET' };
    await scene.simulator.request({ method: 'POST', uri, data, username, password });
    await text({ body: 'a b&c' });
    const [request] = scene.server.received;
    assert.ok(request);
    assert.equal(request.method, 'GET');
    assert.equal(request.raw, '');
    assert.ok(request.url.startsWith('/other?a=b&'));
    assert.equal(new URLSearchParams(request.url).get('Body'), 'a b&c');
    const signature = String(request.headers['x-twilio-signature']);
    assert.ok(validateRequest(password, signature, `https://flows.example.com${request.url}`, {}));
    assert.equal(scene.simulator.state().requests.at(-1)?.url, 'https://flows.example.com/other', 'no text in the log');
  });

  it('on WhatsApp has prefixed addresses and the parameters of WhatsApp', async () => {
    const message = await text({ channel: 'whatsapp' });
    assert.equal(message.channel, 'whatsapp');
    const { params } = scene.server.received[0] ?? {};
    assert.deepEqual([params?.['From'], params?.['To']], [`whatsapp:${person}`, `whatsapp:${own}`]);
    assert.deepEqual([params?.['WaId'], params?.['MessageType']], [person.slice(1), 'text']);
    assert.equal(params?.['FromCity'], undefined);
  });

  it('accepts numbers as people write them', async () => {
    assert.equal((await text({ from: '+1 (212) 555-0123', to: ' +1-415-555-0100 ' })).from, person);
  });

  it('with half a surrogate pair is sent as well-formed text, with a valid signature', async () => {
    const message = await text({ body: 'a\ud83d' });
    assert.equal(message.body, 'a\ufffd');
    const [request] = scene.server.received;
    const signature = String(request?.headers['x-twilio-signature']);
    const url = 'https://flows.example.com/twilio/message';
    assert.ok(validateRequest(scene.simulator.authToken, signature, url, request?.params ?? {}));
  });

  it('is kept when no webhook is set', async () => {
    const lonely = createSimulator();
    assert.equal((await lonely.receiveMessage({ from: person, to: own, body: 'x' })).status, 'received');
    assert.deepEqual(lonely.state().requests, []);
    await lonely.close();
  });

  const wrong: [what: string, fields: Partial<PersonMessage>, says: RegExp][] = [
    ['a sender that is no number', { from: 'me' }, /"from" must be a phone number in E\.164/],
    ['a receiver that is not owned', { to: '+14155559999' }, /"to" must be one of the account's own numbers \(\+1415/],
    ['a number that texts itself', { from: own }, /cannot text itself/],
    ['nothing to send', { body: '' }, /Set "body" or "media"/],
    ['1601 characters', { body: 'a'.repeat(1601) }, /at most 1600 characters; this one has 1601/],
    ['eleven media', { media: Array.from({ length: 11 }, () => 'https://example.com') }, /at most 10 media/],
    ['media that is no URL', { media: 'cat.png' }, /begin with http/],
    ['media by a script', { media: 'javascript:alert(1)' }, /begin with http/],
  ];
  for (const [what, fields, says] of wrong) {
    it(`is rejected for ${what}, with the reason`, async () => {
      await assert.rejects(text(fields), { name: 'SimulatorInputError', message: says });
      assert.deepEqual(scene.simulator.state().messages, []);
    });
  }
});
