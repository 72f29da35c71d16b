/** What the node "rest api" lists, fetches, changes and buys, and the messages that it sends. */
import assert from 'node:assert/strict';
import { findSimulator } from '../../lib/node-red/simulator';
import { sendSms, simulated, sink } from '../support/flows';
import { TO, useApi, withParameters } from './api-scene';

describe('rest api', () => {
  const { start, send, payload, fail, loaded, startWithMessages } = useApi();

  /** Waits until a message has come to its end on the simulator. */
  const arrived = (sid: string): Promise<void> =>
    new Promise((resolve) => {
      const simulator = findSimulator('account');
      const look = (): void => {
        const found = simulator?.state().messages.find((message) => message.sid === sid);
        if (found?.status === 'delivered') resolve();
      };
      simulator?.subscribe(look);
      look();
    });

  it('lists, as one array up to the limit, with names in camelCase and times in ISO 8601', async () => {
    await startWithMessages({ limit: 2 });
    const messages = (await send({ kept: 'yes' }))['payload'] as Record<string, unknown>[];
    assert.equal(messages.length, 2);
    const [latest] = messages;
    assert.equal(latest?.['body'], 'text 3');
    assert.match(String(latest['dateCreated']), /^\d{4}-\d{2}-\d{2}T/);
    assert.ok('numSegments' in latest);
    await loaded().statusOf('action', 'runtime.status.found');
  });

  it('lists up to the limit among the parameters, or in msg.options', async () => {
    await startWithMessages({ limit: 50, parameters: { limit: 1 } });
    assert.equal(((await send({}))['payload'] as unknown[]).length, 1);
    assert.equal(((await send({ options: { limit: 2 } }))['payload'] as unknown[]).length, 2);
  });

  it('lists as one message each, with parts that a join node can put together', async () => {
    await startWithMessages({ emit: 'each' });
    const first = await send({ kept: 'yes' });
    const others = [await loaded().arrival('out'), await loaded().arrival('out')];
    const all = [first, ...others] as { payload: { body: string }; kept: string; parts: Record<string, unknown> }[];
    assert.deepEqual(
      all.map((msg) => [msg.payload.body, msg.kept, msg.parts['index'], msg.parts['count']]),
      [
        ['text 3', 'yes', 0, 3],
        ['text 2', 'yes', 1, 3],
        ['text 1', 'yes', 2, 3],
      ],
    );
    assert.equal(new Set(all.map((msg) => msg.parts['id'])).size, 1);
  });

  it('sends no message for an empty list with one message per item', async () => {
    await start({ emit: 'each' });
    loaded().node('action').receive({});
    await loaded().statusOf('action', 'runtime.status.found');
    assert.deepEqual(
      loaded()
        .logged()
        .filter(({ id }) => id === 'action'),
      [],
    );
  });

  it('gets a message', async () => {
    const [sid = ''] = await startWithMessages({ operation: 'get', ...withParameters }, 1);
    assert.equal((await payload({ parameters: { sid } }))['body'], 'text 1');
  });

  it('redacts a message that has arrived', async () => {
    const [sid = ''] = await startWithMessages({ operation: 'redact', confirm: true, ...withParameters }, 1);
    await arrived(sid);
    assert.equal((await payload({ parameters: { sid } }))['body'], '');
  });

  it('cancels a scheduled message', async () => {
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const service = `MG${'1'.repeat(32)}`;
    const scheduled = sendSms({
      sender: 'service',
      messagingServiceSid: service,
      options: { sendAt },
      wires: [['sent']],
    });
    await start({ operation: 'cancel', ...withParameters }, simulated({ messagingServiceSid: service }), {}, [
      scheduled,
      sink('sent'),
    ]);
    loaded().node('send').receive({ to: TO, payload: 'later' });
    const { sid, status } = (await loaded().arrival('sent'))['payload'] as Record<string, unknown>;
    assert.equal(status, 'scheduled');
    assert.equal((await payload({ parameters: { sid } }))['status'], 'canceled');
  });

  it('deletes a message', async () => {
    const [sid = ''] = await startWithMessages({ operation: 'delete', confirm: true, ...withParameters }, 1);
    await arrived(sid);
    assert.deepEqual(await payload({ parameters: { sid } }), { sid, deleted: true });
    const gone = await fail({ parameters: { sid } });
    assert.equal(gone.code, 'NOT_FOUND');
    assert.equal(gone.cause['status'], 404);
  });

  it('takes its parameters from the node, as JSON', async () => {
    await startWithMessages({ parameters: JSON.stringify({ to: '+14155550199' }) });
    assert.deepEqual((await send({}))['payload'], []);
  });

  for (const [resource, operation, member] of [
    ['account', 'get', 'friendlyName'],
    ['balance', 'get', 'balance'],
  ] as const) {
    it(`gets the ${resource}`, async () => {
      await start({ resource, operation });
      assert.notEqual((await payload({}))[member], undefined);
    });
  }

  for (const [resource, operation] of [
    ['calls', 'list'],
    ['recordings', 'list'],
    ['transcriptions', 'list'],
    ['incomingNumbers', 'list'],
    ['usage', 'daily'],
    ['usage', 'monthly'],
    ['usage', 'byCategory'],
    ['messagingServices', 'list'],
    ['contentTemplates', 'list'],
    ['verifyServices', 'list'],
  ] as const) {
    it(`lists ${resource}: ${operation}`, async () => {
      await start({ resource, operation });
      assert.ok(Array.isArray((await send({}))['payload']));
    });
  }

  it('searches, buys and releases a number, when that is confirmed', async () => {
    await start({ resource: 'availableNumbers', operation: 'search', ...withParameters });
    const found = (await send({ parameters: { country: 'US', type: 'Local', smsEnabled: true } }))['payload'];
    const [{ phoneNumber = '' } = {}] = found as { phoneNumber?: string }[];
    assert.match(phoneNumber, /^\+1\d{10}$/);

    await start({ resource: 'incomingNumbers', operation: 'buy', ...withParameters });
    const refused = await fail({ parameters: { phoneNumber } });
    assert.equal(refused.code, 'NOT_CONFIRMED');
    const bought = await payload({ parameters: { phoneNumber }, confirm: true });
    assert.equal(bought['phoneNumber'], phoneNumber);
    assert.ok(
      findSimulator('account')
        ?.state()
        .numbers.some((number) => number.phoneNumber === phoneNumber),
    );
  });

  it('buys with the tick in the node, and nothing else counts as one', async () => {
    await start({ resource: 'incomingNumbers', operation: 'release', confirm: false, ...withParameters });
    const parameters = { sid: `PN${'1'.repeat(32)}` };
    for (const confirm of [undefined, 'true', 1, {}]) {
      assert.equal((await fail({ parameters, confirm })).code, 'NOT_CONFIRMED', String(confirm));
    }
    await start({ resource: 'incomingNumbers', operation: 'release', confirm: true, ...withParameters });
    assert.equal((await fail({ parameters })).code, 'NOT_FOUND');
  });

  it('runs what cannot be undone in a node that was saved before there was a confirmation', async () => {
    const release = { resource: 'incomingNumbers', operation: 'release', ...withParameters };
    const parameters = { sid: `PN${'1'.repeat(32)}` };
    await start({ ...release, confirm: undefined });
    assert.equal((await fail({ parameters })).code, 'NOT_FOUND');
    for (const confirm of [null, 'true', 1, '']) {
      await start({ ...release, confirm });
      assert.equal((await fail({ parameters })).code, 'NOT_CONFIRMED', String(confirm));
    }
  });

  it('keeps the place of an outer sequence in the parts of each', async () => {
    await startWithMessages({ emit: 'each' }, 1);
    const outer = { id: 'outer', index: 2, count: 3 };
    assert.deepEqual(((await send({ parts: outer }))['parts'] as { parts: unknown }).parts, outer);
  });

  it('takes parameters from msg.options too, over its own', async () => {
    const [, sid] = await startWithMessages({ operation: 'get', parameters: `{"sid": "SM${'0'.repeat(32)}"}` });
    // Those of a node before are no concern of this one.
    assert.equal((await payload({ options: { sid, validityPeriod: 600 } }))['body'], 'text 2');
  });
});
