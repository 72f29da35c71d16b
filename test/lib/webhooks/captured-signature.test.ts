/** What an attacker can do with one request of Twilio that was captured: its signature holds for no other event. */
import assert from 'node:assert/strict';
import type { Endpoint } from '../../../lib/webhooks/endpoint';
import { Router } from '../../../lib/webhooks/router';
import { bodySha256, form, sign, type Fields } from '../../support/sign';
import {
  ACCOUNT_SID,
  endpointOptions,
  listener,
  messageFields,
  messageSid,
  PUBLIC_BASE,
  signedForm,
  TOKEN,
  type Listener,
} from '../../support/webhooks';
import { joined } from './known-parameters';
import { useServedRouter } from './served-router';

describe('an endpoint with one captured signature', () => {
  const scene = useServedRouter();
  let endpoint: Endpoint;
  let trigger: Listener<'message'>;

  const start = (allowGet: boolean): void => {
    scene.router = new Router();
    endpoint = scene.router.mount('account', endpointOptions({ allowGet }));
    trigger = listener('message');
    endpoint.subscribe(trigger);
  };

  beforeEach(() => {
    start(false);
  });

  const path = '/twilio/message?tenant=7';
  /** What an attacker adds to a text so that a query of its own begins in it. */
  const QUERY = `&${form(messageFields({ From: '+19995550000', Body: 'forged', MessageSid: messageSid(9) }))}&x=`;
  const signed = (fields: Fields): string => sign(TOKEN, PUBLIC_BASE + path, fields);
  const spliced = (fields: Fields): string => path + joined(Object.fromEntries(fields));

  for (const allowGet of [false, true]) {
    it(`accepts no GET that was made of a POST, ${allowGet ? 'though GET is allowed' : 'as GET is not allowed'}`, async () => {
      start(allowGet);
      const fields = messageFields({ Body: QUERY });
      const headers = { 'X-Twilio-Signature': signed(fields) };
      const { status } = await scene.server.send({ method: 'GET', path: spliced(fields), headers });
      assert.equal(status, allowGet ? 403 : 405);
      assert.deepEqual(trigger.accepted, []);
    });
  }

  it('accepts no event from the query of a POST', async () => {
    const fields = messageFields({ Body: QUERY });
    const headers = { 'X-Twilio-Signature': signed(fields), 'Content-Type': 'application/x-www-form-urlencoded' };
    assert.equal((await scene.server.send({ path: spliced(fields), headers })).status, 403);
    const named = '/twilio/message?From=%2B19995550000&Body=forged&step=2';
    const twice = signedForm(messageFields(), { path: named });
    assert.equal((await scene.server.send(twice)).status, 200);
    assert.deepEqual(
      trigger.accepted.map(({ from, body, raw }) => [from, body, raw['step']]),
      [['+14155550111', 'Hello', '2']],
    );
  });

  it('accepts no JSON whose hash comes from a text in the URL', async () => {
    const body = JSON.stringify(Object.fromEntries(messageFields({ From: '+19995550000' })));
    const fields = messageFields({ Body: `&bodySHA256=${bodySha256(body)}&x=` });
    const headers = { 'X-Twilio-Signature': signed(fields), 'Content-Type': 'application/json' };
    assert.equal((await scene.server.send({ path: spliced(fields), headers, body })).status, 403);
    // A URL that is not encoded in the same way is still the same URL for Twilio's library.
    const hidden = spliced(fields).replace('AccountSid', '%41ccountSid');
    assert.equal((await scene.server.send({ path: hidden, headers, body })).status, 403);
    assert.deepEqual(trigger.accepted, []);
  });

  it('accepts signed JSON only as JSON', async () => {
    const attack = `&${form(messageFields({ From: '+19995550000' }))}&x=`;
    const body = JSON.stringify({ AccountSid: ACCOUNT_SID, MessageSid: messageSid(1), Body: attack });
    const hashed = `/twilio/message?bodySHA256=${bodySha256(body)}`;
    const signature = sign(TOKEN, PUBLIC_BASE + hashed);
    const send = (type: string) =>
      scene.server.send({ path: hashed, body, headers: { 'Content-Type': type, 'X-Twilio-Signature': signature } });
    const { status, text } = await send('application/x-www-form-urlencoded');
    assert.deepEqual([status, text], [403, 'Forbidden: its Content-Type is not the one that was signed.\n']);
    assert.equal((await send('application/json')).status, 200);
  });

  it('accepts no repeated sender', async () => {
    const fields: Fields = [...messageFields(), ['From', '+19995550000']];
    const { status, text } = await scene.server.send(signedForm(fields));
    assert.equal(status, 403);
    assert.match(text, /From more than once/);
  });

  it('accepts no request for another webhook whose name starts in the same way', async () => {
    const fields = messageFields({ MessageStatus: 'delivered' });
    const signature = sign(TOKEN, `${PUBLIC_BASE}/twilio/message-status`, fields);
    const [first, ...rest] = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
    const moved: Fields = [[`-status${first?.[0] ?? ''}`, first?.[1] ?? ''], ...rest];
    const outgoing = signedForm(moved, { headers: { 'X-Twilio-Signature': signature } });
    assert.equal((await scene.server.send(outgoing)).status, 403);
    assert.deepEqual(trigger.accepted, []);
  });
});
