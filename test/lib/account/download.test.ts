/** Downloads of media and recordings: redirects, limits, retries, and credentials that only Twilio gets. */
import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Account } from '../../../lib/account/account';
import { download } from '../../../lib/account/download';
import { RequestQueue } from '../../../lib/account/request-queue';
import { accountSettings, tokenCredentials } from '../../support/account';
import { failure, options, SECRET, serverOf } from './download-server';

describe('a download', () => {
  let server: Awaited<ReturnType<typeof serverOf>>;
  afterEach(() => {
    server.close();
  });
  const ok = (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'Content-Type': 'image/png; charset=x' }).end('picture');
  };

  it('returns bytes and content type, and reports progress', async () => {
    server = await serverOf((_, response) => {
      response.writeHead(200, { 'Content-Type': 'audio/mpeg', 'Content-Length': '6' }).end('mp3mp3');
    });
    const seen: unknown[] = [];
    const file = await download(`${server.origin}/a`, options({ onProgress: (...args) => seen.push(args) }));
    assert.deepEqual(file, { bytes: Buffer.from('mp3mp3'), contentType: 'audio/mpeg' });
    assert.deepEqual(seen.at(-1), [6, 6]);
  });

  it('sends credentials to no other host than Twilio', async () => {
    server = await serverOf(ok);
    await download(`${server.origin}/api.twilio.com`, options());
    assert.deepEqual(server.asked, [{ url: '/api.twilio.com', authorization: undefined }]);
  });

  it('sends credentials to Twilio, but not to another host after a redirect', async () => {
    server = await serverOf(ok);
    const asked: [string, string | null][] = [];
    const redirecting: typeof fetch = (input, init) => {
      const url = String(input);
      asked.push([url, new Headers(init?.headers).get('authorization')]);
      if (url.endsWith('/start')) return Promise.resolve(Response.redirect('https://api.twilio.com/next', 307));
      if (url.endsWith('/next')) return Promise.resolve(Response.redirect('https://media.example.com/file', 302));
      return Promise.resolve(new Response('picture'));
    };
    await download('https://api.twilio.com/start', options({ fetch: redirecting }));
    assert.deepEqual(asked, [
      ['https://api.twilio.com/start', SECRET],
      ['https://api.twilio.com/next', SECRET],
      ['https://media.example.com/file', null],
    ]);
  });

  it('does not follow a redirect to a URL without https', async () => {
    server = await serverOf((_, response) => {
      response.writeHead(302, { Location: 'file:///etc/passwd' }).end();
    });
    assert.match((await failure(download(`${server.origin}/a`, options()))).message, /not an https URL/);
  });

  it('does not follow redirects forever', async () => {
    server = await serverOf((_, response) => {
      response.writeHead(302, { Location: '/again' }).end();
    });
    assert.match((await failure(download(`${server.origin}/a`, options()))).message, /too many redirects/);
    assert.equal(server.asked.length, 6);
  });

  it('retries while Twilio prepares the file', async () => {
    const missing = (_: IncomingMessage, response: ServerResponse) => {
      response.writeHead(404).end('not yet');
    };
    server = await serverOf(missing, missing, ok);
    assert.equal((await download(`${server.origin}/a`, options())).bytes.toString(), 'picture');
    assert.equal(server.asked.length, 3);
  });

  it('fails when a file is never ready', async () => {
    server = await serverOf((_, response) => {
      response.writeHead(404).end();
    });
    assert.equal((await failure(download(`${server.origin}/a`, options()))).code, 'NOT_FOUND');
    assert.equal(server.asked.length, 3);
  });

  it('fails before reading a body whose length is over the limit', async () => {
    server = await serverOf((_, response) => {
      response.writeHead(200, { 'Content-Length': '1000000' }).write('x');
    });
    assert.match((await failure(download(`${server.origin}/a`, options()))).message, /larger than 1000 bytes/);
  });

  it('fails for an endless body', async () => {
    server = await serverOf((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(500))) continue;
        response.once('drain', more);
      };
      more();
    });
    assert.match((await failure(download(`${server.origin}/a`, options()))).message, /larger than 1000 bytes/);
  });

  it('fails when a server does not answer', async () => {
    server = await serverOf(() => undefined);
    assert.equal((await failure(download(`${server.origin}/a`, options({ timeoutMs: 50 })))).code, 'TIMEOUT');
  });

  it('fails with INVALID_CREDENTIALS for a 401', async () => {
    server = await serverOf((_, response) => {
      response.writeHead(401).end();
    });
    const error = await failure(download(`${server.origin}/a`, options()));
    assert.equal(error.code, 'INVALID_CREDENTIALS');
    assert.match(error.cause.hint, /credentials of the account/);
  });

  it('waits after a 429, together with the other downloads', async () => {
    const busy = (_: IncomingMessage, response: ServerResponse) => {
      response.writeHead(429, { 'Retry-After': '0' }).end();
    };
    server = await serverOf(busy, busy, ok);
    const queue = new RequestQueue(1);
    const retry = { retries: 2, maxWaitMs: 1000, firstWaitMs: 20 };
    const before = performance.now();
    const all = [1, 2].map(() => download(`${server.origin}/a`, options({ queue, retry })));
    for (const { bytes } of await Promise.all(all)) assert.equal(bytes.toString(), 'picture');
    assert.ok(performance.now() - before >= 38);
    assert.equal(server.asked.length, 4);
  });

  it('does not delay messages during slow downloads', async () => {
    const files: (() => void)[] = [];
    const account = new Account({
      settings: accountSettings,
      credentials: tokenCredentials,
      transport: ({ uri }) =>
        uri.endsWith('.mp3')
          ? new Promise((resolve) =>
              files.push(() => {
                resolve({ statusCode: 200, body: Buffer.from('x') });
              }),
            )
          : Promise.resolve({ statusCode: 200, body: { sid: 'SM1' } }),
    });
    const downloads = Array.from({ length: 20 }, () => account.download('https://api.twilio.com/x.mp3', 100));
    const sid = `SM${'0'.repeat(32)}`;
    const found = await account.request('REQUEST_FAILED', (client) => client.messages(sid).fetch());
    assert.equal(found.sid, 'SM1');
    assert.equal(account.waiting, 16);
    server = await serverOf(ok);
    while (files.length > 0) {
      files.shift()?.();
      await new Promise(setImmediate);
    }
    assert.equal((await Promise.all(downloads)).length, 20);
  });

  it('fails with RATE_LIMITED after too many 429', async () => {
    server = await serverOf((_, response) => {
      response.writeHead(429).end();
    });
    const retry = { retries: 1, maxWaitMs: 10, firstWaitMs: 1 };
    assert.equal((await failure(download(`${server.origin}/a`, options({ retry })))).code, 'RATE_LIMITED');
    assert.equal(server.asked.length, 2);
  });

  it('fails when the connection breaks, without the query in the error', async () => {
    server = await serverOf((_, response) => response.destroy());
    const error = await failure(download(`${server.origin}/a?sig=topsecret`, options()));
    assert.equal(error.code, 'DOWNLOAD_FAILED');
    assert.doesNotMatch(error.message, /topsecret/);
  });

  it('rejects plain http for a real account, and an invalid URL', async () => {
    server = await serverOf(ok);
    assert.match(
      (await failure(download(`${server.origin}/a`, options({ allowHttp: false })))).message,
      /not an https/,
    );
    await failure(download('nothing', options()));
    assert.deepEqual(server.asked, []);
  });

  it('uses the transport for a host of Twilio', async () => {
    server = await serverOf(ok);
    const found = await download(
      'https://api.twilio.com/x.mp3',
      options({
        transport: ({ uri }) =>
          Promise.resolve({ statusCode: 200, body: Buffer.from(uri), headers: { 'Content-Type': 'audio/mpeg' } }),
      }),
    );
    assert.equal(found.bytes.toString(), 'https://api.twilio.com/x.mp3');
    assert.equal(found.contentType, 'audio/mpeg');
  });
});
