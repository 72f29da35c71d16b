import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { addStepType, ANY_STEP, canReachStep, stepsBehind } from '../../../lib/node-red/flow-graph';
import type { Red } from '../../../lib/node-red/red';

interface Config {
  id: string;
  type: string;
  [property: string]: unknown;
}

/** A Node-RED with these flows. */
function redWith(...configs: Config[]): { red: Red; deploy(...next: Config[]): void } {
  let current = configs;
  const events = new EventEmitter();
  const red = {
    events,
    nodes: {
      eachNode: (use: (config: Config) => void) => {
        current.forEach(use);
      },
      getNode: (id: string) => current.find((config) => config.id === id) ?? null,
    },
  } as unknown as Red;
  return {
    red,
    deploy(...next) {
      current = next;
      events.emit('flows:started');
    },
  };
}

const node = (id: string, ...wires: string[][]): Config => ({ id, type: 'function', z: 'tab', wires });
const step = (id: string, ...wires: string[][]): Config => ({ id, type: 'twilio-say', z: 'tab', wires });

const steps = (red: Red, id: string, output?: number): string[] => [...stepsBehind(red, id, output)].sort();

describe('the steps behind a node', () => {
  before(() => {
    addStepType('twilio-say');
  });

  it('are found over other nodes, and only the first of each branch', () => {
    const { red } = redWith(
      node('in', ['a', 'b']),
      node('a', ['say1']),
      node('b', ['say2']),
      step('say1', ['say3']),
      step('say2'),
      step('say3'),
    );
    assert.deepEqual(steps(red, 'in'), ['say1', 'say2']);
    assert.deepEqual(steps(red, 'say1', 0), ['say3']);
    assert.deepEqual(steps(red, 'say3', 0), []);
  });

  it('belong to an output', () => {
    const { red } = redWith(node('in', ['say1'], [], ['say2']), step('say1'), step('say2'));
    assert.deepEqual(steps(red, 'in', 0), ['say1']);
    assert.deepEqual(steps(red, 'in', 1), []);
    assert.deepEqual(steps(red, 'in', 7), []);
    assert.deepEqual(steps(red, 'in'), ['say1', 'say2']);
  });

  it('are found in a circle', () => {
    const { red } = redWith(node('in', ['a']), node('a', ['b']), node('b', ['a']), step('say', ['say']));
    assert.deepEqual(steps(red, 'in'), []);
    assert.deepEqual(steps(red, 'say'), ['say']);
  });

  it('are found over junctions and links to other flows', () => {
    const { red } = redWith(
      node('in', ['j']),
      { id: 'j', type: 'junction', z: 'tab', wires: [['out']] },
      { id: 'out', type: 'link out', z: 'tab', mode: 'link', links: ['link'], wires: [] },
      { id: 'link', type: 'link in', z: 'other', wires: [['say']] },
      step('say'),
    );
    assert.deepEqual(steps(red, 'in'), ['say']);
  });

  it('are found behind a link call, and in what it calls', () => {
    const { red } = redWith(
      node('in', ['call']),
      { id: 'call', type: 'link call', z: 'tab', linkType: 'static', links: ['link'], wires: [['after']] },
      { id: 'link', type: 'link in', z: 'other', wires: [['inside']] },
      step('inside'),
      step('after'),
    );
    assert.deepEqual(steps(red, 'in'), ['after', 'inside']);
  });

  it('can be any, where a message returns to a link call, or calls one by name', () => {
    const { red } = redWith(
      node('in', ['return']),
      { id: 'return', type: 'link out', z: 'tab', mode: 'return', links: [], wires: [] },
      node('other', ['dynamic']),
      { id: 'dynamic', type: 'link call', z: 'tab', linkType: 'dynamic', links: [], wires: [[]] },
    );
    assert.deepEqual(steps(red, 'in'), [ANY_STEP]);
    assert.deepEqual(steps(red, 'other'), [ANY_STEP]);
    assert.ok(canReachStep(red, 'in'));
  });

  it('are found in a subflow, behind it, and from inside of it', () => {
    const { red } = redWith(
      node('in', ['instance']),
      {
        id: 'sub',
        type: 'subflow',
        in: [{ wires: [{ id: 'inner' }] }],
        out: [{ wires: [{ id: 'inner', port: 1 }] }],
      },
      { id: 'inner', type: 'function', z: 'sub', wires: [['inside'], []] },
      { id: 'inside', type: 'twilio-say', z: 'sub', wires: [[]] },
      { id: 'instance', type: 'subflow:sub', z: 'tab', wires: [['after']] },
      step('after'),
    );
    assert.deepEqual(steps(red, 'in'), ['after', 'instance-inside']);
    assert.deepEqual(steps(red, 'instance-inner', 0), ['instance-inside']);
    assert.deepEqual(steps(red, 'instance-inner', 1), ['after']);
    assert.deepEqual(steps(red, 'instance-inside', 0), []);
  });

  it('are found in a subflow of a subflow', () => {
    const { red } = redWith(
      { id: 'low', type: 'subflow', in: [], out: [{ wires: [{ id: 'x', port: 0 }] }] },
      { id: 'x', type: 'function', z: 'low', wires: [[]] },
      { id: 'high', type: 'subflow', in: [], out: [{ wires: [{ id: 'l', port: 0 }] }] },
      { id: 'l', type: 'subflow:low', z: 'high', wires: [[]] },
      { id: 'h', type: 'subflow:high', z: 'tab', wires: [['say']] },
      step('say'),
    );
    assert.deepEqual(steps(red, 'h-l-x', 0), ['say']);
  });

  it('are found over a subflow whose input is wired to its output', () => {
    const { red } = redWith(
      node('in', ['instance']),
      { id: 'sub', type: 'subflow', in: [{ wires: [] }], out: [{ wires: [{ id: 'sub', port: 0 }] }] },
      { id: 'instance', type: 'subflow:sub', z: 'tab', wires: [['say']] },
      step('say'),
    );
    assert.deepEqual(steps(red, 'in'), ['say']);
  });

  it('are found over a "complete" node', () => {
    const { red } = redWith(
      node('in', ['a']),
      node('a'),
      { id: 'done', type: 'complete', z: 'tab', scope: ['a'], wires: [['say']] },
      step('say'),
    );
    assert.deepEqual(steps(red, 'in'), ['say']);
  });

  it('are not in a disabled node or a disabled flow', () => {
    const { red } = redWith(
      { id: 'tab2', type: 'tab', disabled: true },
      node('in', ['a', 'b', 'c']),
      { ...node('a', ['say']), d: true },
      { ...step('b'), d: true },
      { ...step('c'), z: 'tab2' },
      step('say'),
    );
    assert.deepEqual(steps(red, 'in'), []);
  });

  it('are looked up again after a deployment', () => {
    const { red, deploy } = redWith(node('in', ['say']), step('say'));
    assert.ok(canReachStep(red, 'in'));
    deploy(node('in', []), step('say'));
    assert.ok(!canReachStep(red, 'in'));
  });

  it('include "twiml", which answers a call but is no step', () => {
    const { red } = redWith(node('in', ['t']), { id: 't', type: 'twilio-twiml', z: 'tab', wires: [[]] });
    assert.deepEqual(steps(red, 'in'), ['t']);
    assert.ok(!canReachStep(red, 'in'));
  });

  it('include "twiml" as a step when its message waits for a result', () => {
    const twiml = { id: 't', type: 'twilio-twiml', z: 'tab', goOn: 'result', wires: [[]] };
    const { red } = redWith(node('in', ['t']), twiml);
    // Such a node has been created.
    addStepType('twilio-twiml');
    assert.ok(canReachStep(red, 'in'));
    const { red: other } = redWith(node('in', ['t']), { ...twiml, goOn: 'at-once' });
    assert.ok(!canReachStep(other, 'in'));
  });

  it('can be reached behind a "twiml" that is no step', () => {
    const twiml = (...wires: string[]): Config => ({ id: 't', type: 'twilio-twiml', z: 'tab', wires: [wires] });
    assert.ok(canReachStep(redWith(node('in', ['t']), twiml('say'), step('say')).red, 'in'));
    assert.ok(!canReachStep(redWith(node('in', ['t']), twiml('t')).red, 'in'));
  });

  it('are found in a chain of ten thousand nodes', () => {
    const chain = Array.from({ length: 10_000 }, (_, index) => node(`n${index}`, [`n${index + 1}`]));
    const { red } = redWith(...chain, step('n10000'));
    assert.deepEqual(steps(red, 'n0'), ['n10000']);
  });
});
