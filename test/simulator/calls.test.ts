/** How a call from a person begins and ends: its webhooks, the URLs it goes to, and what the person does. */
import assert from 'node:assert/strict';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { createSimulator, type CallAct, type Change } from '../../simulator';
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

  it('ends when the person hangs up, before and after it was answered', async () => {
    scene.flow({ call: '<Pause length="9"/><Say>late</Say>' });
    await scene.call();
    await scene.act({ action: 'hangup' });
    assert.deepEqual(
      [scene.current().status, scene.told('call-status')[0]?.['CallStatus']],
      ['no-answer', 'no-answer'],
    );
    scene.flow({ call: '<Say>on and on and on</Say>' });
    await scene.call();
    await scene.pass(600);
    const call = await scene.act({ action: 'hangup' });
    assert.deepEqual([call.status, call.duration], ['completed', 1]);
    assert.equal(scene.told('call-status').length, 2, 'the act resolves after the callback');
    await scene.pass(5000);
    assert.deepEqual(scene.transcript(), ['Say: on and on and on', '> Hangup: ']);
    assert.equal(scene.clock.pending(), 0);
  });

  it('ignores a response that comes after the person hung up', async () => {
    const waiting: (() => void)[] = [];
    const asked = new Promise<void>((resolve) => {
      scene.server.answer = ({ url }, response) => {
        if (!url.endsWith('call')) {
          response.end();
          return;
        }
        waiting.push(() => response.setHeader('Content-Type', 'text/xml').end('<Response><Say>late</Say></Response>'));
        resolve();
      };
    });
    const calling = scene.call();
    await asked;
    await scene.act({ action: 'hangup' });
    for (const answer of waiting) answer();
    assert.equal((await calling).status, 'no-answer');
    assert.deepEqual(scene.transcript(), ['> Hangup: ']);
  });

  it('is sent to subscribers as plain copies, until it ends', async () => {
    scene.flow({ call: '<Gather/>' });
    const changes: Change[] = [];
    scene.simulator.subscribe((change) => changes.push(change));
    await scene.call();
    await scene.act({ action: 'hangup' });
    const seen = changes.flatMap((change) => (change.type === 'call' ? [change.item] : []));
    assert.deepEqual([...new Set(seen.map(({ status }) => status))], ['ringing', 'in-progress', 'completed']);
    assert.deepEqual([...new Set(seen.map(({ waitingFor }) => waitingFor))], [null, 'digits']);
    assert.deepEqual(JSON.parse(JSON.stringify(changes)), changes);
  });

  const wrong: [fields: Record<string, unknown>, says: RegExp][] = [
    [{}, /"from" must be the phone number/],
    [{ from: person }, /"to" must be one of/],
    [{ from: 'me', to: own }, /"from" must be a phone number in E\.164/],
    [{ from: person, to: '+14155559999' }, /"to" must be one of the account's own numbers \(\+1415/],
    [{ from: own, to: own }, /cannot call itself/],
    [{ from: person, to: own, callerName: 1 }, /"callerName" must be text/],
  ];

  for (const [fields, says] of wrong) {
    it(`is rejected for ${JSON.stringify(fields)}, with the reason`, async () => {
      const given: Parameters<typeof scene.simulator.placeCall> = JSON.parse(JSON.stringify([fields]));
      await assert.rejects(scene.simulator.placeCall(...given), { name: 'SimulatorInputError', message: says });
      assert.deepEqual(scene.simulator.state().calls, []);
    });
  }

  it('accepts no action after its end, before its answer, or when it does not exist', async () => {
    scene.flow({ call: '<Pause length="9"/>' });
    await scene.call();
    const acts: [act: CallAct, says: RegExp][] = [
      [{ action: 'digits', digits: '1' }, /before the call is answered/],
      [{ action: 'speech', text: 'hello' }, /before the call is answered/],
      [{ action: 'answer' }, /Only a ringing phone that the account calls/],
      [{ action: 'ring' }, /Only a ringing phone that the account calls/],
    ];
    for (const [act, says] of acts)
      await assert.rejects(scene.act(act), { name: 'SimulatorInputError', message: says });
    await scene.act({ action: 'hangup' });
    await assert.rejects(scene.act({ action: 'hangup' }), /This call is over/);
    await assert.rejects(scene.simulator.actOnCall(`CA${'0'.repeat(32)}`, { action: 'hangup' }), /no such call/);
  });
});
