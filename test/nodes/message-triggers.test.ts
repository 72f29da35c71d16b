import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { catcher, CREDENTIALS, real, REAL_CREDENTIALS, sink, smsIn, tab, trigger } from '../support/flows';
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

describe('a message trigger that fetches media', () => {
  let server: Server;
  let folder: string;
  let asked: { url: string; authorization: string | undefined }[];
  before(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
      response.writeHead(200, { 'Content-Type': 'image/png' }).end(`picture ${request.url ?? ''}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    folder = await mkdtemp(path.join(tmpdir(), 'twilio-media-'));
  });
  after(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });
  afterEach(() => loaded.unload());

  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  /** The account's own transport stands for api.twilio.com; every other host is really asked. */
  const startWith = async (fields: Record<string, unknown>, answer: { statusCode: number; body: unknown }) => {
    await start(smsIn(fields), catcher, sink('caught'));
    const { account } = loaded.node('account') as unknown as { account: { options: Record<string, unknown> } };
    account.options['transport'] = () => Promise.resolve({ ...answer, headers: { 'content-type': 'image/jpeg' } });
    account.options['downloadWaits'] = [];
  };
  const media = (count: number) => `ME${String(count).repeat(32)}`;
  const mediaUrl = (n: number) =>
    `https://api.twilio.com/2010-04-01/Accounts/${CREDENTIALS.accountSid}/Messages/MM1/Media/${media(n)}`;

  it('puts Buffers next to the URLs', async () => {
    await startWith({ fetchMedia: 'buffer' }, { statusCode: 200, body: Buffer.from('jpeg') });
    await postSigned(loaded.url, { NumMedia: '1', MediaUrl0: mediaUrl(1), MediaContentType0: 'image/jpeg' });
    const { media: files } = (await loaded.arrival('out'))['twilio'] as { media: { url: string; bytes: Buffer }[] };
    assert.equal(files[0]?.url, mediaUrl(1));
    assert.equal(files[0].bytes.toString(), 'jpeg');
  });

  it('writes files that are named by SIDs and never by input', async () => {
    await startWith({ fetchMedia: 'file', folder }, { statusCode: 200, body: Buffer.from('jpeg') });
    await postSigned(loaded.url, {
      NumMedia: '2',
      MediaUrl0: mediaUrl(1),
      MediaContentType0: '../../evil.sh',
      MediaUrl1: 'https://api.twilio.com/..%2f..%2fevil.sh',
      MediaContentType1: 'image/jpeg',
    });
    const { media: files, messageSid } = (await loaded.arrival('out'))['twilio'] as {
      messageSid: string;
      media: { file: string }[];
    };
    const expected = [`${media(1)}.jpg`, `${messageSid}-1.jpg`].sort();
    assert.deepEqual((await readdir(folder)).sort(), expected);
    for (const { file } of files) assert.equal((await readFile(file)).toString(), 'jpeg');
  });

  it('hands the message to Catch when the file cannot be had, so that it is not lost', async () => {
    await startWith({ fetchMedia: 'buffer' }, { statusCode: 404, body: '' });
    await postSigned(loaded.url, {
      Body: 'see',
      NumMedia: '1',
      MediaUrl0: mediaUrl(1),
      MediaContentType0: 'image/png',
    });
    const { payload, error } = await loaded.arrival('caught');
    assert.equal(payload, 'see');
    assert.equal((error as Record<string, unknown>)['code'], 'NOT_FOUND');
  });

  it('hands on what it has when only the second file cannot be had', async () => {
    await startWith({ fetchMedia: 'buffer' }, { statusCode: 200, body: Buffer.from('jpeg') });
    await postSigned(loaded.url, {
      NumMedia: '2',
      MediaUrl0: mediaUrl(1),
      MediaContentType0: 'image/jpeg',
      MediaUrl1: 'http://127.0.0.1:1/gone.jpg',
      MediaContentType1: 'image/jpeg',
    });
    const { twilio, error } = await loaded.arrival('caught');
    const [first, second] = (twilio as { media: { bytes?: Buffer }[] }).media;
    assert.equal(first?.bytes?.toString(), 'jpeg');
    assert.equal(second?.bytes, undefined);
    assert.equal((error as Record<string, unknown>)['code'], 'DOWNLOAD_FAILED');
  });

  it('leaves no half a file when two flows fetch the same one at the same time', async () => {
    await start(
      smsIn({ fetchMedia: 'file', folder }),
      smsIn({ id: 'in2', fetchMedia: 'file', folder }),
      catcher,
      sink('caught'),
    );
    const { account } = loaded.node('account') as unknown as { account: { options: Record<string, unknown> } };
    const body = Buffer.alloc(1024 * 1024, 1);
    account.options['transport'] = () =>
      Promise.resolve({ statusCode: 200, body, headers: { 'content-type': 'video/quicktime' } });
    await postSigned(loaded.url, { NumMedia: '1', MediaUrl0: mediaUrl(9), MediaContentType0: 'video/quicktime' });
    for (const msg of [await loaded.arrival('out'), await loaded.arrival('out')]) {
      const [file] = (msg['twilio'] as { media: { file: string }[] }).media;
      assert.equal(path.basename(file?.file ?? ''), `${media(9)}.mov`);
      assert.deepEqual(await readFile(file?.file ?? ''), body);
    }
    assert.ok((await readdir(folder)).every((name) => !name.endsWith('.part')));
  });

  it("sends no credentials to a host that is not Twilio's, and uses no plain http on a real account", async () => {
    await startWith({ fetchMedia: 'buffer' }, { statusCode: 200, body: Buffer.from('x') });
    await postSigned(loaded.url, {
      NumMedia: '1',
      MediaUrl0: `${origin()}/api.twilio.com/x`,
      MediaContentType0: 'image/png',
    });
    const { error } = await loaded.arrival('caught');
    assert.match(String((error as Record<string, unknown>)['message']), /not an https URL/);
    assert.deepEqual(asked, []);
  });
});
