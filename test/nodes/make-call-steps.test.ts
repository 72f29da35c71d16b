import assert from 'node:assert/strict';
import { removeHub } from '../../lib/node-red/step-hub';
import { real, REAL_CREDENTIALS, sink, twiml } from '../support/flows';
import { assertKnownRequest } from '../support/openapi';
import { runAction } from '../support/run-action';
import { gather } from '../support/step-flows';
import type { RestRequest } from '../../simulator';
import { postEvent, sid } from '../support/twilio';

const TO = '+14155550123';
const OWN_URL = 'https://example.org/status';

describe('make-call, when the flow of the call goes through steps', () => {
  const { start, send, loaded } = runAction('make-call');
  afterEach(() => {
    removeHub('account');
  });

  const steps = [
    gather('gather', [['nothing'], ['nothing'], ['gone']], { hungUp: true }),
    sink('nothing'),
    sink('gone'),
  ];

  /** What Twilio was asked for, and the SID of the call. */
  async function place(
    fields: Record<string, unknown>,
    msg: Record<string, unknown> = {},
    more = steps,
  ): Promise<{ asked: Record<string, unknown>; callSid: string }> {
    await start(
      { answer: 'flow', outputs: 2, wires: [['out'], ['second']], ...fields },
      real(),
      REAL_CREDENTIALS,
      more,
    );
    const callSid = sid('CA');
    let asked: Record<string, unknown> = {};
    const { account } = loaded().node('account') as unknown as { account: { options: Record<string, unknown> } };
    account.options['transport'] = (request: RestRequest) => {
      assertKnownRequest(request);
      asked = request.data as Record<string, unknown>;
      return Promise.resolve({ statusCode: 201, body: { sid: callSid, to: TO } });
    };
    await send({ to: TO, kept: 'yes', ...msg });
    return { asked, callSid };
  }
  const toGather = { wires: [['out'], ['gather']] };
  const reported = ({ StatusCallback, StatusCallbackEvent }: Record<string, unknown>) => [
    StatusCallback,
    StatusCallbackEvent,
  ];
  const URL_OF_ACCOUNT = 'https://example.com/twilio/call-status';

  it('requests the status callback for the end of the call, so that a hang-up in a step is known at once', async () => {
    const { asked, callSid } = await place(toGather);
    assert.deepEqual(reported(asked), [URL_OF_ACCOUNT, ['completed']]);
    const { pathname, search } = new URL(String(asked['Url']));
    const call = { CallSid: callSid, From: '+14155550100', To: TO, Direction: 'outbound-api' };
    const path = `${pathname}${search}`;
    const answer = await postEvent(loaded().url, 'call', { ...call, CallStatus: 'in-progress' }, { path });
    assert.match(answer.text, /<Gather/);
    await postEvent(loaded().url, 'call-status', { ...call, CallStatus: 'completed' });
    const { payload, kept, twilio } = await loaded().arrival('gone');
    assert.deepEqual([payload, kept], ['hung-up', 'yes']);
    assert.equal((twilio as Record<string, unknown>)['callSid'], callSid);
  });

  it('adds the end to the events that are ticked', async () => {
    const { asked } = await place({ ...toGather, statusEvents: ['ringing'] });
    assert.deepEqual(reported(asked), [URL_OF_ACCOUNT, ['ringing', 'completed']]);
  });

  it('leaves a status callback of the flow as it is', async () => {
    const options = { statusCallback: OWN_URL, statusCallbackEvent: ['answered'] };
    const { asked } = await place(toGather, { options });
    assert.deepEqual(reported(asked), [OWN_URL, ['answered']]);
  });

  it('requests no status callback when the flow has no step, or the call does not continue in the flow', async () => {
    const without = await place({ wires: [['out'], ['twiml']] }, {}, [twiml({ wires: [[]] })]);
    assert.deepEqual(reported(without.asked), [undefined, undefined]);
    const says = await place({ answer: 'say', outputs: 1, wires: [['out', 'gather']] }, { payload: 'Hello' });
    assert.deepEqual(reported(says.asked), [undefined, undefined]);
  });
});
