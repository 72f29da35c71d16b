/*
 * A server in place of Twilio's REST API. It only creates messages and calls, and answers as Twilio does.
 * https://www.twilio.com/docs/messaging/api/message-resource https://www.twilio.com/docs/voice/api/call-resource
 * argv: the port, and for TLS the file names of a key and its certificate.
 */
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { parse } from 'node:querystring';

/** The number of resources that were created. */
export interface Created {
  messages: number;
  calls: number;
}

const created: Created = { messages: 0, calls: 0 };

const DATE = 'Fri, 20 Nov 2026 09:00:00 +0000';

const sid = (prefix: string, index: number): string => `${prefix}${index.toString(16).padStart(32, '0')}`;

function message(account: string, form: Record<string, unknown>): object {
  const own = sid('SM', (created.messages += 1));
  const uri = `/2010-04-01/Accounts/${account}/Messages/${own}`;
  return {
    account_sid: account,
    api_version: '2010-04-01',
    body: form['Body'],
    date_created: DATE,
    date_sent: null,
    date_updated: DATE,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: form['From'],
    messaging_service_sid: null,
    num_media: '0',
    num_segments: '1',
    price: null,
    price_unit: null,
    sid: own,
    status: 'queued',
    subresource_uris: { media: `${uri}/Media.json` },
    to: form['To'],
    uri: `${uri}.json`,
  };
}

function call(account: string, form: Record<string, unknown>): object {
  const own = sid('CA', (created.calls += 1));
  const uri = `/2010-04-01/Accounts/${account}/Calls/${own}`;
  const subresources = ['notifications', 'recordings', 'streams', 'transcriptions', 'events', 'siprec', 'payments'];
  return {
    account_sid: account,
    annotation: null,
    answered_by: null,
    api_version: '2010-04-01',
    caller_name: null,
    date_created: DATE,
    date_updated: DATE,
    direction: 'outbound-api',
    duration: null,
    end_time: null,
    forwarded_from: null,
    from: form['From'],
    from_formatted: form['From'],
    group_sid: null,
    parent_call_sid: null,
    phone_number_sid: sid('PN', 1),
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    sid: own,
    start_time: null,
    status: 'queued',
    subresource_uris: Object.fromEntries(subresources.map((name) => [name, `${uri}/${name}.json`])),
    to: form['To'],
    to_formatted: form['To'],
    trunk_sid: null,
    uri: `${uri}.json`,
  };
}

function handle(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const [, account = '', kind = ''] = /Accounts\/(\w+)\/(Messages|Calls)\.json$/.exec(request.url ?? '') ?? [];
    const form = parse(Buffer.concat(chunks).toString('utf8'));
    const resource = kind === 'Messages' ? message(account, form) : call(account, form);
    const known = kind !== '' && request.method === 'POST' && request.headers.authorization !== undefined;
    const body = JSON.stringify(known ? resource : { code: 20404, message: 'Not found', status: 404 });
    response.writeHead(known ? 201 : 404, {
      'Content-Type': 'application/json;charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Twilio-Request-Id': sid('RQ', created.messages + created.calls),
      'Twilio-Concurrent-Requests': '1',
    });
    response.end(body);
  });
}

const [port = '', key, cert] = process.argv.slice(2);
const server =
  key === undefined || cert === undefined
    ? createPlainServer(handle)
    : createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, handle);
// Connections stay open between two rounds. Otherwise the next round would have to open them.
server.keepAliveTimeout = 10 * 60_000;
server.listen(Number(port), '127.0.0.1');
process.on('message', () => process.send?.(created));
process.on('disconnect', () => {
  process.exit();
});
