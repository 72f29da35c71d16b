/** Questions that are not delivered: what Twilio rejects, and what its callbacks say. */
import assert from 'node:assert/strict';
import { TwilioError } from '../../../lib/errors/twilio-error';
import { messageStatusEvent } from '../../../lib/events/message-status';
import { OWN, PERSON, questionScene, settle, type QuestionScene } from './questions-scene';

const delivery = (MessageSid: string, MessageStatus: string) =>
  messageStatusEvent({ MessageSid, MessageStatus, From: OWN, To: PERSON });
const refusal = (status: number, twilioCode: number, ours: TwilioError['code']) =>
  new TwilioError(ours, 'refused', { status, twilioCode, hint: '' });

describe('the delivery of questions that wait for a reply: they', () => {
  let scene: QuestionScene;
  beforeEach(() => {
    scene = questionScene();
  });

  for (const status of ['undelivered', 'failed']) {
    it(`leave as not delivered when the message is ${status}, and the next one is asked`, async () => {
      await scene.ask('first');
      await scene.ask('second');
      await scene.questions.status(delivery('SM-first', 'delivered'));
      await scene.questions.status(delivery('SM-first', status));
      await settle();
      assert.deepEqual(scene.happened, [{ what: 'not-delivered', msg: 'first', detail: status }]);
      assert.deepEqual(scene.sent, ['first', 'second']);
    });
  }

  it('leave as not delivered when the callback is faster than the answer of the request', async () => {
    let done: ((value: { messageSid: string }) => void) | undefined;
    scene.send = () =>
      new Promise((resolve) => {
        done = resolve;
      });
    await scene.ask('coming?');
    await scene.questions.status(delivery('SM9', 'failed'));
    done?.({ messageSid: 'SM9' });
    await settle();
    assert.deepEqual(scene.happened, [{ what: 'not-delivered', msg: 'coming?', detail: 'failed' }]);
  });

  for (const [what, error, expected] of [
    ['a rejected message', refusal(400, 21610, 'OPTED_OUT'), { what: 'not-delivered', detail: 'OPTED_OUT' }],
    [
      'wrong credentials',
      refusal(401, 20003, 'INVALID_CREDENTIALS'),
      { what: 'failed', detail: 'INVALID_CREDENTIALS' },
    ],
    ['too many requests', refusal(429, 20429, 'RATE_LIMITED'), { what: 'failed', detail: 'RATE_LIMITED' }],
    [
      'a lost answer',
      new TwilioError('UNKNOWN_OUTCOME', 'lost', { hint: '' }),
      { what: 'failed', detail: 'UNKNOWN_OUTCOME' },
    ],
  ] as const) {
    it(`leave once after ${what}`, async () => {
      scene.send = () => Promise.reject(error);
      await scene.ask('coming?');
      assert.deepEqual(scene.happened, [{ msg: 'coming?', ...expected }]);
      assert.equal(await scene.kept(), 0);
    });
  }

  it('are sent after a deployment that has stopped them', async () => {
    const usual = scene.send;
    scene.send = () => Promise.reject(new TwilioError('FLOW_STOPPED', 'stopped', { hint: '' }));
    await scene.ask('coming?');
    assert.deepEqual(scene.happened, []);
    scene.send = usual;
    scene.questions.resume();
    await settle();
    assert.deepEqual(scene.sent, ['coming?']);
  });
});
