/** How a call from a person ends, who is told, and what a person cannot do. */
import assert from 'node:assert/strict';
import type { CallAct, Change } from '../../simulator';
import { own, person, useScene } from './support';

describe('a call from a person', () => {
  const scene = useScene();

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
