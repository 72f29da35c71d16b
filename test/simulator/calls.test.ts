import assert from 'node:assert/strict';
import fc from 'fast-check';
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
    assert.deepEqual(request.params, {
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
    assert.equal(scene.told('call')[0]?.['StirVerstat'], undefined, 'only North American calls are vouched for');
    await client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceCallerIdLookup: true });
    await scene.simulator.placeCall(fields);
    const { CallerName, ForwardedFrom } = scene.told('call')[1] ?? {};
    assert.deepEqual([CallerName, ForwardedFrom], ['ADA', '+12125550111']);
  });

  it('is answered by the first verb, lasts as long as its words, and sends one status callback at the end', async () => {
    scene.flow({ call: '<Say>one two three four five</Say><Pause length="3"/>' });
    const call = await scene.call();
    assert.equal(call.status, 'in-progress');
    await scene.pass(4900);
    assert.equal(scene.current().status, 'in-progress');
    assert.deepEqual(scene.told('call-status'), []);
    await scene.pass(150);
    const { status, duration, startTime, endTime, waitingFor } = scene.current();
    assert.deepEqual([status, duration, waitingFor], ['completed', 5, null]);
    assert.ok(startTime !== null && endTime !== null && endTime > startTime);
    assert.deepEqual(scene.transcript(), ['Say: one two three four five', 'Pause: 3 s']);
    const [told, ...more] = scene.told('call-status');
    assert.deepEqual(more, [], 'a number is told of the end and of nothing else');
    assert.deepEqual(
      [told?.['CallStatus'], told?.['CallDuration'], told?.['Duration'], told?.['SequenceNumber']],
      ['completed', '5', '1', '0'],
    );
    assert.equal(told?.['CallbackSource'], 'call-progress-events');
    assert.equal(told['Timestamp'], 'Fri, 02 Jan 2026 03:04:10 +0000');
    assert.equal(told['SipResponseCode'], undefined);
  });

  it('keeps ringing through a Pause and a Redirect that come first', async () => {
    scene.flow({ call: '<Pause length="2"/><Redirect>/next</Redirect>', next: '<Say>hello</Say>' });
    assert.equal((await scene.call()).status, 'ringing');
    await scene.pass(2000);
    assert.equal(scene.told('next')[0]?.['CallStatus'], 'ringing');
    assert.deepEqual([scene.current().status, scene.current().startTime], ['in-progress', '2026-01-02T03:04:07.000Z']);
  });

  it('continues at the URL of a Redirect, with its method, and skips the rest of the document', async () => {
    scene.flow({ call: '<Say>a</Say><Redirect method="GET">next?x=1</Redirect><Say>never</Say>', next: '<Hangup/>' });
    await scene.call();
    await scene.pass(1000);
    const request = scene.server.received[1];
    assert.equal(request?.method, 'GET');
    assert.match(request.url, /^\/twilio\/next\?x=1&/);
    assert.deepEqual(scene.transcript(), ['Say: a', 'Redirect: ', 'Hangup: ']);
    assert.equal(scene.current().status, 'completed');
  });

  for (const [attributes, status] of [
    ['', 'no-answer'],
    [' reason="busy"', 'busy'],
  ] as const) {
    it(`ends ${status} at <Reject${attributes}/>, without having been answered`, async () => {
      scene.flow({ call: `<Reject${attributes}/><Say>never</Say>` });
      await scene.call();
      await scene.pass(100);
      const { duration, startTime } = scene.current();
      assert.deepEqual([scene.current().status, duration, startTime], [status, 0, null]);
      assert.equal(scene.told('call-status')[0]?.['CallStatus'], status);
    });
  }

  it('ends after too many Redirects', async () => {
    scene.flow({ call: '<Redirect/>' });
    await scene.call();
    await scene.simulator.settled();
    assert.equal(scene.told('call').length, 21);
    assert.match(scene.errors().at(-1) ?? '', /^11215: /);
    assert.match(scene.transcript().at(-1) ?? '', /application error/);
  });

  it('always ends, whatever the document says', async () => {
    const attributes = fc.constantFrom(
      '',
      ' loop="2"',
      ' timeout="1"',
      ' action="/next"',
      ' length="-1"',
      ' x="<"',
      ' x',
    );
    const names = [
      'Say',
      'Play',
      'Pause',
      'Gather',
      'Record',
      'Dial',
      'Number',
      'Client',
      'Sip',
      'Start',
      'Stop',
      'Recording',
    ];
    const name = fc.constantFrom(...names, 'Transcription', 'Redirect', 'Reject', 'Hangup', 'Sing', 'constructor');
    const text = fc.constantFrom('', 'hello', '+12125550188', '/next', 'http://[', '&', '+15005550486');
    const leaf = fc.tuple(name, attributes, text).map(([tag, given, inside]) => `<${tag}${given}>${inside}</${tag}>`);
    const branch = fc
      .tuple(name, attributes, fc.array(leaf, { maxLength: 3 }))
      .map(([tag, given, inside]) => `<${tag}${given}>${inside.join('')}</${tag}>`);
    const document = fc.array(fc.oneof(leaf, branch), { maxLength: 5 }).map((verbs) => verbs.join(''));
    await fc.assert(
      fc.asyncProperty(document, document, async (call, next) => {
        scene.flow({ call, next });
        await scene.call();
        const open = () => scene.simulator.state().calls.filter(({ endTime }) => endTime === null);
        for (let step = 0; step < 400 && open().length > 0; step += 1) {
          scene.clock.advance(2000);
          await scene.simulator.settled();
        }
        // Two documents may send a call from one to the other as long as it likes.
        for (const { sid } of open()) {
          if (!/Redirect|action/.test(call + next)) assert.fail(`still goes on: ${call}`);
          await scene.simulator.actOnCall(sid, { action: 'hangup' }).catch(() => undefined);
        }
        scene.clock.advance(60_000);
        await scene.simulator.settled();
        assert.equal(scene.clock.pending(), 0);
      }),
      { numRuns: 150 },
    );
  }).timeout(60_000);

  it('plays sounds, keys and repeats', async () => {
    scene.flow({ call: '<Play loop="2">/a.mp3</Play><Play digits="12w"/><Say loop="3">hi</Say>' });
    await scene.call();
    // Two files of 3 s, two keys of 0.25 s, a pause of 0.5 s, and three words.
    await scene.pass(8150);
    assert.equal(scene.current().status, 'in-progress');
    await scene.pass(150);
    assert.equal(scene.current().status, 'completed');
    assert.deepEqual(scene.transcript(), ['Play: https://flows.example.com/a.mp3', 'Play: 12w', 'Say: hi']);
  });

  it('repeats until the caller hangs up for loop="0"', async () => {
    scene.flow({ call: '<Say loop="0">hello</Say>' });
    await scene.call();
    await scene.pass(60_000);
    assert.deepEqual([scene.current().status, scene.transcript()], ['in-progress', ['Say: hello']]);
    await scene.act({ action: 'hangup' });
    assert.equal(scene.current().status, 'completed');
  });

  it('skips an unknown verb, with an entry in the log', async () => {
    scene.flow({ call: '<Sing>la</Sing><Pay>x</Pay><Refer><Sip>sip:a@example.com</Sip></Refer><Say>on</Say>' });
    await scene.call();
    assert.match(scene.errors()[0] ?? '', /^12200: .*<Sing> is not a verb that the simulator supports/);
    assert.deepEqual(scene.transcript(), ['Say: on']);
  });

  it('warns about an invalid attribute, and ignores it', async () => {
    scene.flow({ call: '<Pause length="long"/>' });
    await scene.call();
    assert.match(scene.errors()[0] ?? '', /^12200: .*length "long" of <Pause> is not a whole number/);
    await scene.pass(1000);
    assert.equal(scene.current().status, 'completed');
  });

  const broken: [what: string, type: string, body: string, code: string][] = [
    ['XML that is none', 'text/xml', '<Response><Say>', '12100'],
    ['another root', 'text/xml', '<Reply/>', '12100'],
    ['nothing', 'text/xml', '', '12100'],
    ['JSON', 'application/json', '{}', '12300'],
  ];
  for (const [what, type, body, code] of broken) {
    it(`plays the error message and hangs up when the response is ${what}`, async () => {
      scene.server.answer = (_request, response) => {
        response.setHeader('Content-Type', type).end(body);
      };
      await scene.call();
      assert.match(scene.errors()[0] ?? '', new RegExp(`^${code}: `));
      assert.match(scene.transcript()[0] ?? '', /application error/);
      await scene.pass(3100);
      assert.equal(scene.current().status, 'completed');
    });
  }

  it('says a plain text response, and plays an audio response', async () => {
    scene.server.answer = ({ url }, response) => {
      if (url.endsWith('call')) response.setHeader('Content-Type', 'text/plain').end('hello');
      else response.end();
    };
    await scene.call();
    assert.deepEqual(scene.transcript(), ['Say: hello']);
    scene.server.answer = (_request, response) => response.setHeader('Content-Type', 'audio/mpeg').end('x');
    await scene.call();
    assert.deepEqual(scene.transcript(), ['Play: https://flows.example.com/twilio/call']);
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
});
