import assert from 'node:assert/strict';
import type { AccountNode } from '../../../lib/node-red/account-node';
import { activityOf } from '../../../lib/node-red/activity';
import { replay } from '../../../lib/node-red/replay';
import { real, REAL_CREDENTIALS, sink, smsIn, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { postEvent, postSigned, sid } from '../../support/twilio';

describe('a replay with a real account', () => {
  let loaded: Loaded;
  before(async () => {
    const calls = trigger('call-in', { id: 'calls', respond: 'flow', deadline: 10, wires: [['called']] });
    loaded = await load([tab, real(), sink(), sink('called'), smsIn(), calls], REAL_CREDENTIALS);
  });
  after(async () => {
    await loaded.unload();
  });

  const accountNode = (): AccountNode => loaded.node('account') as unknown as AccountNode;
  const last = () => {
    const entry = activityOf('account').list().at(-1);
    assert.ok(entry);
    return entry;
  };

  it('sends the flow the same event, marked, as a copy', async () => {
    await postSigned(loaded.url, { Body: 'hello' });
    const first = await loaded.arrival('out');
    // What a flow does to its message does not change the activity.
    (first['twilio'] as { raw: Record<string, string> }).raw['Body'] = 'changed';
    const entry = last();
    assert.deepEqual(await replay(accountNode(), entry), { by: 'flow', nodes: ['in'] });
    const again = await loaded.arrival('out');
    const { replay: isReplay, body, raw } = again['twilio'] as Record<string, unknown>;
    assert.equal(isReplay, true);
    assert.equal(body, 'hello');
    assert.equal((raw as Record<string, string>)['Body'], 'hello');
    assert.equal((first['twilio'] as Record<string, unknown>)['replay'], undefined);
    assert.deepEqual([last().isReplay, last().nodes], [true, ['in']]);
  });

  it('starts the flow of a call, without an answer to Twilio', async () => {
    const params = {
      CallSid: sid('CA'),
      From: '+14155550123',
      To: '+14155550100',
      CallStatus: 'ringing',
      Direction: 'inbound',
    };
    const request = postEvent(loaded.url, 'call', params);
    await loaded.arrival('called');
    const entry = last();
    accountNode().endpoint?.pendingResponses.answer(params.CallSid, '<Response/>');
    await request;
    await replay(accountNode(), entry);
    assert.equal(((await loaded.arrival('called'))['twilio'] as { callSid: string }).callSid, params.CallSid);
    assert.equal(accountNode().endpoint?.pendingResponses.openAnswers, 0);
  });

  it('rejects what is not an event that a trigger takes', async () => {
    const entry = activityOf('account').add({ type: 'webhook', what: 'step', params: {} });
    await assert.rejects(replay(accountNode(), entry), { code: 'INVALID_PARAMETER' });
  });
});
