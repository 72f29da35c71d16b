import assert from 'node:assert/strict';
import { NAMESPACE } from '../../../lib/namespace';
import { translate, type Red } from '../../../lib/node-red/red';

/** A Node-RED with a catalogue of a few strings, which counts how often it is asked. */
function fakeRed(strings: Record<string, string>): { red: Red; asked: () => number } {
  let asked = 0;
  const _ = (key: string, values: Record<string, string | number>): string => {
    asked += 1;
    return (strings[key.replace(`${NAMESPACE}:`, '')] ?? key).replace(/__(\w+?)__/g, (_place, name: string) =>
      String(values[name]),
    );
  };
  return { red: { _ } as unknown as Red, asked: () => asked };
}

describe('words', () => {
  it('fills in the values each time that the string is used', () => {
    const { red } = fakeRed({ 'runtime.status.last': '__who__ at __at__' });
    assert.equal(translate(red, 'status.last', { who: '+14155550100', at: '10:00:00' }), '+14155550100 at 10:00:00');
    assert.equal(translate(red, 'status.last', { who: 'rcs:__at__', at: '10:00:01' }), 'rcs:__at__ at 10:00:01');
  });

  it('looks a string up once', () => {
    const { red, asked } = fakeRed({ 'runtime.status.listening': 'listening' });
    for (let times = 0; times < 3; times += 1) assert.equal(translate(red, 'status.listening'), 'listening');
    assert.equal(asked(), 1);
  });

  it('looks up each time what a count may make plural', () => {
    const { red, asked } = fakeRed({ 'runtime.status.sending': 'sending __count__' });
    assert.equal(translate(red, 'status.sending', { count: 1 }), 'sending 1');
    assert.equal(translate(red, 'status.sending', { count: 2 }), 'sending 2');
    assert.equal(asked(), 2);
  });

  it('is the bare key where no catalogue has the string', () => {
    const { red } = fakeRed({});
    assert.equal(translate(red, 'status.done'), 'runtime.status.done');
    assert.equal(translate(red, 'status.sending', { count: 1 }), 'runtime.status.sending');
  });

  it('keeps the strings of one Node-RED apart from those of another', () => {
    const english = fakeRed({ 'runtime.status.done': 'done' });
    const german = fakeRed({ 'runtime.status.done': 'fertig' });
    assert.equal(translate(english.red, 'status.done'), 'done');
    assert.equal(translate(german.red, 'status.done'), 'fertig');
  });
});
