import assert from 'node:assert/strict';
import { DELIVERY_HEADER, type Delivery } from '../../../lib/webhooks/delivery';
import type { Subscription } from '../../../lib/webhooks/subscribers';
import type { Answer } from '../../support/http';
import { endpointOptions, listener, messageFields, messageSid, post } from '../../support/webhooks';
import { useServedRouter } from './served-router';

/** What the header of a response says. */
function deliveryOf({ headers }: Answer): Delivery | undefined {
  const value = headers[DELIVERY_HEADER.toLowerCase()];
  return typeof value === 'string' ? (JSON.parse(decodeURIComponent(value)) as Delivery) : undefined;
}

describe('the response for the simulator', () => {
  const scene = useServedRouter();

  const mount = (explains = true) =>
    scene.router.mount('account', {
      ...endpointOptions(),
      ...(explains ? { explains: (kind) => scene.router.typesElsewhere('account', kind) } : {}),
    });
  const node = (id: string, filter = '', changes: Partial<Subscription<'message'>> = {}) =>
    listener('message', {
      describe: (event) => ({
        id,
        type: 'twilio-sms-in',
        name: `node ${id}`,
        filter: event === undefined ? '' : filter,
      }),
      ...changes,
    });
  const refusing = { filter: { accepts: () => false } };

  it('names the nodes that took a message, and the filters of the others', async () => {
    const endpoint = mount();
    endpoint.subscribe(node('a'));
    endpoint.subscribe(node('b', 'From +1415*', refusing));
    endpoint.subscribe(node('c', 'Text contains “stop”', { ...refusing, wantsFilteredOut: true }));
    const answer = await post(scene.server, messageFields());
    assert.equal(answer.status, 200);
    assert.deepEqual(deliveryOf(answer), {
      takenBy: [{ id: 'a', type: 'twilio-sms-in', name: 'node a' }],
      filteredOut: [
        { id: 'b', type: 'twilio-sms-in', name: 'node b', filter: 'From +1415*' },
        { id: 'c', type: 'twilio-sms-in', name: 'node c', filter: 'Text contains “stop”', secondOutput: true },
      ],
      elsewhere: [],
    });
  });

  it('also names a node whose filter for whole numbers is looked up by the number', async () => {
    const endpoint = mount();
    const index = { field: 'to', addresses: ['+14155550199'] } as const;
    endpoint.subscribe(node('a', 'To +14155550199', { filter: { accepts: () => false, index } }));
    const delivery = deliveryOf(await post(scene.server, messageFields()));
    assert.deepEqual(
      delivery?.filteredOut.map(({ filter }) => filter),
      ['To +14155550199'],
    );
  });

  it('leaves out nodes that do not take such a message', async () => {
    const endpoint = mount();
    endpoint.subscribe(node('a', '', { matches: ({ channel }) => channel === 'whatsapp' }));
    assert.deepEqual(deliveryOf(await post(scene.server, messageFields())), {
      takenBy: [],
      filteredOut: [],
      elsewhere: [],
    });
  });

  it('says when no node takes messages, and which nodes of other accounts do', async () => {
    mount();
    const nobody = await post(scene.server, messageFields());
    assert.equal(nobody.status, 200);
    assert.deepEqual(deliveryOf(nobody), { takenBy: [], filteredOut: [], elsewhere: [] });
    scene.router.mount('other', endpointOptions({ path: '/other' })).subscribe(node('a'));
    const another = await post(scene.server, messageFields({ MessageSid: messageSid(2) }));
    assert.deepEqual(deliveryOf(another)?.elsewhere, ['twilio-sms-in']);
  });

  it('is also explained when the flow answers later', async () => {
    const endpoint = mount();
    endpoint.subscribe(
      node('a', '', {
        answer: () => ({ by: 'flow', deadlineSeconds: 5 }),
        receive: ({ messageSid: sid }) => {
          setImmediate(() => endpoint.pendingResponses.answer(sid, '<Response><Message>later</Message></Response>'));
        },
      }),
    );
    const answer = await post(scene.server, messageFields());
    assert.match(answer.text, /later/);
    assert.equal(deliveryOf(answer)?.takenBy.length, 1);
  });

  it('stays below the limit of headers, for any names of nodes', async () => {
    const endpoint = mount();
    for (let n = 0; n < 50; n += 1) {
      endpoint.subscribe(node(String(n), '漢'.repeat(5000), refusing));
      endpoint.subscribe(
        node(`x${String(n)}`, '', {
          describe: () => ({ id: '', type: '', name: '\ud800😀'.repeat(5000), filter: '' }),
        }),
      );
    }
    const answer = await post(scene.server, messageFields());
    assert.equal(answer.status, 200);
    assert.ok(String(answer.headers[DELIVERY_HEADER.toLowerCase()]).length <= 8 * 1024);
    assert.ok((deliveryOf(answer)?.takenBy.length ?? 0) > 0);
  });

  it('is not sent for an account at Twilio, or to an unsigned request', async () => {
    const endpoint = mount(false);
    endpoint.subscribe(node('a'));
    assert.equal(deliveryOf(await post(scene.server, messageFields())), undefined);
    scene.router.unmount(endpoint, true);
    mount().subscribe(node('a'));
    const forged = await post(scene.server, messageFields({ MessageSid: messageSid(2) }), { token: 'guessed' });
    assert.deepEqual([forged.status, deliveryOf(forged)], [403, undefined]);
  });
});
