/** What "send sms" sends, with which sender and options, and what its status shows. */
import assert from 'node:assert/strict';
import { endSimulator } from '../../lib/node-red/simulator';
import { real, REAL_CREDENTIALS, simulated } from '../support/flows';
import { useSendSms } from './send-sms-scene';

describe('send-sms', () => {
  const scene = useSendSms();
  const { start, send, fail } = scene;

  it('sends, and puts the Message resource as plain JSON on the payload; the rest of the message stays', async () => {
    await start();
    const { payload, kept } = await send({ to: '+1 (415) 555-0123', payload: 'Grüße 👋', kept: 'yes' });
    assert.equal(kept, 'yes');
    const message = payload as Record<string, unknown>;
    assert.deepEqual(JSON.parse(JSON.stringify(message)), message);
    assert.match(String(message['sid']), /^SM[0-9a-f]{32}$/);
    assert.equal(message['to'], '+14155550123');
    assert.equal(message['from'], '+14155550100');
    assert.equal(message['body'], 'Grüße 👋');
    assert.equal(message['status'], 'queued');
    assert.equal(message['encoding'], 'UCS-2');
    assert.equal(message['segments'], 1);
  });

  it('sends from the first number of a new simulator account, which has no default sender', async () => {
    await start({}, simulated({ from: '' }));
    const { payload } = await send({ to: '+14155550123', payload: 'Hello' });
    assert.equal((payload as Record<string, unknown>)['from'], '+14155550100');
  });

  it('counts the segments of a long text', async () => {
    await start();
    const { payload } = await send({ to: '+14155550123', payload: 'x'.repeat(161) });
    assert.deepEqual(
      { encoding: 'GSM-7', segments: 2 },
      {
        encoding: (payload as Record<string, unknown>)['encoding'],
        segments: (payload as Record<string, unknown>)['segments'],
      },
    );
  });

  it('reads every TypedInput: text, message, environment, expression', async () => {
    await start({
      to: '+14155550123',
      toType: 'str',
      from: 'TEST_FROM',
      fromType: 'env',
      body: '"Hello " & name',
      bodyType: 'jsonata',
    });
    process.env['TEST_FROM'] = '+442079460100';
    try {
      const { payload } = await send({ name: 'Ada' });
      assert.equal((payload as Record<string, unknown>)['body'], 'Hello Ada');
      assert.equal((payload as Record<string, unknown>)['from'], '+442079460100');
    } finally {
      delete process.env['TEST_FROM'];
    }
  });

  it('merges msg.options over its own', async () => {
    await start({ options: '{"validityPeriod": 600, "smartEncoded": true}' });
    const error = await fail({ to: '+14155550123', payload: 'x', options: { validityPeriod: 99999 } });
    assert.equal(error.code, 'INVALID_MESSAGE');
    assert.match(error.message, /validityPeriod is 99999; it must be a whole number from 1 to 36000/);
  });

  it('accepts an option that Twilio ignores, and warns about it once', async () => {
    await start({ options: '{"maxPrice": 0.05}' });
    for (let times = 0; times < 2; times += 1) await send({ to: '+14155550123', payload: 'x' });
    const warnings = scene.loaded.logged().filter(({ id }) => id === 'send');
    assert.deepEqual(warnings, [{ id: 'send', msg: 'runtime.problem.obsolete', level: 'warn' }]);
  });

  it('shows that it sent, and in red why it did not', async () => {
    await start();
    await send({ to: '+14155550123', payload: 'x' });
    await scene.loaded.statusOf('send', 'runtime.status.sent');
    await fail({ to: 'nobody', payload: 'x' });
    await scene.loaded.statusOf('send', '"nobody" is not a phone number in E.164…');
  });

  it('lets msg.options set what has a field too', async () => {
    await start();
    const options = { from: '+442079460100', body: 'from the options', mediaUrl: ['https://example.com/a.png'] };
    const { payload } = await send({ to: '+14155550123', payload: 'x', options });
    const { from, body, numMedia } = payload as Record<string, unknown>;
    assert.deepEqual([from, body, numMedia], ['+442079460100', 'from the options', '1']);
  });

  it('sends from every kind of sender', async () => {
    const service = `MG${'a'.repeat(32)}`;
    const account = simulated({ messagingServiceSid: service });
    for (const fields of [{ from: '+442079460100' }, { from: 'Ringflow' }, { from: '54321' }, { sender: 'service' }]) {
      await start(fields, account);
      const { payload } = await send({ to: '+447700900123', payload: 'hello' });
      const { from, messagingServiceSid, status } = payload as Record<string, unknown>;
      assert.deepEqual(
        'from' in fields ? from : messagingServiceSid,
        'from' in fields ? fields.from : service,
        String(status),
      );
      await scene.loaded.unload();
    }
    await start({}, account);
  });

  it('ignores a field that its form hides', async () => {
    const service = `MG${'a'.repeat(32)}`;
    await start({ sender: 'service', from: '???' }, simulated({ messagingServiceSid: service }));
    const { payload } = await send({ to: '+14155550123', payload: 'x' });
    assert.equal((payload as Record<string, unknown>)['messagingServiceSid'], service);
    await scene.loaded.unload();
    await endSimulator('account');
    await start({ messagingServiceSid: '$$$(', messagingServiceSidType: 'jsonata' });
    assert.equal(((await send({ to: '+14155550123', payload: 'x' }))['payload'] as { to: string }).to, '+14155550123');
  });

  it('is yellow with counts when a recipient of a list was rejected, and msg.failed lists them', async () => {
    await start();
    const { failed } = await send({ to: ['nobody', '+14155550123'], payload: 'x' });
    await scene.loaded.statusOf('send', 'runtime.status.sentMany', 'yellow');
    assert.deepEqual(
      (failed as { to: string; error: { code: string } }[]).map(({ to, error }) => [to, error.code]),
      [['nobody', 'INVALID_RECIPIENT']],
    );
    assert.deepEqual((await send({ to: ['+14155550122', '+14155550123'], payload: 'x' }))['failed'], []);
  });

  it('has a red status when no recipient of a list got it', async () => {
    await start();
    await send({ to: ['nobody', 'nowhere'], payload: 'x' });
    await scene.loaded.statusOf('send', 'runtime.status.sentMany', 'red');
  });

  it('warns that it cannot track the delivery without a public URL, in its status too', async () => {
    await start({ track: true }, real({ publicUrl: '' }), REAL_CREDENTIALS);
    await scene.loaded.statusOf('send', 'runtime.problem.deliveryNotTracked', 'yellow');
    const warnings = scene.loaded.logged().filter(({ id }) => id === 'send');
    assert.deepEqual(warnings, [{ id: 'send', msg: 'runtime.problem.notTracked', level: 'warn' }]);
    await scene.loaded.unload();
    for (const [fields, account] of [
      [{ track: false }, real({ publicUrl: '' })],
      [{ track: true }, real()],
    ] as const) {
      await start(fields, account, REAL_CREDENTIALS);
      assert.deepEqual(scene.loaded.statuses('send'), []);
      await scene.loaded.unload();
    }
    await start({ track: true });
    assert.deepEqual(scene.loaded.statuses('send'), []);
  });
});
