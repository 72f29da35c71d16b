import assert from 'node:assert/strict';
import { twiml } from './support';
import { callee, useDial } from './dial-scene';

const second = '+12125550189';

describe('the parties of a Dial of the simulator with a document', () => {
  const { scene, calls, parent, leg, done, lines, on } = useDial();

  it('hear the document of url before they are connected, and the caller does not', async () => {
    scene.flow({
      call: `<Dial action="done" answerOnBridge="true"><Number url="whisper">${callee}</Number></Dial>`,
      whisper: '<Say>a call for you</Say>',
    });
    await scene.call();
    await scene.pass(1000);
    await on(0, { action: 'answer' });
    await scene.simulator.settled();
    const told = scene.told('whisper')[0] ?? {};
    assert.deepEqual(
      [told['CallSid'], told['To'], told['ParentCallSid'], told['CallStatus']],
      [leg()?.sid, callee, parent()?.sid, 'in-progress'],
    );
    assert.equal(parent()?.status, 'ringing', 'the caller still hears the phone ring');
    await scene.pass(1700);
    assert.equal(parent()?.status, 'in-progress');
    await scene.pass(5000);
    await on(0, { action: 'hangup' });
    await scene.simulator.settled();
    assert.deepEqual([done()['DialCallStatus'], done()['DialBridged']], ['completed', 'true']);
    assert.equal(lines(parent()).includes('other Speech: a call for you'), false);
  });

  it('are not connected when they hang up in that document, or the document hangs up', async () => {
    scene.flow({
      call: `<Dial action="done"><Number url="whisper">${callee}</Number></Dial>`,
      whisper: '<Gather numDigits="1" timeout="2" action="accept"><Say>press one</Say></Gather><Hangup/>',
    });
    await scene.call();
    await scene.pass(8000);
    const { DialCallStatus, DialBridged, DialCallSid, DialCallDuration } = done();
    assert.deepEqual(
      [DialCallStatus, DialBridged, DialCallSid, DialCallDuration],
      ['completed', 'false', leg()?.sid, '3'],
    );
    await scene.call();
    await scene.pass(3000);
    await scene.simulator.actOnCall(calls()[3]?.sid ?? '', { action: 'hangup' });
    await scene.simulator.settled();
    assert.deepEqual([done(1)['DialCallStatus'], done(1)['DialBridged']], ['completed', 'false']);
  });

  it('are connected when they accept with a key, while the other phones ring until then', async () => {
    const number = (to: string) => `<Number url="whisper">${to}</Number>`;
    scene.flow({
      call: `<Dial action="done">${number(callee)}${number(second)}</Dial>`,
      whisper: '<Gather numDigits="1" timeout="20" action="accept"/><Hangup/>',
      accept: '',
    });
    await scene.call();
    await scene.pass(1000);
    await on(1, { action: 'ring' });
    await on(0, { action: 'answer' });
    await scene.simulator.settled();
    assert.equal(leg(1)?.status, 'ringing', 'an answering machine cannot take the call from the others');
    await on(0, { action: 'digits', digits: '1' });
    await scene.simulator.settled();
    assert.deepEqual([leg(0)?.status, leg(1)?.status], ['in-progress', 'canceled']);
    await on(0, { action: 'hangup' });
    await scene.simulator.settled();
    assert.equal(done()['DialBridged'], 'true');
  });

  it('cannot dial from the document of url', async () => {
    scene.flow({ call: `<Dial><Number url="whisper">${callee}</Number></Dial>`, whisper: `<Dial>${second}</Dial>` });
    await scene.call();
    await scene.pass(3000);
    assert.equal(calls().length, 2);
    assert.match(scene.errors().join(), /13201: Dial: Cannot Dial out/);
  });

  it('are connected when there is no valid document at url', async () => {
    scene.server.answer = ({ url }, response) => {
      if (url.endsWith('whisper')) response.writeHead(500).end();
      else twiml(response, `<Response><Dial><Number url="whisper">${callee}</Number></Dial></Response>`);
    };
    await scene.call();
    await scene.pass(3000);
    await scene.simulator.actOnCall(parent()?.sid ?? '', { action: 'speech', text: 'hello' });
    assert.equal(lines(leg()).at(-1), 'other Speech: hello');
  });

  it('end with the caller who hangs up during the document of url', async () => {
    scene.flow({
      call: `<Dial action="done"><Number url="whisper">${callee}</Number></Dial>`,
      whisper: '<Play>/long.mp3</Play>',
    });
    await scene.call();
    await scene.pass(3500);
    await scene.simulator.actOnCall(parent()?.sid ?? '', { action: 'hangup' });
    assert.equal(leg()?.status, 'completed');
    assert.deepEqual([done()['DialCallStatus'], done()['DialBridged']], ['completed', 'false']);
    assert.equal(scene.clock.pending(), 0);
  });
});
