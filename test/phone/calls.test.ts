import assert from 'node:assert/strict';
import { readCall, readRequest } from '../../phone/api/call-readers';
import { phaseOf, resultOf } from '../../phone/model/call';
import type { FlowDelivery } from '../../phone/model/flow-delivery';
import { hasFailed, requestError, requestResult } from '../../phone/call/step-text';
import { callingPhones, callsOf, hasStream, requestsOf, setStream } from '../../phone/state/calls';
import { stepsOf } from '../../phone/state/call-steps';
import { callSummary, nodesText } from '../../phone/text/calls';
import { durationText } from '../../phone/text/dates';
import { ENGLISH } from '../../phone/text/strings';
import { call, line, over, request } from './call-fixtures';
import { after, AVA, DESK, LONDON, NOON, OLIVER } from './fixtures';

describe('phone calls', () => {
  it('read the JSON of the simulator, and drop unknown values', () => {
    const json = {
      sid: 'CA1',
      from: AVA,
      to: DESK,
      direction: 'inbound',
      status: 'completed',
      duration: 7,
      parentCallSid: null,
      dateCreated: new Date(NOON).toISOString(),
      startTime: new Date(NOON + 100).toISOString(),
      endTime: new Date(NOON + 7100).toISOString(),
      waitingFor: 'digits',
      transcript: [{ at: new Date(NOON).toISOString(), who: 'other', verb: 'Speech', text: 'Hi' }, { who: 'flow' }, 7],
      delivery: { takenBy: [{ id: 'a', type: 'twilio-call-in', name: 'front desk' }], filteredOut: 'none' },
    };
    assert.deepEqual(
      readCall(json),
      call({
        status: 'completed',
        duration: 7,
        endedAt: NOON + 7100,
        waitingFor: 'digits',
        lines: [{ at: NOON, who: 'other', verb: 'Speech', text: 'Hi', upcoming: '', interrupted: false, ended: false }],
        delivery: { takenBy: [{ type: 'twilio-call-in', name: 'front desk' }], filteredOut: [], elsewhere: [] },
      }),
    );
    const empty = readCall({ sid: 'CA1', duration: 'long', transcript: 7, waitingFor: 'money', delivery: 7 });
    assert.deepEqual(empty?.lines, []);
    assert.equal(empty?.duration, null);
    assert.equal(empty?.waitingFor, null);
    assert.equal(empty?.delivery, undefined);
    for (const invalid of [undefined, null, 'CA1', {}, { sid: 7 }]) assert.equal(readCall(invalid), undefined);
  });

  it('read the webhooks of calls only', () => {
    const json = { sid: 'RQ1', callSid: 'CA1', kind: 'webhook', method: 'POST', url: 'x', status: null, ms: 0 };
    assert.deepEqual(readRequest(json), request({ at: 0, url: 'x', status: null, ms: 0 }));
    assert.equal(readRequest({ ...json, kind: 'rest' }), undefined);
    assert.equal(readRequest({ ...json, callSid: undefined }), undefined);
  });

  it('are kept and removed with the events of the simulator', () => {
    const ringing = call({ status: 'ringing', answeredAt: null });
    const phone = after(
      { type: 'call', call: ringing },
      { type: 'call', call: call() },
      { type: 'request', request: request({ status: null }) },
      { type: 'request', request: request() },
    );
    assert.deepEqual([...phone.calls.values()], [call()]);
    assert.deepEqual(requestsOf(call(), phone.requests.values()), [request()]);
    assert.equal(after({ type: 'call', call: ringing }, { type: 'call-removed', sid: 'CA1' }).calls.size, 0);
  });

  it('keep the latest webhooks', () => {
    const requests = Array.from({ length: 600 }, (_, i) => request({ sid: `RQ${i}` }));
    const phone = after(...requests.map((one) => ({ type: 'request', request: one }) as const));
    assert.equal(phone.requests.size, 500);
    assert.ok(phone.requests.has('RQ599'));
  });

  it('belong to the person, not to the account', () => {
    const incoming = call({ sid: 'CA2', from: LONDON, to: OLIVER, inbound: false, at: NOON + 1 });
    const dialling = call({ sid: 'CA3', from: DESK, to: AVA, inbound: false, status: 'queued', answeredAt: null });
    const ownLeg = call({ sid: 'CA4', from: AVA, to: LONDON, inbound: false });
    const all = [call(), incoming, dialling, ownLeg];
    assert.deepEqual(
      callsOf(AVA, all).map(({ sid }) => sid),
      ['CA1'],
    );
    const owned = (number: string): boolean => number === LONDON;
    assert.deepEqual(
      callingPhones(AVA, all, owned).map(({ person }) => person),
      [OLIVER],
    );
  });

  it('have a phase and a result from the point of view of the person', () => {
    const incoming = { inbound: false, from: DESK, to: AVA };
    assert.equal(phaseOf(call({ status: 'ringing', answeredAt: null })), 'calling');
    assert.equal(phaseOf(call({ status: 'ringing', answeredAt: null, ...incoming })), 'incoming');
    assert.equal(phaseOf(call()), 'active');
    assert.equal(phaseOf(over('completed')), 'ended');
    assert.equal(resultOf(over('completed')), 'completed');
    assert.equal(resultOf(over('busy')), 'busy');
    assert.equal(resultOf(over('busy', incoming)), 'declined');
    assert.equal(resultOf(over('no-answer', incoming)), 'missed');
    assert.equal(resultOf(over('canceled', incoming)), 'missed');
    assert.equal(resultOf(over('no-answer')), 'unanswered');
    assert.equal(resultOf(over('no-answer', { lines: [line('person', 'Hangup')] })), 'canceled');
    assert.equal(resultOf(over('no-answer', { lines: [line('flow', 'Reject', 'rejected')] })), 'rejected');
    assert.equal(resultOf(over('failed')), 'failed');
  });

  it('are described in the list', () => {
    assert.equal(callSummary(over('completed', { duration: 42 }), ENGLISH), 'Outgoing · 0:42');
    assert.equal(callSummary(over('completed', { duration: 3723, inbound: false }), ENGLISH), 'Incoming · 1:02:03');
    assert.equal(callSummary(over('no-answer', { inbound: false }), ENGLISH), 'Missed');
    assert.equal(callSummary(call(), ENGLISH), 'On a call');
    assert.deepEqual([0, 59.9, 60, 3600].map(durationText), ['0:00', '0:59', '1:00', '1:00:00']);
  });

  it('have webhooks that failed, and others that only look like it', () => {
    const results = [
      request(),
      request({ status: 500, error: '11200: HTTP retrieval failure' }),
      request({ status: null, error: '' }),
      request({ status: 101, method: 'GET', url: 'wss://example.com/twilio/relay' }),
      request({ status: 404, error: '11200: x', url: 'https://example.com/twilio/call-status' }),
      request({ status: 404, error: '11200: x', url: 'https://example.com/twilio/call' }),
    ].map((one) => [requestResult(one), requestError(one), hasFailed(one)]);
    assert.deepEqual(results, [
      ['HTTP 200, 5 ms', '', false],
      ['HTTP 500, 5 ms', '11200: HTTP retrieval failure', true],
      ['No response yet', '', false],
      ['HTTP 101, 5 ms', '', false],
      ['No node takes call statuses', '', false],
      ['HTTP 404, 5 ms', '11200: x', true],
    ]);
  });

  it('know which streams are live', () => {
    const stream = (sid: string, live: boolean) => ({ sid, callSid: 'CA1', live });
    const started = setStream(new Map(), stream('MZ1', true));
    assert.equal(hasStream('CA1', started.values()), true);
    assert.equal(hasStream('CA2', started.values()), false);
    assert.equal(setStream(started, stream('MZ1', true)), started);
    assert.equal(hasStream('CA1', setStream(started, stream('MZ1', false)).values()), false);
  });

  it('have steps in order of time, each line before the webhook that it causes', () => {
    const digits = { ...line('person', 'Digits', '1'), at: NOON + 500 };
    const delivery = { takenBy: [{ type: 'twilio-call-in', name: 'front desk' }], filteredOut: [], elsewhere: [] };
    const ended = over('completed', { lines: [digits], delivery });
    const requests = [request(), request({ sid: 'RQ2', at: NOON + 500 })];
    const steps = stepsOf(ended, requests);
    assert.deepEqual(
      steps.map(({ kind }) => kind),
      ['started', 'request', 'answered', 'line', 'request', 'ended'],
    );
    const first = steps[1];
    assert.deepEqual(first?.kind === 'request' && first.delivery, delivery);
  });

  it('say which nodes took them, or which filters did not accept them', () => {
    const node = (name: string, filter: string, secondOutput = false) => ({
      type: 'twilio-call-in',
      name,
      filter,
      secondOutput,
    });
    const text = (delivery: Partial<FlowDelivery>): string[] =>
      nodesText({ takenBy: [], filteredOut: [], elsewhere: [], ...delivery }, ENGLISH);
    assert.deepEqual(text({ takenBy: [node('desk', '')], filteredOut: [node('sales', 'To +1415*')] }), [
      'Taken by: desk',
    ]);
    assert.deepEqual(text({ filteredOut: [node('sales', 'To +1415*')] }), [
      'No node took it',
      'Filtered out by sales: To +1415*',
    ]);
    assert.deepEqual(text({ filteredOut: [node('sales', 'To +1415*', true)] }), [
      'Sent to the second output of sales: To +1415*',
    ]);
    assert.deepEqual(text({}), ['No node took it']);
    assert.deepEqual(text({ elsewhere: ['twilio-call-in'] }), [
      'No node of this account took it. Nodes of other accounts take calls.',
    ]);
  });
});
