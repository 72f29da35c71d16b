import assert from 'node:assert/strict';
import { isKind, kinds, type Kind } from '../../../lib/events/kinds';
import { callParts } from './documented-call-parts';
import { calls } from './documented-calls';
import { messages } from './documented-messages';

describe('the parameters of', () => {
  for (const [kind, what, params, expected] of [...messages, ...calls, ...callParts]) {
    it(`${kind}: ${what}`, () => {
      const event = kinds[kind].parse(params);
      assert.deepEqual(event, { ...expected, raw: params });
      assert.deepEqual(JSON.parse(JSON.stringify(event)), event);
    });
  }

  it('a flow or transcription with invalid JSON are omitted, and are still in raw', () => {
    assert.equal(kinds.message.parse({ FlowData: '{' }).flow, undefined);
    for (const data of ['{', 'null', '[]', '"x"', '{"transcript":1,"confidence":"a"}']) {
      const event = kinds.transcription.parse({ TranscriptionData: data });
      assert.deepEqual([event.text, event.confidence], [undefined, undefined], data);
      assert.equal(event.raw['TranscriptionData'], data);
    }
  });

  it('a flow are the flowResponse of InteractiveData, as in FlowData', () => {
    const flow = { size: 'L' };
    const InteractiveData = JSON.stringify({ flowResponse: flow });
    assert.deepEqual(kinds.message.parse({ InteractiveData, FlowData: JSON.stringify(flow) }).flow, flow);
    assert.deepEqual(kinds.message.parse({ InteractiveData }).flow, flow);
    assert.deepEqual(kinds.message.parse({ InteractiveData, FlowData: '{' }).flow, flow);
    for (const other of ['{}', 'null', '"x"', '{']) {
      assert.ok(!('flow' in kinds.message.parse({ InteractiveData: other })), other);
    }
  });

  it('an empty request are an event without a SID, of every kind', () => {
    for (const kind of Object.keys(kinds).filter(isKind)) {
      const rules = kinds[kind];
      assert.equal(sidOfEvent(rules), '', kind);
    }
  });
});

/** The SID of an event without parameters. */
function sidOfEvent<K extends Kind>(rules: (typeof kinds)[K]): string {
  return rules.sid(rules.parse({}));
}
