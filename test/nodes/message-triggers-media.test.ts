import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { catcher, CREDENTIALS, real, REAL_CREDENTIALS, sink, smsIn, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { postSigned } from '../support/twilio';

let loaded: Loaded;
const start = async (...nodes: Parameters<typeof load>[0]) => {
  loaded = await load([tab, real(), sink(), ...nodes], REAL_CREDENTIALS);
};

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
    account.options['downloadRetryDelaysMs'] = [];
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
