/** Which webhooks an endpoint sends to which of its subscribers. */
import assert from 'node:assert/strict';
import { EMPTY_TWIML } from '../../../lib/twiml/documents';
import { listener, messageFields, messageSid, post } from '../../support/webhooks';
import { says, twiml, useEndpoint } from './endpoint-scene';

describe('an endpoint sends its subscribers', () => {
  const scene = useEndpoint();
  const { trigger, answerTo } = scene;

  it('every event that their filters accept', async () => {
    const all = trigger();
    const none = trigger({ filter: { accepts: () => false } });
    await answerTo({ Body: 'Hello 👋 مرحبا' });
    assert.equal(all.accepted[0]?.body, 'Hello 👋 مرحبا');
    assert.deepEqual([none.accepted, none.rejected], [[], []]);
  });

  it('events that their filters do not accept, when they want them', async () => {
    const picky = trigger({ filter: { accepts: ({ body }) => body === 'yes' }, wantsFilteredOut: true });
    await answerTo({ MessageSid: messageSid(1), Body: 'yes' });
    await answerTo({ MessageSid: messageSid(2), Body: 'no' });
    assert.deepEqual(
      picky.accepted.map(({ body }) => body),
      ['yes'],
    );
    assert.deepEqual(
      picky.rejected.map(({ body }) => body),
      ['no'],
    );
  });

  it('no event of another kind, not even as filtered out', async () => {
    const sms = trigger({ matches: ({ channel }) => channel === 'sms', wantsFilteredOut: true });
    const whatsapp = trigger({ matches: ({ channel }) => channel === 'whatsapp' });
    await answerTo({ From: 'whatsapp:+14155550111', To: 'whatsapp:+14155550100' });
    assert.deepEqual([sms.accepted, sms.rejected], [[], []]);
    assert.equal(whatsapp.accepted.length, 1);
  });

  it('no claimed event, except to those that want to see it', async () => {
    const isReply = ({ body }: { body: string }) => body === 'yes';
    const claims = trigger({ claims: true, filter: { accepts: isReply } });
    const usual = trigger({ answer: says('usual') });
    const picky = trigger({ filter: { accepts: () => false }, wantsFilteredOut: true });
    const curious = trigger({ seesClaimed: true });
    assert.equal(await answerTo({ MessageSid: messageSid(1), Body: 'yes' }), EMPTY_TWIML);
    assert.deepEqual([usual.accepted, picky.rejected], [[], []]);
    assert.deepEqual([claims.accepted.length, curious.accepted.length], [1, 1]);
    assert.equal(await answerTo({ MessageSid: messageSid(2), Body: 'no' }), twiml('usual'));
    assert.deepEqual([claims.accepted.length, usual.accepted.length, picky.rejected.length], [1, 1, 1]);
  });

  it('in the order in which they subscribed', async () => {
    const order: number[] = [];
    for (const n of [1, 2, 3]) trigger({ receive: () => order.push(n) });
    await answerTo();
    assert.deepEqual(order, [1, 2, 3]);
  });

  it('each with a copy of its own, down to the raw parameters', async () => {
    const vandal = (event: { body: string; raw: object }): void => {
      event.body = 'changed';
      Reflect.set(event.raw, 'Body', 'changed');
      const media: unknown = Reflect.get(event.raw, 'Tag');
      if (Array.isArray(media)) media.push('changed');
    };
    trigger({ receive: vandal });
    const second = trigger({
      receive(event) {
        second.accepted.push(structuredClone(event));
        vandal(event);
      },
    });
    const third = trigger({ filter: { accepts: () => false }, wantsFilteredOut: true });
    await post(scene.server, [...messageFields(), ['Tag', 'a'], ['Tag', 'b']]);
    for (const event of [...second.accepted, ...third.rejected]) {
      assert.equal(event.body, 'Hello');
      assert.equal(event.raw['Body'], 'Hello');
      assert.deepEqual(event.raw['Tag'], ['a', 'b']);
    }
    assert.equal(second.accepted.length + third.rejected.length, 2);
  });

  it('an event once, however often Twilio sends it', async () => {
    const one = trigger({ answer: says('hello') });
    const headers = { 'I-Twilio-Idempotency-Token': 'token-1' };
    const both = await Promise.all([1, 2].map(() => post(scene.server, messageFields(), { headers })));
    const retry = await post(scene.server, messageFields(), { headers });
    assert.deepEqual(
      [...both, retry].map(({ text }) => text),
      Array(3).fill(twiml('hello')),
    );
    assert.equal(one.accepted.length, 1);
  });

  it('a message once, also when it is sent again with another token', async () => {
    const one = trigger();
    for (const token of ['one', 'two']) {
      await post(scene.server, messageFields(), { headers: { 'I-Twilio-Idempotency-Token': token } });
    }
    assert.equal(one.accepted.length, 1);
  });

  it('every message when the token is empty', async () => {
    const one = trigger();
    for (const n of [1, 2]) {
      const fields = messageFields({ MessageSid: messageSid(n) });
      await post(scene.server, fields, { headers: { 'I-Twilio-Idempotency-Token': '' } });
    }
    assert.equal(one.accepted.length, 2);
  });

  it('every status of a message', async () => {
    const one = listener('message-status');
    scene.endpoint.subscribe(one);
    for (const MessageStatus of ['sent', 'delivered', 'sent']) {
      const { text } = await post(scene.server, messageFields({ MessageStatus }), { path: '/twilio/message-status' });
      assert.equal(text, EMPTY_TWIML);
    }
    assert.deepEqual(
      one.accepted.map(({ status }) => status),
      ['sent', 'delivered'],
    );
  });

  it('nothing, with 400, when a request has no SID', async () => {
    const one = trigger();
    for (const Body of ['one', 'two']) {
      const { status, text } = await post(scene.server, messageFields({ MessageSid: '', Body }));
      assert.equal(status, 400);
      assert.match(text, /no SID/);
    }
    assert.equal(one.accepted.length, 0);
  });

  it('an event that another subscriber failed on', async () => {
    const broken = new Error('broken');
    const throws = (): never => {
      throw broken;
    };
    const all = [
      trigger({ filter: { accepts: throws } }),
      trigger({ filter: { accepts: throws }, wantsFilteredOut: true }),
      trigger({ answer: throws }),
      trigger({ receive: throws }),
      trigger({ matches: throws }),
    ];
    trigger({ receive: throws, failed: throws });
    const well = trigger({ answer: says('well') });
    assert.equal(await answerTo(), twiml('well'));
    assert.equal(well.accepted.length, 1);
    assert.deepEqual(
      all.map(({ failures }) => failures),
      Array(all.length).fill([broken]),
    );
    assert.deepEqual(
      all.map(({ accepted }) => accepted.length),
      [0, 0, 1, 0, 0],
    );
    assert.equal(all[1]?.rejected.length, 1);
    assert.equal(await answerTo({ MessageSid: messageSid(2) }), twiml('well'));
  });

  it('the event with the error when their filter fails, unless it leaves as filtered out', async () => {
    const throws = () => {
      throw new Error('broken');
    };
    const undecided: (string | undefined)[] = [];
    const failed = (_error: unknown, event?: { body: string }) => undecided.push(event?.body);
    trigger({ filter: { accepts: throws }, failed });
    const other = trigger({ filter: { accepts: throws }, wantsFilteredOut: true, failed });
    await answerTo({ Body: 'Hello' });
    assert.deepEqual(undecided.sort(), ['Hello', undefined]);
    assert.equal(other.rejected.length, 1);
  });

  it('nothing after they have unsubscribed', async () => {
    const stay = trigger();
    const go = listener('message');
    const unsubscribe = scene.endpoint.subscribe(go);
    unsubscribe();
    unsubscribe();
    await answerTo();
    assert.deepEqual([stay.accepted.length, go.accepted.length], [1, 0]);
    assert.equal(scene.endpoint.hasSubscribers('message'), true);
    assert.equal(scene.endpoint.hasSubscribers('message-status'), false);
  });
});
