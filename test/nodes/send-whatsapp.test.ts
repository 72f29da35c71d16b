import assert from 'node:assert/strict';
import { real, REAL_CREDENTIALS, simulated } from '../support/flows';
import { runAction } from '../support/run-action';
import { choicesOf } from '../../lib/admin/choices';
import { Account } from '../../lib/account/account';

const TO = '+14155550123';
const HX = `HX${'0'.repeat(32)}`;

describe('send-whatsapp', () => {
  const { start, send, payload, fail, loaded } = runAction('send-whatsapp');

  /** The SID of a template that the simulated account has. */
  async function template(name: string): Promise<string> {
    const { account } = loaded().node('account');
    assert.ok(account instanceof Account);
    const found = (await choicesOf(account, 'contentTemplates')).find(({ label }) => label.startsWith(name));
    return found?.value ?? '';
  }

  it('sends a template with its variables, to a number with or without "whatsapp:"', async () => {
    await start({
      mode: 'template',
      contentSid: 'template',
      contentSidType: 'msg',
      contentVariables: '{"1":"Friday","2":9}',
    });
    const sid = await template('appointment_reminder');
    for (const to of [TO, `whatsapp:${TO}`]) {
      const message = await payload({ to, template: sid, kept: 'yes' });
      assert.equal(message['to'], `whatsapp:${TO}`);
      assert.equal(message['from'], 'whatsapp:+14155550100');
      assert.equal(message['body'], 'Your appointment is on Friday at 9. Can you make it?');
      assert.equal(message['status'], 'queued');
    }
  });

  it('sends a template by its name', async () => {
    await start({
      mode: 'template',
      contentSid: 'template',
      contentSidType: 'msg',
      contentVariables: '{"name":"Ada"}',
    });
    const message = await payload({ to: TO, template: 'order_update' });
    assert.equal(message['body'], 'Hi Ada, your order 1042 is on its way.');
    const error = await fail({ to: TO, template: 'order_updates' });
    assert.equal(error.code, 'NOT_FOUND');
    assert.match(String(error.cause['hint']), /Similar names: "order_update"/);
  });

  it('takes the variables from the message, too', async () => {
    await start({
      mode: 'template',
      contentSid: 'template',
      contentSidType: 'msg',
      contentVariables: '{"name": payload.who, "order": payload.order}',
      contentVariablesType: 'jsonata',
    });
    const sid = await template('order_update');
    const message = await payload({ to: TO, template: sid, payload: { who: 'Grace', order: 7 } });
    assert.equal(message['body'], 'Hi Grace, your order 7 is on its way.');
  });

  it('sends a list one by one, each with its own result, and an invalid recipient does not stop the others', async () => {
    await start({ mode: 'template', contentSid: 'template', contentSidType: 'msg' });
    const sid = await template('opening_hours');
    const msg = await send({ to: [TO, 'nobody', '+14155550124'], template: sid });
    const results = msg['payload'] as { ok: boolean; to: string; status?: string; error?: { code: string } }[];
    assert.deepEqual(
      results.map(({ ok, to, error }) => [ok, to, error?.code]),
      [
        [true, TO, undefined],
        [false, 'nobody', 'INVALID_WHATSAPP_NUMBER'],
        [true, '+14155550124', undefined],
      ],
    );
    await loaded().statusOf('action', 'runtime.status.sentMany');
  });

  it('reports a template of another account', async () => {
    await start({ mode: 'template', contentSid: HX });
    const error = await fail({ to: TO });
    assert.equal(error.code, 'MISSING_CONTENT_SID');
    assert.match(String(error.cause['hint']), /content SID/);
  });

  describe('rejects before it sends a request', () => {
    const cases: [string, Record<string, unknown>, Record<string, unknown>, string][] = [
      ['nobody to send to', {}, { payload: 'x' }, 'INVALID_RECIPIENT'],
      ['a national number', {}, { to: '0171 1234567', payload: 'x' }, 'INVALID_WHATSAPP_NUMBER'],
      ['a sender that is none', { from: 'Ringflow' }, { to: TO, payload: 'x' }, 'INVALID_WHATSAPP_NUMBER'],
      ['nothing to write', {}, { to: TO, payload: '' }, 'INVALID_MESSAGE'],
      ['a text that is too long', {}, { to: TO, payload: 'x'.repeat(1601) }, 'MESSAGE_TOO_LARGE'],
      ['no template', { mode: 'template' }, { to: TO }, 'MISSING_CONTENT_SID'],
      ['a template that is none', { mode: 'template', contentSid: 'HX1' }, { to: TO }, 'MISSING_CONTENT_SID'],
      [
        'variables that are a list',
        { mode: 'template', contentSid: HX, contentVariables: '["Ada"]' },
        { to: TO },
        'INVALID_MESSAGE',
      ],
      [
        'a variable that is an object',
        { mode: 'template', contentSid: HX, contentVariables: '{"1":{}}' },
        { to: TO },
        'INVALID_MESSAGE',
      ],
      ['an option that Twilio does not have', {}, { to: TO, payload: 'x', options: { colour: 1 } }, 'INVALID_MESSAGE'],
      [
        'a set time without a Messaging Service',
        {},
        { to: TO, payload: 'x', options: { sendAt: '2026-12-24T18:00:00Z' } },
        'INVALID_MESSAGE',
      ],
      ['a service that is none', { messagingServiceSid: 'MG1' }, { to: TO, payload: 'x' }, 'INVALID_SENDER'],
    ];
    for (const [what, fields, msg, code] of cases) {
      it(what, async () => {
        await start(fields, real(), REAL_CREDENTIALS);
        const error = await fail(msg);
        assert.equal(error.code, code);
        assert.equal(typeof error.cause['hint'], 'string');
        assert.equal(error.cause['status'], undefined);
      });
    }

    it('no sender at all', async () => {
      await start({}, real({ from: '' }), REAL_CREDENTIALS);
      assert.equal((await fail({ to: TO, payload: 'x' })).code, 'MISSING_FROM_NUMBER');
    });
  });

  it('reports that it has no account', async () => {
    await start({ account: 'nowhere' }, simulated());
    assert.deepEqual(loaded().statuses('action'), ['runtime.problem.noAccount']);
    assert.equal((await fail({ to: TO, payload: 'x' })).code, 'INVALID_CONNECTION_SETTINGS');
  });
});
