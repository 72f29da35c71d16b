import assert from 'node:assert/strict';
import { real, REAL_CREDENTIALS, sink, smsIn, tab, trigger } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { postEvent, postSigned, sid } from '../support/twilio';

let loaded: Loaded;
const start = async (...nodes: Parameters<typeof load>[0]) => {
  loaded = await load([tab, real(), sink(), ...nodes], REAL_CREDENTIALS);
};
const post = (kind: string, params: Record<string, string>) => postEvent(loaded.url, kind, params);

describe('whatsapp-in', () => {
  afterEach(() => loaded.unload());

  const whatsapp = (params: Record<string, string> = {}) =>
    postSigned(loaded.url, { From: 'whatsapp:+14155550123', To: 'whatsapp:+14155550100', ...params });

  it('takes WhatsApp and leaves SMS to sms-in, on the same webhook', async () => {
    await start(trigger('whatsapp-in'), smsIn({ id: 'sms', wires: [['other']] }), sink('other'));
    await whatsapp({ Body: 'on WhatsApp', ProfileName: 'Ada', WaId: '14155550123' });
    await postSigned(loaded.url, { Body: 'by SMS' });
    const { payload, topic, twilio } = await loaded.arrival('out');
    assert.equal(payload, 'on WhatsApp');
    assert.equal(topic, 'whatsapp:+14155550123');
    const event = twilio as Record<string, unknown>;
    assert.equal(event['channel'], 'whatsapp');
    assert.equal(event['profileName'], 'Ada');
    assert.equal(event['waId'], '14155550123');
    assert.equal((await loaded.arrival('other'))['payload'], 'by SMS');
  });

  it('takes a sender that is no phone number', async () => {
    await start(trigger('whatsapp-in'));
    await whatsapp({ From: 'whatsapp:AR.1A2B3C', Body: 'x' });
    assert.equal((await loaded.arrival('out'))['topic'], 'whatsapp:AR.1A2B3C');
  });

  it('filters by number with or without "whatsapp:", and by profile', async () => {
    await start(
      trigger('whatsapp-in', {
        filterFrom: '+1415*',
        filterProfile: 'ada',
        rejected: true,
        wires: [['out'], ['other']],
      }),
      sink('other'),
    );
    await whatsapp({ Body: 'yes', ProfileName: 'Ada Lovelace' });
    await whatsapp({ Body: 'other name', ProfileName: 'Grace' });
    await whatsapp({ Body: 'other number', ProfileName: 'Ada', From: 'whatsapp:+442079460123' });
    assert.equal((await loaded.arrival('out'))['payload'], 'yes');
    assert.equal((await loaded.arrival('other'))['payload'], 'other name');
    assert.equal((await loaded.arrival('other'))['payload'], 'other number');
  });
});

for (const { type, address, other } of [
  { type: 'sms-status', address: '+14155550123', other: 'whatsapp:+14155550123' },
  { type: 'whatsapp-status', address: 'whatsapp:+14155550123', other: '+14155550123' },
]) {
  describe(type, () => {
    afterEach(() => loaded.unload());
    const messageSid = sid('SM');
    const status = (MessageStatus: string, more: Record<string, string> = {}) =>
      post('message-status', { MessageSid: messageSid, MessageStatus, From: '+14155550100', To: address, ...more });

    it('sends each status of a message once', async () => {
      await start(trigger(type));
      for (const step of ['queued', 'sent', 'sent', 'delivered']) assert.equal((await status(step)).status, 200);
      for (const step of ['queued', 'sent', 'delivered']) {
        const { payload, topic, twilio } = await loaded.arrival('out');
        assert.equal(payload, step);
        assert.equal(topic, address);
        assert.equal((twilio as Record<string, unknown>)['messageSid'], messageSid);
      }
    });

    it('leaves the other channel alone', async () => {
      await start(trigger(type));
      await status('sent', { To: other, MessageSid: sid('SM') });
      await status('delivered', { MessageSid: sid('SM') });
      assert.equal((await loaded.arrival('out'))['payload'], 'delivered');
    });

    const filters: [Record<string, unknown>, [string, Record<string, string>], [string, Record<string, string>]][] = [
      [{ filterStatus: ['failed', 'undelivered'] }, ['failed', {}], ['delivered', {}]],
      [{ filterFrom: '+14155550100' }, ['sent', {}], ['sent', { From: '+14155550101' }]],
      [{ filterTo: '+1415*' }, ['sent', {}], ['sent', { To: address.replace('+1415', '+1212') }]],
      [{ filterError: '300*' }, ['failed', { ErrorCode: '30003' }], ['failed', { ErrorCode: '63016' }]],
      [{ filterError: '30003, 63016' }, ['failed', { ErrorCode: '63016' }], ['failed', {}]],
    ];
    for (const [fields, passing, staying] of filters) {
      it(`${JSON.stringify(fields)} passes ${JSON.stringify(passing)} and turns ${JSON.stringify(staying)} away`, async () => {
        await start(trigger(type, { ...fields, rejected: true, wires: [['out'], ['other']] }), sink('other'));
        const sidOf = (msg: Record<string, unknown>) => (msg['twilio'] as Record<string, unknown>)['messageSid'];
        const [first, second] = [sid('SM'), sid('SM')];
        await status(passing[0], { MessageSid: first, ...passing[1] });
        await status(staying[0], { MessageSid: second, ...staying[1] });
        assert.equal(sidOf(await loaded.arrival('out')), first);
        assert.equal(sidOf(await loaded.arrival('other')), second);
      });
    }

    it('in order: drops a status that comes after a later one, by message', async () => {
      await start(trigger(type, { inOrder: true, rejected: true, wires: [['out'], ['late']] }), sink('late'));
      await status('delivered');
      await status('sent');
      await status('sent', { MessageSid: sid('SM') });
      assert.equal((await loaded.arrival('out'))['payload'], 'delivered');
      assert.equal((await loaded.arrival('late'))['payload'], 'sent');
      assert.equal((await loaded.arrival('out'))['payload'], 'sent');
    });

    it('an invalid filter is a red status, and accepts nothing', async () => {
      for (const fields of [{ filterError: '30x' }, { filterStatus: { sent: true } }, { filterFrom: '<script>' }]) {
        await start(trigger(type, fields));
        assert.deepEqual(loaded.statuses('in'), ['runtime.problem.filter'], JSON.stringify(fields));
        assert.equal((await status('sent')).status, 200);
        await loaded.unload();
      }
      await start();
    });
  });
}
