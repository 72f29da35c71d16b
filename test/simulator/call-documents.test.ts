/** What a call does with the TwiML that it gets, and with responses that are not TwiML. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { useScene } from './support';

describe('the TwiML of a call', () => {
  const scene = useScene();

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

  it('notes when audio is over, also when a key interrupts it', async () => {
    scene.flow({ call: '<Gather numDigits="1" action="done"><Play loop="2">/a.mp3</Play></Gather>', done: '<Pause/>' });
    const audio = () => scene.current().transcript.find(({ verb }) => verb === 'Play');
    await scene.call();
    await scene.pass(5950);
    assert.equal(audio()?.ended, undefined);
    await scene.pass(100);
    assert.equal(audio()?.ended, true);
    await scene.call();
    await scene.pass(1000);
    assert.equal(audio()?.ended, undefined);
    await scene.act({ action: 'digits', digits: '1' });
    assert.equal(audio()?.ended, true);
  });

  it('repeats until the caller hangs up for loop="0"', async () => {
    scene.flow({ call: '<Say loop="0">hello</Say>' });
    await scene.call();
    await scene.pass(60_000);
    assert.deepEqual([scene.current().status, scene.transcript()], ['in-progress', ['Say: hello']]);
    await scene.act({ action: 'hangup' });
    assert.equal(scene.current().status, 'completed');
  });
});
