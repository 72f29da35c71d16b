import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromJson, toJson } from '../../../../lib/calls/session/message-json';

/** Through JSON text, as in a store on disk. */
const kept = (value: unknown): unknown => fromJson(JSON.parse(JSON.stringify(toJson(value).json)) as never);

describe('a message as JSON', () => {
  it('keeps every value that JSON has', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.deepEqual(kept(value), JSON.parse(JSON.stringify(value)));
        assert.deepEqual(toJson(value).lost, []);
      }),
    );
  });

  it('keeps Buffers and dates, and objects that look like their markers', () => {
    const message = {
      payload: Buffer.from([0, 255]),
      at: new Date(0),
      odd: { $buffer: 'text', $date: 1, more: [{ $object: { a: 1 } }] },
    };
    assert.deepEqual(kept(message), message);
  });

  it('leaves out sockets, functions and what contains itself, and names them', () => {
    class Socket {
      open = true;
    }
    const message: Record<string, unknown> = {
      topic: 'a',
      req: new Socket(),
      done: () => undefined,
      list: [1, Symbol('x')],
    };
    message['self'] = { inside: message };
    assert.deepEqual(kept(message), { topic: 'a', list: [1, null], self: {} });
    assert.deepEqual(toJson(message).lost, ['req', 'done', 'list[1]', 'self.inside']);
  });

  it('keeps an object that is in a message twice', () => {
    const call = { sid: 'CA1' };
    assert.deepEqual(kept({ a: call, b: call }), { a: call, b: call });
  });

  it('does not change the prototype of what it reads', () => {
    const read = kept(JSON.parse('{"__proto__":{"isAdmin":true}}')) as object;
    assert.equal(Reflect.get({}, 'isAdmin'), undefined);
    assert.deepEqual(Object.getOwnPropertyDescriptor(read, '__proto__')?.value, { isAdmin: true });
    assert.equal(Object.getPrototypeOf(read), Object.prototype);
  });

  it('leaves out what is nested too deep', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    assert.equal(toJson(deep).lost.length, 1);
  });
});
