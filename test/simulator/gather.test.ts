import assert from 'node:assert/strict';
import { useScene } from './support';

describe('a Gather of the simulator', () => {
  const scene = useScene();
  const digits = (keys: string) => scene.act({ action: 'digits', digits: keys });
  const speech = (text: string) => scene.act({ action: 'speech', text });

  it('sends the keys to its action as soon as there are enough, even while it speaks', async () => {
    scene.flow({
      call: '<Gather numDigits="2" action="menu"><Say>a very long list of choices to listen to</Say></Gather><Say>no</Say>',
      menu: '<Say>thank you</Say>',
    });
    assert.equal((await scene.call()).waitingFor, 'digits');
    await scene.pass(400);
    await digits('12');
    assert.equal(scene.told('menu')[0]?.['Digits'], '12');
    assert.equal(scene.told('menu')[0]?.['CallStatus'], 'in-progress');
    assert.deepEqual(scene.transcript().slice(-2), ['> Digits: 12', 'Say: thank you']);
    assert.equal(scene.current().waitingFor, null);
  });

  it('ends with # unless another key, or none, is named', async () => {
    const cases: [attributes: string, keys: string, told: (string | undefined)[]][] = [
      ['', '42#', ['42', '#']],
      [' finishOnKey="*"', '4#*', ['4#', '*']],
      [' finishOnKey="12"', '12#', ['12', '#']],
      [' finishOnKey="" numDigits="3"', '4#*', ['4#*', undefined]],
    ];
    for (const [attributes, keys, told] of cases) {
      scene.server.received.length = 0;
      scene.flow({ call: `<Gather action="menu"${attributes}/>` });
      await scene.call();
      await digits(keys);
      assert.deepEqual([scene.told('menu')[0]?.['Digits'], scene.told('menu')[0]?.['FinishedOnKey']], told);
    }
  });

  it('waits for the timeout after each key, and then sends what it has', async () => {
    scene.flow({ call: '<Gather action="menu" timeout="3"><Say>go</Say></Gather>' });
    await scene.call();
    await scene.pass(2000);
    await digits('7');
    await scene.pass(2900);
    assert.deepEqual(scene.told('menu'), []);
    await digits('8');
    await scene.pass(2900);
    assert.deepEqual(scene.told('menu'), []);
    await scene.pass(150);
    assert.equal(scene.told('menu')[0]?.['Digits'], '78');
  });

  it('continues with the next verb when there is no input, counted from the end of its words', async () => {
    scene.flow({ call: '<Gather action="menu" timeout="2"><Say>one two</Say><Pause/></Gather><Say>goodbye</Say>' });
    await scene.call();
    await scene.pass(3750);
    assert.equal(scene.transcript().at(-1), 'Pause: 1 s');
    await scene.pass(100);
    assert.equal(scene.transcript().at(-1), 'Say: goodbye');
    assert.deepEqual(scene.told('menu'), []);
  });

  it('requests its action without input when actionOnEmptyResult is set', async () => {
    scene.flow({ call: '<Gather action="menu" timeout="1" actionOnEmptyResult="true"/>' });
    await scene.call();
    await scene.pass(1100);
    assert.equal(scene.told('menu')[0]?.['Digits'], '');
  });

  it('sends what was said, with its confidence, after the pause of speechTimeout', async () => {
    scene.flow({ call: '<Gather input="speech" speechTimeout="2" action="menu" language="de-DE"/>' });
    assert.equal((await scene.call()).waitingFor, 'speech');
    await speech('I would like');
    await scene.pass(1200 + 1000);
    await speech('a pizza');
    await scene.pass(800 + 1900);
    assert.deepEqual(scene.told('menu'), []);
    await scene.pass(150);
    const { SpeechResult, Confidence, Language, Digits } = scene.told('menu')[0] ?? {};
    assert.deepEqual([SpeechResult, Language, Digits], ['I would like a pizza', 'de-DE', undefined]);
    assert.ok(Number(Confidence) > 0.79 && Number(Confidence) < 1);
  });

  it('ends after a short pause with speechTimeout="auto"', async () => {
    scene.flow({ call: '<Gather input="dtmf speech" speechTimeout="auto" action="menu"/>' });
    await scene.call();
    await speech('yes');
    await scene.pass(1500);
    assert.equal(scene.told('menu')[0]?.['SpeechResult'], 'yes');
  });

  it('accepts keys or speech with both, and ignores the kind that its input does not have', async () => {
    scene.flow({ call: '<Gather input="dtmf speech" action="menu" numDigits="1"/>' });
    assert.equal((await scene.call()).waitingFor, 'speech');
    await digits('5');
    assert.equal(scene.told('menu')[0]?.['Digits'], '5');
    scene.flow({ call: '<Gather action="menu" timeout="1"/>' });
    await scene.call();
    await speech('hello');
    await scene.pass(1100);
    assert.equal(scene.told('menu').length, 1);
    scene.flow({ call: '<Gather input="speech" action="menu" timeout="1"/>' });
    await scene.call();
    await digits('1');
    await scene.pass(1100);
    assert.equal(scene.told('menu').length, 1);
  });

  it('ignores input while it speaks when bargeIn is off', async () => {
    scene.flow({ call: '<Gather action="menu" numDigits="1" bargeIn="false"><Say>one two three</Say></Gather>' });
    await scene.call();
    await digits('1');
    assert.deepEqual(scene.told('menu'), []);
    await scene.pass(1300);
    await digits('2');
    assert.equal(scene.told('menu')[0]?.['Digits'], '2');
  });

  it('requests its own document when it has no action', async () => {
    scene.flow({ call: '<Gather numDigits="1"/>' });
    await scene.call();
    await digits('9');
    assert.equal(scene.told('call')[1]?.['Digits'], '9');
  });

  it('sends partial results while the person speaks, and ignores the answers', async () => {
    const callback = 'partialResultCallback="partial" partialResultCallbackMethod="POST"';
    scene.flow({
      call: `<Gather input="speech" speechTimeout="2" action="menu" ${callback}/>`,
      partial: '<Say>this is not heard</Say><Hangup/>',
    });
    const { sid } = await scene.call();
    await speech('I would like a large');
    await scene.pass(2100);
    await speech('pizza');
    await scene.pass(500);
    const told = scene
      .told('partial')
      .map(({ SequenceNumber, StableSpeechResult, UnstableSpeechResult }) => [
        SequenceNumber,
        StableSpeechResult,
        UnstableSpeechResult,
      ]);
    assert.deepEqual(told, [
      ['0', '', 'I would'],
      ['1', 'I would', 'I would like a'],
      ['2', 'I would like a large', 'I would like a large'],
      ['3', 'I would like a large pizza', 'I would like a large pizza'],
    ]);
    assert.deepEqual(
      [scene.told('partial')[0]?.['CallSid'], scene.told('partial')[0]?.['CallStatus']],
      [sid, 'in-progress'],
    );
    await scene.pass(2000);
    assert.equal(scene.told('menu')[0]?.['SpeechResult'], 'I would like a large pizza');
    assert.equal(scene.transcript().includes('Say: this is not heard'), false);
  });

  it('sends partial results by GET, and none after the end of the call', async () => {
    scene.flow({
      call: '<Gather input="speech" partialResultCallback="partial" partialResultCallbackMethod="GET"/>',
    });
    await scene.call();
    await speech('one two three four five six');
    await scene.pass(900);
    await scene.act({ action: 'hangup' });
    await scene.pass(3000);
    const partial = scene.server.received.filter(({ url }) => url.includes('/partial'));
    assert.deepEqual(
      partial.map(({ method }) => method),
      ['GET'],
    );
    assert.match(partial[0]?.url ?? '', /UnstableSpeechResult=one\+two/);
    assert.equal(scene.clock.pending(), 0);
  });

  it('accepts speech for a minute at most', async () => {
    scene.flow({ call: '<Gather input="speech" action="menu" speechTimeout="5"/>' });
    await scene.call();
    for (let round = 0; round < 14; round += 1) {
      await speech('ten words that take four seconds to say in full');
      await scene.pass(4500);
    }
    assert.equal(scene.told('menu').length, 1);
  });

  it('reports a finishOnKey that is not one key', async () => {
    scene.flow({ call: '<Gather finishOnKey="12"/>' });
    await scene.call();
    assert.match(scene.errors()[0] ?? '', /^13310: Gather: Invalid finishOnKey value "12"/);
  });

  it('ignores keys after speech has started, and ends without input at a finishOnKey alone', async () => {
    scene.flow({ call: '<Gather input="dtmf speech" action="menu" speechTimeout="1"/>' });
    await scene.call();
    await speech('hello');
    await digits('5#');
    await scene.pass(2000);
    assert.deepEqual(
      [scene.told('menu')[0]?.['SpeechResult'], scene.told('menu')[0]?.['Digits']],
      ['hello', undefined],
    );
    scene.flow({ call: '<Gather action="menu"/><Say>no input</Say>' });
    await scene.call();
    await digits('#');
    assert.deepEqual([scene.told('menu').length, scene.transcript().at(-1)], [1, 'Say: no input']);
  });

  it('does not get the keys that were pressed before it started', async () => {
    scene.flow({
      call: '<Say>one two three</Say><Gather action="menu" numDigits="1" timeout="2"/><Say>no input</Say>',
    });
    await scene.call();
    await digits('1');
    await scene.pass(3300);
    assert.deepEqual([scene.told('menu'), scene.transcript().at(-1)], [[], 'Say: no input']);
  });

  it('accepts everything else that Twilio documents without a warning', async () => {
    const attributes =
      'timeout="auto" hints="yes, no" enhanced="true" speechModel="phone_call" profanityFilter="false" speechTimeout="3"';
    scene.flow({ call: `<Gather input="speech" action="menu" ${attributes}><Say>hi<break time="1s"/></Say></Gather>` });
    await scene.call();
    await scene.pass(6000);
    assert.deepEqual([scene.errors().filter(Boolean), scene.current().status], [[], 'completed']);
    scene.flow({ call: '<Gather input="speech" action="menu" speechTimeout="auto" speechModel="phone_call"/>' });
    await scene.call();
    assert.match(scene.errors().join(), /speechTimeout of <Gather> must be a number/);
  });

  it('skips verbs that are not allowed in it, with a warning', async () => {
    scene.flow({ call: '<Gather><Dial>+12125550123</Dial></Gather>' });
    await scene.call();
    assert.match(scene.errors()[0] ?? '', /<Dial> is not allowed in <Gather>/);
    assert.equal(scene.simulator.state().calls.length, 1);
  });
});
