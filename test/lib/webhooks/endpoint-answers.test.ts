/** How an endpoint answers Twilio: with a document, with the response of a flow, or with empty TwiML. */
import assert from 'node:assert/strict';
import { EMPTY_TWIML, REJECT_TWIML } from '../../../lib/twiml/documents';
import type { Answer } from '../../../lib/webhooks/subscribers';
import { ACCOUNT_SID, listener, messageSid, post } from '../../support/webhooks';
import { leavesItToTheFlow, says, twiml, useEndpoint } from './endpoint-scene';

describe('an endpoint answers', () => {
  const scene = useEndpoint();
  const { trigger, answerTo } = scene;

  it('with empty TwiML when no trigger has a response', async () => {
    trigger();
    assert.equal(await answerTo(), EMPTY_TWIML);
  });

  it('with empty TwiML when no filter accepts the event', async () => {
    trigger({ filter: { accepts: () => false }, wantsFilteredOut: true, answer: says('no') });
    assert.equal(await answerTo(), EMPTY_TWIML);
  });

  it('with the document of the first trigger that has one, ahead of flows', async () => {
    trigger();
    trigger({ answer: leavesItToTheFlow });
    trigger({ answer: says('first') });
    trigger({ answer: says('second') });
    assert.equal(await answerTo(), twiml('first'));
    assert.equal(scene.endpoint.pendingResponses.openAnswers, 0);
  });

  it('with a document, and records that a flow is too late only when a flow was to answer', async () => {
    trigger({ answer: says('fixed') });
    await answerTo({ MessageSid: messageSid(1) });
    trigger({ answer: leavesItToTheFlow });
    assert.equal(await answerTo({ MessageSid: messageSid(2) }), twiml('fixed'));
    assert.deepEqual(
      [messageSid(1), messageSid(2)].map((sid) => scene.endpoint.pendingResponses.isTakenFromFlow(sid)),
      [false, true],
    );
  });

  it('with the response of a flow, also when another trigger has none', async () => {
    trigger();
    trigger({
      answer: leavesItToTheFlow,
      receive: ({ messageSid }) =>
        setImmediate(() => scene.endpoint.pendingResponses.answer(messageSid, twiml('flow'))),
    });
    trigger();
    assert.equal(await answerTo(), twiml('flow'));
  });

  it('with the response of a flow, at once', async () => {
    trigger({
      answer: leavesItToTheFlow,
      receive: ({ messageSid }) => scene.endpoint.pendingResponses.answer(messageSid, twiml('at once')),
    });
    assert.equal(await answerTo(), twiml('at once'));
  });

  it('with empty TwiML at the deadline', async () => {
    const one = trigger({ answer: () => ({ by: 'flow', deadlineSeconds: 0.005 }) });
    assert.equal(await answerTo(), EMPTY_TWIML);
    assert.equal(scene.endpoint.pendingResponses.answer(one.accepted[0]?.messageSid ?? '', twiml('late')), false);
  });

  it('until the longest deadline of the triggers', async () => {
    trigger({ answer: () => ({ by: 'flow', deadlineSeconds: 60 }) });
    trigger({ answer: () => ({ by: 'flow', deadlineSeconds: 0 }) });
    // When this timer runs, one of the shorter deadline has run before it.
    trigger({
      receive: ({ messageSid }) =>
        setTimeout(() => scene.endpoint.pendingResponses.answer(messageSid, twiml('patience')), 5),
    });
    assert.equal(await answerTo(), twiml('patience'));
  });
});

describe('after the deadline of a flow, an endpoint', () => {
  const scene = useEndpoint();
  const { trigger, answerTo } = scene;
  const after = (deadline: number, late?: () => string) => (): Answer => ({
    by: 'flow',
    deadlineSeconds: deadline,
    ...(late === undefined ? {} : { late }),
  });

  it('answers with the late document of the trigger, also a repeated delivery', async () => {
    let calls = 0;
    trigger({
      answer: after(0.005, () => {
        calls += 1;
        return twiml('too late');
      }),
    });
    assert.equal(await answerTo(), twiml('too late'));
    assert.equal(await answerTo(), twiml('too late'));
    assert.equal(calls, 1);
  });

  it('does not use the late document when the flow has answered', async () => {
    let calls = 0;
    trigger({
      answer: after(0.005, () => {
        calls += 1;
        return twiml('too late');
      }),
      receive: ({ messageSid }) => scene.endpoint.pendingResponses.answer(messageSid, twiml('in time')),
    });
    assert.equal(await answerTo({ MessageSid: messageSid(1) }), twiml('in time'));
    // The deadline of the second message is behind the one of the first.
    trigger({ answer: after(0.02) });
    assert.equal(await answerTo({ MessageSid: messageSid(2) }), twiml('in time'));
    assert.equal(calls, 0);
  });

  it('answers with the document of the latest deadline', async () => {
    trigger({ answer: after(0.001, () => twiml('impatient')) });
    trigger({ answer: after(0.01, () => twiml('patient')) });
    trigger({ answer: after(0.02) });
    assert.equal(await answerTo(), twiml('patient'));
  });

  it('answers with empty TwiML when the late document fails, and reports it', async () => {
    const one = trigger({
      answer: after(0.001, () => {
        throw new Error('no document');
      }),
    });
    assert.equal(await answerTo(), EMPTY_TWIML);
    assert.match(String(one.failures[0]), /no document/);
  });

  it('informs every trigger whose flow was to answer, once, with the original event', async () => {
    const missed: [string, string, string][] = [];
    const flow = (name: string, deadline: number) =>
      trigger({
        answer: after(deadline),
        receive(event) {
          event.body = 'changed';
          Reflect.set(event.raw, 'Body', 'changed');
        },
        missed: (event, reason) => missed.push([name, event.body, reason]),
      });
    flow('first', 0.001);
    flow('second', 0.01);
    trigger({ missed: () => missed.push(['none of its own', '', '']) });
    await answerTo();
    await answerTo();
    assert.deepEqual(missed.sort(), [
      ['first', 'Hello', 'deadline'],
      ['second', 'Hello', 'deadline'],
    ]);
  });
});

describe('an endpoint answers a call', () => {
  const scene = useEndpoint();
  const CallSid = `CA${'1'.repeat(32)}`;
  const call = async (changes: Record<string, string> = {}): Promise<string> => {
    const ringing = { CallSid, AccountSid: ACCOUNT_SID, CallStatus: 'ringing', Direction: 'inbound', To: '+1' };
    const fields = Object.entries({ ...ringing, ...changes });
    const { status, text } = await post(scene.server, fields, { path: '/twilio/call' });
    assert.equal(status, 200);
    return text;
  };

  it('by rejecting it when no trigger accepts it', async () => {
    scene.endpoint.subscribe(listener('call', { filter: { accepts: () => false } }));
    assert.equal(await call(), REJECT_TWIML);
    assert.equal(await call(), REJECT_TWIML);
  });

  it('with empty TwiML when it is in progress or outgoing, and no trigger accepts it', async () => {
    scene.endpoint.subscribe(listener('call', { filter: { accepts: () => false } }));
    assert.equal(await call({ CallStatus: 'in-progress' }), EMPTY_TWIML);
    assert.equal(await call({ Direction: 'outbound-api' }), EMPTY_TWIML);
  });

  it('with empty TwiML when a trigger accepts it and has no response', async () => {
    scene.endpoint.subscribe(listener('call'));
    assert.equal(await call(), EMPTY_TWIML);
  });

  it('once while it rings, and with each later request', async () => {
    const one = listener('call');
    scene.endpoint.subscribe(one);
    for (const CallStatus of ['ringing', 'ringing', 'in-progress', 'in-progress']) await call({ CallStatus });
    assert.deepEqual(
      one.accepted.map(({ status }) => status),
      ['ringing', 'in-progress', 'in-progress'],
    );
  });
});
