import assert from 'node:assert/strict';
import { CallCompletion } from '../../../lib/calls/call-completion';
import { endOf } from '../../../lib/calls/call-end';
import { advance, heard, MINUTE, times, useMockTimers } from './completion-scene';

describe('waiting for a call', () => {
  useMockTimers();

  it('ends with its status callback', async () => {
    const waits = new CallCompletion(() => assert.fail('no request is needed'), times);
    const end = waits.wait('CA1', MINUTE);
    waits.onStatus(heard('CA1', 'ringing'));
    waits.onStatus(heard('CA1', 'in-progress', { AnsweredBy: 'human' }));
    waits.onStatus(heard('CA2', 'completed'));
    waits.onStatus(heard('CA1', 'completed', { CallDuration: '42' }));
    assert.deepEqual(await end, {
      callSid: 'CA1',
      status: 'completed',
      duration: 42,
      direction: 'outbound-api',
      answeredBy: 'human',
    });
    assert.equal(waits.size, 0);
  });

  it('ends with an error when it is abandoned, and the others go on', async () => {
    const waits = new CallCompletion(() => assert.fail('no request is needed'), times);
    const end = waits.wait('CA1', MINUTE);
    void waits.wait('CA2', MINUTE);
    waits.abandon('CA1', new Error('The call does not exist'));
    await assert.rejects(end, /does not exist/);
    assert.equal(waits.size, 1);
  });

  it('ends with "timeout" when the call lasts too long', async () => {
    const waits = new CallCompletion(() => Promise.resolve({ status: 'in-progress' }), times);
    const end = waits.wait('CA1', 10);
    await advance(10);
    assert.deepEqual(await end, { callSid: 'CA1', status: 'timeout' });
  });

  it('ends with an error when the flow is stopped', async () => {
    const waits = new CallCompletion(() => Promise.resolve({}), times);
    const end = waits.wait('CA1', MINUTE);
    waits.close((sid) => new Error(`stopped ${sid}`));
    await assert.rejects(end, /stopped CA1/);
    // A call that was placed just before does not start to wait.
    await assert.rejects(waits.wait('CA2', MINUTE), /stopped CA2/);
    assert.equal(waits.size, 0);
  });

  it('reads the end of a call from its resource', () => {
    assert.equal(endOf({ sid: 'CA1', status: 'ringing' }), undefined);
    assert.equal(endOf({}), undefined);
    assert.deepEqual(
      endOf({
        sid: 'CA1',
        status: 'completed',
        duration: '7',
        direction: 'outbound-api',
        price: null,
        answeredBy: null,
      }),
      {
        callSid: 'CA1',
        status: 'completed',
        duration: 7,
        direction: 'outbound-api',
      },
    );
  });
});
