import assert from 'node:assert/strict';
import { readCall, readRequest } from '../../phone/api/call-readers';
import { captionText } from '../../phone/call/caption-text';
import { phaseOf, resultOf, type CallLine, type CallRequest, type PhoneCall } from '../../phone/model/call';
import type { FlowDelivery } from '../../phone/model/flow-delivery';
import { callingPhones, callsOf, requestsOf } from '../../phone/state/calls';
import { stepsOf } from '../../phone/state/call-steps';
import { captionsOf, nowPlaying } from '../../phone/state/captions';
import { callSummary, nodesText } from '../../phone/text/calls';
import { durationText } from '../../phone/text/dates';
import { ENGLISH } from '../../phone/text/strings';
import { after, AVA, DESK, LONDON, NOON, OLIVER } from './fixtures';

/** An answered call from Ava to the front desk. */
function call(fields: Partial<PhoneCall> = {}): PhoneCall {
  return {
    sid: 'CA1',
    from: AVA,
    to: DESK,
    inbound: true,
    status: 'in-progress',
    duration: null,
    parentSid: null,
    at: NOON,
    answeredAt: NOON + 100,
    endedAt: null,
    lines: [],
    waitingFor: null,
    ...fields,
  };
}

/** An ended call. */
const over = (status: string, fields: Partial<PhoneCall> = {}): PhoneCall =>
  call({ status, endedAt: NOON + 5000, duration: 0, ...fields });

let time = NOON + 200;
function line(who: CallLine['who'], verb: string, text = ''): CallLine {
  time += 1000;
  return { at: time, who, verb, text };
}

function request(fields: Partial<CallRequest> = {}): CallRequest {
  const url = 'https://example.com/call';
  return { sid: 'RQ1', callSid: 'CA1', at: NOON, method: 'POST', url, status: 200, ms: 5, error: '', ...fields };
}

const captions = (one: PhoneCall, others: PhoneCall[] = []): string[] =>
  captionsOf(one, [one, ...others]).map(({ who, kind, text }) => `${who} ${kind} ${text}`);

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
        lines: [{ at: NOON, who: 'other', verb: 'Speech', text: 'Hi' }],
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

  it('have captions of what is said, pressed and played', () => {
    const lines = [
      line('flow', 'Gather', 'dtmf speech'),
      line('flow', 'Say', 'Press 1.'),
      line('person', 'Digits', '1'),
      line('person', 'Digits', '2#'),
      line('person', 'Speech', 'Hello'),
      line('flow', 'Play', 'https://example.com/a.mp3'),
      line('flow', 'Play', 'ww12'),
      line('flow', 'Redirect'),
      line('flow', 'Enqueue', 'support'),
      line('flow', 'Play', 'hold music'),
    ];
    assert.deepEqual(captions(call({ lines })), [
      'flow speech Press 1.',
      'person keys 1 2 #',
      'person speech Hello',
      'flow audio https://example.com/a.mp3',
      'flow tones w w 1 2',
      'flow queue support',
      'flow music hold music',
    ]);
    const dial = { id: '1', who: 'flow', kind: 'dial', text: `${OLIVER}, ${LONDON}`, at: NOON } as const;
    assert.equal(captionText(dial, ENGLISH), 'Calls Oliver, +44 20 7946 0100');
    assert.equal(captionText({ ...dial, kind: 'queue', text: 'support' }, ENGLISH), 'Waiting in the queue “support”');
  });

  it('keep the id of a caption when the oldest line is removed', () => {
    const lines = [line('flow', 'Say', 'one'), line('flow', 'Say', 'two'), line('flow', 'Say', 'three')];
    const ids = captionsOf(call({ lines }), []).map(({ id }) => id);
    assert.deepEqual(
      captionsOf(call({ lines: lines.slice(1) }), []).map(({ id }) => id),
      ids.slice(1),
    );
  });

  it('contain the words of the person at the other end, once', () => {
    const hello = line('person', 'Speech', 'Hello');
    const other = call({ sid: 'CA2', parentSid: 'CA1', inbound: false, to: OLIVER, lines: [hello] });
    assert.deepEqual(captions(call(), [other]), ['other speech Hello']);
    const heard = call({ lines: [{ ...hello, who: 'other' }] });
    assert.deepEqual(captions(heard, [other]), ['other speech Hello']);
    const before = { ...other, answeredAt: hello.at + 1 };
    assert.deepEqual(captions(call(), [before]), []);
    assert.deepEqual(captions(call(), [{ ...other, parentSid: 'CA9' }]), []);
  });

  it('know what is played now', () => {
    const play = line('flow', 'Play', 'https://example.com/a.mp3');
    const music = line('flow', 'Play', 'hold music');
    assert.deepEqual(nowPlaying(call({ lines: [play, line('person', 'Digits', '1')] })), {
      kind: 'audio',
      url: play.text,
    });
    assert.equal(nowPlaying(call({ lines: [music] }))?.kind, 'music');
    assert.equal(nowPlaying(call({ lines: [play, line('flow', 'Say', 'Bye')] })), undefined);
    assert.equal(nowPlaying(over('completed', { lines: [play] })), undefined);
  });

  it('have steps in order of time, each line before the webhook that it causes', () => {
    const digits: CallLine = { at: NOON + 500, who: 'person', verb: 'Digits', text: '1' };
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
      'Taken by desk',
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
