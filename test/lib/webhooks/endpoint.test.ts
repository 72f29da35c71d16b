import assert from 'node:assert/strict';
import { EMPTY_TWIML, REJECT_TWIML } from '../../../lib/twiml/documents';
import type { Endpoint } from '../../../lib/webhooks/endpoint';
import { Router } from '../../../lib/webhooks/router';
import type { Answer, Subscription } from '../../../lib/webhooks/subscribers';
import { startHttp, type TestHttp } from '../../support/http';
import { ACCOUNT_SID, endpointOptions, listener, messageFields, messageSid, post } from '../../support/webhooks';

const twiml = (text: string): string => `<Response><Message>${text}</Message></Response>`;
const says = (text: string) => (): Answer => ({ by: 'document', twiml: twiml(text) });
const leavesItToTheFlow = (): Answer => ({ by: 'flow', deadline: 5 });

describe('an endpoint', () => {
  let server: TestHttp;
  let router: Router;
  let endpoint: Endpoint;

  beforeEach(async () => {
    router = new Router();
    endpoint = router.mount('account', endpointOptions());
    server = await startHttp((request, response) => {
      router.handle(request, response, () => response.writeHead(404).end());
    });
  });
  afterEach(async () => {
    router.close();
    await server.close();
  });

  const trigger = (changes: Partial<Subscription<'message'>> = {}) => {
    const made = listener('message', changes);
    endpoint.subscribe(made);
    return made;
  };
  const answerTo = async (changes: Record<string, string> = {}): Promise<string> => {
    const { status, text } = await post(server, messageFields(changes));
    assert.equal(status, 200);
    return text;
  };

  describe('sends its subscribers', () => {
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
      await post(server, [...messageFields(), ['Tag', 'a'], ['Tag', 'b']]);
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
      const both = await Promise.all([1, 2].map(() => post(server, messageFields(), { headers })));
      const retry = await post(server, messageFields(), { headers });
      assert.deepEqual(
        [...both, retry].map(({ text }) => text),
        Array(3).fill(twiml('hello')),
      );
      assert.equal(one.accepted.length, 1);
    });

    it('a message once, also when it is sent again with another token', async () => {
      const one = trigger();
      for (const token of ['one', 'two']) {
        await post(server, messageFields(), { headers: { 'I-Twilio-Idempotency-Token': token } });
      }
      assert.equal(one.accepted.length, 1);
    });

    it('every message when the token is empty', async () => {
      const one = trigger();
      for (const n of [1, 2]) {
        const fields = messageFields({ MessageSid: messageSid(n) });
        await post(server, fields, { headers: { 'I-Twilio-Idempotency-Token': '' } });
      }
      assert.equal(one.accepted.length, 2);
    });

    it('every status of a message', async () => {
      const one = listener('message-status');
      endpoint.subscribe(one);
      for (const MessageStatus of ['sent', 'delivered', 'sent']) {
        const { text } = await post(server, messageFields({ MessageStatus }), { path: '/twilio/message-status' });
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
        const { status, text } = await post(server, messageFields({ MessageSid: '', Body }));
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
      const unsubscribe = endpoint.subscribe(go);
      unsubscribe();
      unsubscribe();
      await answerTo();
      assert.deepEqual([stay.accepted.length, go.accepted.length], [1, 0]);
      assert.equal(endpoint.hasSubscribers('message'), true);
      assert.equal(endpoint.hasSubscribers('message-status'), false);
    });
  });

  describe('answers', () => {
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
      assert.equal(endpoint.pendingResponses.openAnswers, 0);
    });

    it('with a document, and records that a flow is too late only when a flow was to answer', async () => {
      trigger({ answer: says('fixed') });
      await answerTo({ MessageSid: messageSid(1) });
      trigger({ answer: leavesItToTheFlow });
      assert.equal(await answerTo({ MessageSid: messageSid(2) }), twiml('fixed'));
      assert.deepEqual(
        [messageSid(1), messageSid(2)].map((sid) => endpoint.pendingResponses.isTakenFromFlow(sid)),
        [false, true],
      );
    });

    it('with the response of a flow, also when another trigger has none', async () => {
      trigger();
      trigger({
        answer: leavesItToTheFlow,
        receive: ({ messageSid }) => setImmediate(() => endpoint.pendingResponses.answer(messageSid, twiml('flow'))),
      });
      trigger();
      assert.equal(await answerTo(), twiml('flow'));
    });

    it('with the response of a flow, at once', async () => {
      trigger({
        answer: leavesItToTheFlow,
        receive: ({ messageSid }) => endpoint.pendingResponses.answer(messageSid, twiml('at once')),
      });
      assert.equal(await answerTo(), twiml('at once'));
    });

    it('with empty TwiML at the deadline', async () => {
      const one = trigger({ answer: () => ({ by: 'flow', deadline: 0.005 }) });
      assert.equal(await answerTo(), EMPTY_TWIML);
      assert.equal(endpoint.pendingResponses.answer(one.accepted[0]?.messageSid ?? '', twiml('late')), false);
    });

    it('until the longest deadline of the triggers', async () => {
      trigger({ answer: () => ({ by: 'flow', deadline: 60 }) });
      trigger({ answer: () => ({ by: 'flow', deadline: 0 }) });
      // When this timer runs, one of the shorter deadline has run before it.
      trigger({
        receive: ({ messageSid }) =>
          setTimeout(() => endpoint.pendingResponses.answer(messageSid, twiml('patience')), 5),
      });
      assert.equal(await answerTo(), twiml('patience'));
    });
  });

  describe('after the deadline of a flow', () => {
    const after = (deadline: number, late?: () => string) => (): Answer => ({
      by: 'flow',
      deadline,
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
        receive: ({ messageSid }) => endpoint.pendingResponses.answer(messageSid, twiml('in time')),
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

  describe('answers a call', () => {
    const CallSid = `CA${'1'.repeat(32)}`;
    const call = async (changes: Record<string, string> = {}): Promise<string> => {
      const ringing = { CallSid, AccountSid: ACCOUNT_SID, CallStatus: 'ringing', Direction: 'inbound', To: '+1' };
      const fields = Object.entries({ ...ringing, ...changes });
      const { status, text } = await post(server, fields, { path: '/twilio/call' });
      assert.equal(status, 200);
      return text;
    };

    it('by rejecting it when no trigger accepts it', async () => {
      endpoint.subscribe(listener('call', { filter: { accepts: () => false } }));
      assert.equal(await call(), REJECT_TWIML);
      assert.equal(await call(), REJECT_TWIML);
    });

    it('with empty TwiML when it is in progress or outgoing, and no trigger accepts it', async () => {
      endpoint.subscribe(listener('call', { filter: { accepts: () => false } }));
      assert.equal(await call({ CallStatus: 'in-progress' }), EMPTY_TWIML);
      assert.equal(await call({ Direction: 'outbound-api' }), EMPTY_TWIML);
    });

    it('with empty TwiML when a trigger accepts it and has no response', async () => {
      endpoint.subscribe(listener('call'));
      assert.equal(await call(), EMPTY_TWIML);
    });

    it('once while it rings, and with each later request', async () => {
      const one = listener('call');
      endpoint.subscribe(one);
      for (const CallStatus of ['ringing', 'ringing', 'in-progress', 'in-progress']) await call({ CallStatus });
      assert.deepEqual(
        one.accepted.map(({ status }) => status),
        ['ringing', 'in-progress', 'in-progress'],
      );
    });
  });

  describe('rejects', () => {
    it('an unsigned request, informs its listeners, and counts it', async () => {
      const one = trigger();
      const { status, text, headers } = await post(server, messageFields(), { token: 'guess' });
      assert.equal(status, 403);
      assert.equal(text, 'Forbidden: the signature does not match.\n');
      assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
      assert.deepEqual(one.accepted, []);
      assert.deepEqual(one.reasons, ['the signature does not match']);
      assert.equal(endpoint.rejected.count, 1);
      assert.equal(endpoint.rejected.last?.url, 'https://flows.example.com/in/twilio/message');
      await post(server, messageFields(), { token: 'guess' });
      assert.equal(endpoint.rejected.count, 2);
    });

    it('a request without a signature', async () => {
      trigger();
      const { status, text } = await server.send({ path: '/twilio/message', body: 'Body=x' });
      assert.equal(status, 403);
      assert.match(text, /no X-Twilio-Signature header/);
    });

    it('a request of another account, even with a valid signature', async () => {
      const one = trigger();
      const { status, text } = await post(server, messageFields({ AccountSid: `AC${'9'.repeat(32)}` }));
      assert.equal(status, 403);
      assert.match(text, /another Twilio account/);
      assert.equal((await post(server, [['MessageSid', messageSid(1)]])).status, 403);
      assert.deepEqual(one.accepted, []);
    });

    it('a request with 403 even when a listener fails', async () => {
      const broken = new Error('broken');
      const throws = (): never => {
        throw broken;
      };
      const one = trigger({ unauthorized: throws });
      trigger({ unauthorized: throws, failed: throws });
      const last = trigger();
      assert.equal((await post(server, messageFields(), { token: 'guess' })).status, 403);
      assert.deepEqual(one.failures, [broken]);
      assert.equal(last.reasons.length, 1);
    });
  });

  describe('with settings of its own', () => {
    const remount = (changes: Parameters<typeof endpointOptions>[0]) => {
      router.unmount(endpoint, true);
      endpoint = router.mount('account', endpointOptions(changes));
      return trigger();
    };

    it('names the URL that the signature is valid for when its public URL is wrong', async () => {
      const rejections: string[] = [];
      remount({ onUnauthorized: ({ hint }) => rejections.push(hint) });
      const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'new.example.com' };
      const url = 'https://new.example.com/twilio/message';
      assert.equal((await post(server, messageFields(), { url, headers })).status, 403);
      assert.match(
        rejections[0] ?? '',
        /^Twilio called https:\/\/new\.example\.com\/twilio\/message: set the Public URL/,
      );
      await post(server, messageFields(), { token: 'guess', headers });
      assert.doesNotMatch(rejections[1] ?? '', /Twilio called/);
    });

    it('uses the URL of the request when it has no public URL', async () => {
      const one = remount({ publicUrl: undefined });
      const url = `${server.origin}/twilio/message`;
      assert.equal((await post(server, messageFields(), { url })).status, 200);
      const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'new.example.com' };
      const fields = messageFields({ MessageSid: messageSid(2) });
      const forwarded = await post(server, fields, { url: 'https://new.example.com/twilio/message', headers });
      assert.equal(forwarded.status, 200);
      const spoofed = await post(server, messageFields(), { url, headers: { 'X-Forwarded-Host': 'evil/..' } });
      assert.equal(spoofed.status, 200);
      assert.equal(one.accepted.length, 2);
      assert.equal((await post(server, messageFields(), { url: 'https://evil.example/twilio/message' })).status, 403);
    });

    it('accepts no request when it has no token', async () => {
      remount({ tokens: [] });
      const { status, text } = await post(server, messageFields());
      assert.equal(status, 403);
      assert.match(text, /no auth token/);
    });

    it('accepts unsigned requests only when validation is off, and only of its own account', async () => {
      const one = remount({ validateSignatures: false, tokens: [] });
      assert.equal((await post(server, messageFields(), { token: 'guess' })).status, 200);
      assert.equal((await post(server, messageFields({ AccountSid: 'ACother' }))).status, 403);
      assert.equal(one.accepted.length, 1);
    });
  });
});
