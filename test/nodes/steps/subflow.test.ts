import assert from 'node:assert/strict';
import { removeHub } from '../../../lib/node-red/step-hub';
import { real, REAL_CREDENTIALS, sink, tab, trigger } from '../../support/flows';
import { load, type Loaded } from '../../support/loaded';
import { gather, say } from '../../support/step-flows';
import { testCall, verbs } from './call-of-test';

let loaded: Loaded;

describe('steps in a subflow', () => {
  afterEach(async () => {
    await loaded.unload();
    removeHub('account');
  });

  it('are requested by the URL of their instance, and the call continues after the subflow', async () => {
    const subflow = {
      id: 'sub',
      type: 'subflow',
      name: 'ask',
      in: [{ x: 0, y: 0, wires: [{ id: 'ask' }] }],
      out: [{ x: 0, y: 0, wires: [{ id: 'ask', port: 0 }] }],
    };
    const callIn = trigger('call-in', { respond: 'flow', deadline: 10, wires: [['one', 'two']] });
    const instance = (id: string, next: string[]) => ({ id, type: 'subflow:sub', z: 'tab', x: 0, y: 0, wires: [next] });
    loaded = await load(
      [
        tab,
        real(),
        subflow,
        gather('ask', [[], []], { z: 'sub' }),
        callIn,
        instance('one', ['say', 'out']),
        instance('two', []),
        say('say'),
        sink(),
      ],
      REAL_CREDENTIALS,
    );
    const call = testCall(loaded.url);
    const first = await call.ring();
    assert.match(first.text, /node=one-ask&amp;n=1/);
    const second = call.comeBack(first.text, { Digits: '1' });
    assert.equal((await loaded.arrival('out'))['payload'], '1');
    assert.equal(verbs((await second).text), '<Say>Hello</Say>');
  });
});
