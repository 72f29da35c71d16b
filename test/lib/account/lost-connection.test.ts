import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { RestResponse } from '../../../lib/account/transport';
import { accountWith, answering, credentials, failure, fetchOne, ok, send } from './answering-account';

describe('an account that loses the connection', () => {
  const broken = (code: string) =>
    Object.assign(new Error(`boom ${credentials.authToken}`), {
      code,
      config: { headers: { Authorization: `Basic ${Buffer.from(`x:${credentials.authToken}`).toString('base64')}` } },
    });

  it('does not send a message twice, and fails with UNKNOWN_OUTCOME', async () => {
    for (const code of ['ECONNRESET', 'ETIMEDOUT', 'ECONNABORTED', 'EPIPE', 'ERR_BAD_RESPONSE']) {
      const { transport, asked } = answering(broken(code), ok);
      const error = await failure(send(accountWith(transport)));
      assert.equal(error.code, 'UNKNOWN_OUTCOME', code);
      assert.match(error.cause.hint, /before you send it again/);
      assert.equal(asked.length, 1);
    }
  });

  it('fails with CONNECTION_FAILED when nothing was sent', async () => {
    const dropped = Object.assign(broken('ETIMEDOUT'), { syscall: 'connect' });
    const noTls = Object.assign(new Error('write EPROTO 0A00010B:SSL routines::wrong version number'), {
      code: 'EPROTO',
    });
    const codes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'];
    for (const error of [...codes.map(broken), dropped, noTls]) {
      assert.equal(
        (await failure(send(accountWith(answering(error).transport)))).code,
        'CONNECTION_FAILED',
        error.code,
      );
    }
  });

  it('accepts responses of Twilio that are not JSON', async () => {
    for (const [statusCode, body, contentType] of [
      [201, '<TwilioResponse/>', 'application/xml'],
      [200, '<Response/>', 'text/xml; charset=utf-8'],
      [200, '', undefined],
      [202, '', undefined],
      [204, '', undefined],
    ] as const) {
      const headers = contentType === undefined ? {} : { 'Content-Type': contentType };
      const { transport } = answering({ statusCode, body, headers });
      const asked = accountWith(transport).request('REQUEST_FAILED', (client) =>
        client.request({ method: 'post', uri: 'https://api.twilio.com/2010-04-01/x' }),
      );
      assert.equal((await asked).statusCode, statusCode, body);
    }
  });

  it('fails with UNKNOWN_OUTCOME when the response of a DELETE is lost', async () => {
    const account = accountWith(answering(broken('ECONNRESET')).transport);
    const error = await failure(
      account.request('REQUEST_FAILED', (client) => client.messages(`SM${'0'.repeat(32)}`).remove()),
    );
    assert.equal(error.code, 'UNKNOWN_OUTCOME');
  });

  it('treats an incomplete response, or one of a proxy, as lost', async () => {
    for (const [statusCode, body] of [
      [201, '{"sid": "SM'],
      [201, ''],
      [200, '<html>welcome</html>'],
      [502, '<html>bad gateway</html>'],
      [504, 'gateway time-out'],
    ] as const) {
      assert.equal(
        (await failure(fetchOne(accountWith(answering({ statusCode, body }).transport)))).code !== 'UNKNOWN_OUTCOME',
        true,
      );
      const { transport, asked } = answering({ statusCode, body });
      const error = await failure(send(accountWith(transport)));
      assert.deepEqual([error.code, error.cause.status, asked.length], ['UNKNOWN_OUTCOME', statusCode, 1], body);
      assert.match(error.cause.hint, /before you send it again/);
    }
  });

  it('does not report a failure when Twilio may have processed the request', async () => {
    const answers: RestResponse[] = [
      ...[200, 201, 202].map((statusCode) => ({ statusCode, body: 'OK', headers: { 'Content-Type': 'text/plain' } })),
      { statusCode: 200, body: '<TwilioResponse/>', headers: { 'Content-Type': 'application/xml' } },
      ...[200, 202, 204].map((statusCode) => ({ statusCode, body: '' })),
      ...[200, 201].map((statusCode) => ({ statusCode, body: {} })),
      { statusCode: 201, body: '[]' },
      { statusCode: 201, body: { message: 'created' } },
      { statusCode: 302, body: '', headers: { location: 'https://example.com' } },
      { statusCode: 400, body: '<html>bad request</html>' },
      { statusCode: 401, body: '' },
      { statusCode: 403, body: { message: 'Forbidden' } },
      { statusCode: 408, body: { code: 20001, message: 'Request timeout' } },
      { statusCode: 500, body: { code: 20500, message: `An internal error, ${credentials.authToken}`, status: 500 } },
      { statusCode: 503, body: '<html>come back later</html>' },
      { statusCode: 503, body: { code: 20503, message: 'Service unavailable', status: 503 } },
    ];
    for (const answer of answers) {
      const { transport, asked } = answering(answer);
      const what = JSON.stringify(answer);
      const error = await failure(
        accountWith(transport).requestResource('SEND_MESSAGE_FAILED', (client) =>
          client.messages.create({ to: '+14155550123', from: '+14155550100', body: 'x' }),
        ),
      );
      assert.deepEqual([error.code, asked.length], ['UNKNOWN_OUTCOME', 1], what);
      assert.match(error.cause.hint, /before you send it again/);
    }
  });

  it("keeps Twilio's error code of a problem whose outcome is unknown", async () => {
    const { transport } = answering({ statusCode: 500, body: { code: 20500, message: 'Internal Server Error' } });
    const error = await failure(send(accountWith(transport)));
    assert.deepEqual([error.code, error.cause.twilioCode, error.cause.status], ['UNKNOWN_OUTCOME', 20500, 500]);
    assert.match(error.message, /Internal Server Error/);
  });

  it('distinguishes the timeout of a GET from a broken connection', async () => {
    assert.equal((await failure(fetchOne(accountWith(answering(broken('ETIMEDOUT')).transport)))).code, 'TIMEOUT');
    assert.equal(
      (await failure(fetchOne(accountWith(answering(broken('ECONNRESET')).transport)))).code,
      'CONNECTION_FAILED',
    );
  });

  it('has no request in the error of a real broken connection', async () => {
    const server = createServer((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n', () => socket.destroy()));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env['HTTP_PROXY'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const error = await failure(send(accountWith(undefined)));
      assert.equal(error.code, 'UNKNOWN_OUTCOME');
    } finally {
      delete process.env['HTTP_PROXY'];
      server.close();
    }
  });
});
