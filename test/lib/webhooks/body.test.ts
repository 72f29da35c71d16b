import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { BodyError, parseSize, readRaw } from '../../../lib/webhooks/body';
import { startHttp, type TestHttp } from '../../support/http';

const MB = 1024 * 1024;

describe('the size limit of a body', () => {
  const table: [setting: string | number | undefined, bytes: number][] = [
    ['5mb', 5 * MB],
    ['100kb', 100 * 1024],
    [' 1.5 MB ', 1.5 * MB],
    ['2GB', 2 * 1024 * MB],
    ['512', 512],
    ['512b', 512],
    [2048, 2048],
    [0, 0],
    [undefined, 256 * 1024],
    ['', 256 * 1024],
    ['plenty', 256 * 1024],
    ['-1mb', 256 * 1024],
    [-1, 256 * 1024],
    [Number.NaN, 256 * 1024],
    [Number.POSITIVE_INFINITY, 256 * 1024],
  ];
  for (const [setting, bytes] of table) {
    it(`is ${bytes} bytes for ${JSON.stringify(setting)} (${String(setting)})`, () => {
      assert.equal(parseSize(setting), bytes);
    });
  }
});

describe('reading a body', () => {
  /** Reads one request of a real server and tells what came of it. */
  let outcome: Promise<Buffer | BodyError>;
  let server: TestHttp;
  let arrived: Promise<IncomingMessage>;
  let limit = 0;
  let timeout: number | undefined;

  beforeEach(async () => {
    limit = 1000;
    timeout = undefined;
    let tell: (request: IncomingMessage) => void;
    arrived = new Promise((resolve) => (tell = resolve));
    outcome = arrived.then((request) =>
      readRaw(request, limit, timeout).catch((error: unknown) => {
        assert.ok(error instanceof BodyError);
        return error;
      }),
    );
    server = await startHttp((request, response) => {
      tell(request);
      void outcome.then(() => response.end());
    });
  });
  afterEach(() => server.close());

  const status = async (): Promise<number> => {
    const found = await outcome;
    assert.ok(found instanceof BodyError, 'the body was taken');
    return found.status;
  };

  it('returns the bytes as they were sent', async () => {
    const bytes = Buffer.from([0, 255, 128, 10, 13, 237, 160, 189]);
    await server.send({ body: bytes });
    assert.deepEqual(await outcome, bytes);
  });

  it('returns no bytes for a request without a body', async () => {
    await server.send({ method: 'GET' });
    assert.deepEqual(await outcome, Buffer.alloc(0));
  });

  it('puts the pieces of a body together, up to the last byte that is allowed', async () => {
    const { request } = server.begin();
    for (const letter of 'abcdefghij') request.write(letter.repeat(100));
    request.end();
    assert.equal(String(await outcome).length, 1000);
  });

  it('ends with 413 at the first byte above the limit, with and without Content-Length', async () => {
    await server.send({ body: 'x'.repeat(1001) });
    assert.equal(await status(), 413);
  });

  it('ends with 413 when a body without Content-Length becomes too long', async () => {
    const { request } = server.begin();
    request.write('x'.repeat(600));
    request.end('x'.repeat(401));
    assert.equal(await status(), 413);
  });

  it('ends with 408 when the body does not end', async () => {
    timeout = 5;
    const { request } = server.begin({ headers: { 'Content-Length': '10' } });
    request.write('12345');
    assert.equal(await status(), 408);
  });

  it('ends with 400 when the client disconnects', async () => {
    const { request } = server.begin({ headers: { 'Content-Length': '10' } });
    request.write('12345');
    await arrived;
    request.destroy();
    assert.equal(await status(), 400);
  });

  it('ends with 400 at once when the client had disconnected before', async () => {
    await server.close();
    let tell: (request: IncomingMessage) => void;
    const untouched = new Promise<IncomingMessage>((resolve) => (tell = resolve));
    server = await startHttp((request) => {
      tell(request);
    });
    const { request: sent } = server.begin({ headers: { 'Content-Length': '10' } });
    sent.write('12345');
    const request = await untouched;
    const closed = new Promise((resolve) => request.once('close', resolve));
    sent.destroy();
    await closed;
    await assert.rejects(readRaw(request, 1000), (error) => error instanceof BodyError && error.status === 400);
  });
});
