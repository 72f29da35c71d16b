import assert from 'node:assert/strict';
import { detailOf, rowOf } from '../../../lib/activity/rows';
import type { AccountNode } from '../../../lib/node-red/account-node';
import { activityOf, forgetActivity } from '../../../lib/node-red/activity';
import { removeHub } from '../../../lib/node-red/step-hub';
import { CREDENTIALS, real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { gather } from '../../support/step-flows';
import { postEvent, sid } from '../../support/twilio';

describe('the activity of an account with a login in its public URL', () => {
  let loaded: Loaded;
  before(async () => {
    const account = real({ publicUrl: 'https://someone:a-pass-word@example.com' });
    const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['pin']] });
    const pin = gather('pin', [['out'], []], { sensitive: true });
    // The account of earlier tests had the same id.
    forgetActivity('account');
    loaded = await load([tab, account, sink(), callIn, pin], REAL_CREDENTIALS);
  });
  after(async () => {
    await loaded.unload();
    removeHub('account');
  });

  it('has the answer to a call, without the login, the token, and the keys of a sensitive step', async () => {
    const call = { CallSid: sid('CA'), From: '+14155550123', To: '+14155550100', Direction: 'inbound' };
    const { text } = await postEvent(loaded.url, 'call', { ...call, CallStatus: 'ringing' });
    assert.match(text, /a-pass-word/);
    const step = { ...call, CallStatus: 'in-progress', Digits: '8642' };
    const sent = postEvent(loaded.url, 'step', step, { path: '/twilio/step?node=pin&n=1' });
    assert.equal((await loaded.arrival('out'))['payload'], '8642');
    await sent;
    const { account } = loaded.node('account') as unknown as AccountNode;
    const redact = (all: string): string => account.redact(all);
    const entries = activityOf('account').list();
    const shown = JSON.stringify(entries.map((entry) => [detailOf(entry, redact), rowOf(entry, redact)]));
    assert.match(shown, /<Gather input=/);
    for (const secret of ['a-pass-word', CREDENTIALS.authToken, '8642']) assert.ok(!shown.includes(secret), secret);
    assert.deepEqual(
      entries.map(({ type, what, nodes }) => [type, what, ...(nodes ?? [])]),
      [
        ['webhook', 'call', 'in'],
        ['step', 'entered', 'pin'],
        ['webhook', 'step', 'pin'],
        ['step', 'left', 'pin'],
      ],
    );
  });
});
