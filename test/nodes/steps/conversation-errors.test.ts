import assert from 'node:assert/strict';
import { removeHub } from '../../../lib/node-red/step-hub';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { gather, say } from '../../support/step-flows';
import { testCall, verbs, type TestCall } from './call-of-test';

let loaded: Loaded;
let call: TestCall;

const flows = (...nodes: Parameters<typeof load>[0]) => [
  tab,
  real(),
  catcher,
  sink(),
  sink('nothing'),
  sink('caught'),
  ...nodes,
];
const start = async (...nodes: Parameters<typeof load>[0]) => {
  loaded = await load(flows(...nodes), REAL_CREDENTIALS);
  call = testCall(loaded.url);
};
const callIn = (...next: string[]) => trigger('call-in', { respond: 'flow', deadline: 10, wires: [next] });

interface Caught {
  code: string;
  cause: { hint: string };
}

const caught = async (): Promise<Caught> => (await loaded.arrival('caught'))['error'] as Caught;

describe('a call through steps, when something is wrong,', () => {
  afterEach(async () => {
    await loaded.unload();
    // The calls of one test are not those of the next one.
    removeHub('account');
  });

  it('rejects a forged request, and the call still waits', async () => {
    await start(callIn('gather'), gather('gather', [['out'], ['nothing']]));
    const first = await call.ring();
    const forged = await call.comeBack(first.text, { Digits: '9' }, { token: 'another token' });
    assert.equal(forged.status, 403);
    void call.comeBack(first.text, { Digits: '1' });
    assert.equal((await loaded.arrival('out'))['payload'], '1');
  });

  it('ends a call whose step a deployment has removed', async () => {
    await start(callIn('gather'), gather('gather', [['out'], ['nothing']]), say('other'));
    const first = await call.ring();
    await loaded.redeploy(flows(callIn('other'), say('other')));
    assert.equal(verbs((await call.comeBack(first.text, { Digits: '1' })).text), '<Hangup/>');
    assert.match(
      loaded
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
    await call.ring();
    assert.equal((await caught()).code, 'CALL_BUSY');
  });

  it('reports a clear error when the call has ended', async () => {
    await start(callIn('gather'), gather('gather', [['out'], ['nothing']]), say('late'));
    await call.ring();
    await call.status('completed');
    loaded.node('late').receive({ twilio: { accountSid: REAL_CREDENTIALS.account.accountSid, callSid: call.sid } });
    assert.equal((await caught()).code, 'CALL_ENDED');
  });

  it('reports a clear error for a message without a call', async () => {
    await start(say('say'));
    loaded.node('say').receive({ payload: 'Hello' });
    const { code, cause } = await caught();
    assert.equal(code, 'INVALID_CALL');
    assert.match(cause.hint, /call in/);
  });

  it('ends a call whose steps are wired in a circle', async () => {
    await start(callIn('one'), say('one', ['two']), say('two', ['one']));
    let answer = await call.ring();
    while (answer.text.includes('<Redirect')) answer = await call.comeBack(answer.text);
    assert.match(answer.text, /<Hangup\/>|<Response\/>/);
    assert.equal((await caught()).code, 'CALL_LOOP');
  });

  it('says nothing without a public URL when Twilio must come back', async () => {
    loaded = await load(
      [tab, real({ publicUrl: '' }), catcher, sink('caught'), callIn('say'), say('say', ['gather']), gather('gather')],
      REAL_CREDENTIALS,
    );
    loaded.node('say').receive({ twilio: { accountSid: REAL_CREDENTIALS.account.accountSid, callSid: 'CA1' } });
    const { code, cause } = await caught();
    assert.equal(code, 'INVALID_CONNECTION_SETTINGS');
    assert.match(cause.hint, /Public URL/);
  });
});
