import assert from 'node:assert/strict';
import { catcher, real, REAL_CREDENTIALS, sink, tab } from '../../support/flows';
import { load } from '../../support/loaded';
import { gather, say } from '../../support/step-flows';
import { verbs } from './call-of-test';
import { callIn, flows, useCall } from './call-scene';

interface Caught {
  code: string;
  cause: { hint: string };
}

describe('a call through steps, when something is wrong,', () => {
  const scene = useCall();
  const { start } = scene;
  const caught = async (): Promise<Caught> => (await scene.loaded.arrival('caught'))['error'] as Caught;

  it('rejects a forged request, and the call still waits', async () => {
    await start(callIn('gather'), gather('gather', [['out'], ['nothing']]));
    const first = await scene.call.ring();
    const forged = await scene.call.comeBack(first.text, { Digits: '9' }, { token: 'another token' });
    assert.equal(forged.status, 403);
    void scene.call.comeBack(first.text, { Digits: '1' });
    assert.equal((await scene.loaded.arrival('out'))['payload'], '1');
  });

  it('ends a call whose step a deployment has removed', async () => {
    await start(callIn('gather'), gather('gather', [['out'], ['nothing']]), say('other'));
    const first = await scene.call.ring();
    await scene.loaded.redeploy(flows(callIn('other'), say('other')));
    assert.equal(verbs((await scene.call.comeBack(first.text, { Digits: '1' })).text), '<Hangup/>');
    assert.match(
      scene.loaded
        .logged()
        .map(({ msg }) => msg)
        .join('\n'),
      /the step gather that it was in does not exist/,
    );
  });

  it('reports a clear error for a second step that waits', async () => {
    await start(
      callIn('first', 'second'),
      gather('first', [['out'], ['nothing']]),
      gather('second', [['out'], ['nothing']]),
    );
    await scene.call.ring();
    assert.equal((await caught()).code, 'CALL_BUSY');
  });

  it('reports a clear error when the call has ended', async () => {
    await start(callIn('gather'), gather('gather', [['out'], ['nothing']]), say('late'));
    await scene.call.ring();
    await scene.call.status('completed');
    scene.loaded
      .node('late')
      .receive({ twilio: { accountSid: REAL_CREDENTIALS.account.accountSid, callSid: scene.call.sid } });
    assert.equal((await caught()).code, 'CALL_ENDED');
  });

  it('reports a clear error for a message without a call', async () => {
    await start(say('say'));
    scene.loaded.node('say').receive({ payload: 'Hello' });
    const { code, cause } = await caught();
    assert.equal(code, 'INVALID_CALL');
    assert.match(cause.hint, /call in/);
  });

  it('ends a call whose steps are wired in a circle', async () => {
    await start(callIn('one'), say('one', ['two']), say('two', ['one']));
    let answer = await scene.call.ring();
    while (answer.text.includes('<Redirect')) answer = await scene.call.comeBack(answer.text);
    assert.match(answer.text, /<Hangup\/>|<Response\/>/);
    assert.equal((await caught()).code, 'CALL_LOOP');
  });

  it('says nothing without a public URL when Twilio must come back', async () => {
    scene.loaded = await load(
      [tab, real({ publicUrl: '' }), catcher, sink('caught'), callIn('say'), say('say', ['gather']), gather('gather')],
      REAL_CREDENTIALS,
    );
    scene.loaded.node('say').receive({ twilio: { accountSid: REAL_CREDENTIALS.account.accountSid, callSid: 'CA1' } });
    const { code, cause } = await caught();
    assert.equal(code, 'INVALID_CONNECTION_SETTINGS');
    assert.match(cause.hint, /Public URL/);
  });
});
