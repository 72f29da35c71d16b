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
      [' finishOnKey="" numDigits="3"', '4#*', ['4#*', '']],
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

  it('reports a finishOnKey that is not one key', async () => {
    scene.flow({ call: '<Gather finishOnKey="12"/>' });
    await scene.call();
    assert.match(scene.errors()[0] ?? '', /^13310: Gather: Invalid finishOnKey value "12"/);
  });
});
