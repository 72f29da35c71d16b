/** The webhook of a call from a person: its parameters, and the URL it goes to. */
import assert from 'node:assert/strict';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { createSimulator } from '../../simulator';
import { simulatedTwilio } from '../support/simulated-twilio';
import { british, fakeClock, own, person, useScene } from './support';

describe('a call from a person', () => {
  const scene = useScene();

  it('requests the voice URL, signed, with every parameter that Twilio documents', async () => {
    const call = await scene.call();
    const [request] = scene.server.received;
    assert.ok(request);
    const { CallToken, ...params } = request.params;
    assert.ok(CallToken);
    assert.deepEqual(params, {
      AccountSid: scene.simulator.accountSid,
      ApiVersion: '2010-04-01',
      CallSid: call.sid,
      CallStatus: 'ringing',
      Direction: 'inbound',
      From: person,
      To: own,
      Caller: person,
      Called: own,
      FromCity: 'NEW YORK',
      FromState: 'NY',
      FromZip: '10001',
      FromCountry: 'US',
      CallerCity: 'NEW YORK',
      CallerState: 'NY',
      CallerZip: '10001',
      CallerCountry: 'US',
      ToCity: 'SAN FRANCISCO',
      ToState: 'CA',
      ToZip: '94105',
      ToCountry: 'US',
      CalledCity: 'SAN FRANCISCO',
      CalledState: 'CA',
      CalledZip: '94105',
      CalledCountry: 'US',
      StirVerstat: 'TN-Validation-Passed-A',
    });
    const signature = String(request.headers['x-twilio-signature']);
    const url = 'https://flows.example.com/twilio/call';
    assert.ok(validateRequest(scene.simulator.authToken, signature, url, request.params));
  });

  it('has a token in its first request, in the form of captured ones', async () => {
    scene.flow({ call: '<Redirect>next</Redirect>', next: '<Say>hello</Say>' });
    const call = await scene.call();
    const tokens = ['call', 'next'].map((name) => scene.told(name)[0]?.['CallToken']);
    assert.equal(scene.told('next')[0]?.['StirVerstat'], undefined, 'only the first request has it');
    const { parentCallInfoToken, ...others } = JSON.parse(decodeURIComponent(tokens[0] ?? '')) as Record<
      string,
      unknown
    >;
    const [header, payload, signature] = String(parentCallInfoToken)
      .split('.')
      .map((part) => Buffer.from(part, 'base64url'));
    const issuedAt = String(Math.floor(Date.parse(call.dateCreated) / 1000));
    assert.deepEqual(JSON.parse(String(header)), { alg: 'ES256' });
    assert.deepEqual(JSON.parse(String(payload)), { callSid: call.sid, from: person, to: own, iat: issuedAt });
    assert.equal(signature?.length, 64);
    assert.deepEqual(others, { identityHeaderTokens: [] });
    assert.deepEqual(tokens.slice(1), [undefined]);
  });

  it('can be forwarded with its token and the number of the caller', async () => {
    await scene.call();
    const { client } = simulatedTwilio(scene.simulator);
    const forward = { from: person, to: '+12125550188', twiml: '<Response/>' };
    const callToken = scene.told('call')[0]?.['CallToken'] ?? '';
    await assert.rejects(client.calls.create(forward), { status: 400, code: 21210 });
    await assert.rejects(client.calls.create({ ...forward, callToken: `${callToken}x` }), { code: 21210 });
    await assert.rejects(client.calls.create({ ...forward, from: '+12125550177', callToken }), { code: 21210 });
    assert.equal((await client.calls.create({ ...forward, callToken })).from, person);
  });

  it('is named in the log of requests by its webhooks only', async () => {
    const call = await scene.call();
    await scene.text();
    await scene.simulator.settled();
    const { requests } = scene.simulator.state();
    assert.deepEqual(Object.fromEntries(requests.map(({ url, callSid }) => [new URL(url).pathname, callSid])), {
      '/twilio/call': call.sid,
      '/twilio/call-status': call.sid,
      '/twilio/message': undefined,
    });
  });

  it("has the forwarding number, and the caller's name if the number looks it up", async () => {
    const { client } = simulatedTwilio(scene.simulator);
    const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: own });
    const fields = { from: '+447700900123', to: own, forwardedFrom: '+12125550111', callerName: 'ADA' };
    await scene.simulator.placeCall(fields);
    assert.equal(scene.told('call')[0]?.['CallerName'], undefined);
    assert.equal(scene.told('call')[0]?.['StirVerstat'], 'TN-Validation-Passed-C', 'only a gateway vouches for it');
    await client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceCallerIdLookup: true });
    await scene.simulator.placeCall(fields);
    const { CallerName, ForwardedFrom, CalledVia } = scene.told('call')[1] ?? {};
    assert.deepEqual([CallerName, ForwardedFrom, CalledVia], ['ADA', '+12125550111', '+12125550111']);
  });

  it('goes to the webhook of the number that was called', async () => {
    const { client } = simulatedTwilio(scene.simulator);
    const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: british });
    await client.incomingPhoneNumbers(number?.sid ?? '').update({
      voiceUrl: 'https://flows.example.com/twilio/london',
      statusCallback: 'https://flows.example.com/twilio/london-status',
    });
    await scene.simulator.placeCall({ from: person, to: british });
    await scene.simulator.settled();
    assert.equal(scene.told('london').length, 1);
    assert.equal(scene.told('london-status').length, 1);
    assert.deepEqual([scene.told('call'), scene.told('call-status')], [[], []]);
  });

  it('requests the fallback URL when the first one fails, with the reason', async () => {
    const { client } = simulatedTwilio(scene.simulator);
    const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: own });
    await client
      .incomingPhoneNumbers(number?.sid ?? '')
      .update({ voiceFallbackUrl: 'https://flows.example.com/twilio/fallback' });
    scene.flow({ fallback: '<Say>we are back</Say><Redirect>broken</Redirect>' });
    const { answer } = scene.server;
    scene.server.answer = (request, response) => {
      if (request.url.endsWith('fallback')) answer(request, response);
      else response.writeHead(500).end();
    };
    await scene.call();
    await scene.simulator.settled();
    assert.equal(scene.told('fallback')[0]?.['ErrorCode'], '11200');
    assert.equal(scene.told('fallback')[0]?.['ErrorUrl'], 'https://flows.example.com/twilio/call');
    await scene.pass(1300);
    assert.equal(scene.told('fallback').length, 2, 'it is asked again when a later address fails');
    assert.equal(scene.transcript().at(-1), 'Say: we are back');
  });

  it('fails when the number has no URL for calls', async () => {
    const simulator = createSimulator({ clock: fakeClock() });
    const call = await simulator.placeCall({ from: person, to: own });
    assert.equal(call.status, 'failed');
    assert.match(call.transcript[0]?.text ?? '', /no URL for calls/);
    await simulator.close();
  });
});
