import assert from 'node:assert/strict';
import { useScene } from './support';

describe('a Gather of the simulator, in special cases,', () => {
  const scene = useScene();
  const digits = (keys: string) => scene.act({ action: 'digits', digits: keys });
  const speech = (text: string) => scene.act({ action: 'speech', text });

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
