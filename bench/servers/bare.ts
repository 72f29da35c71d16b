/* The smallest possible webhook: node:http, the parameters of the form, the SDK's signature check, an empty answer. */
import { createServer } from 'node:http';
import { parse } from 'node:querystring';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { account, WEBHOOK_URL } from '../account';
import { reportUsage } from './usage';

reportUsage();

const ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const signature = String(request.headers['x-twilio-signature']);
    const params = parse(Buffer.concat(chunks).toString('utf8'));
    const valid = validateRequest(account.authToken, signature, WEBHOOK_URL, params);
    response.writeHead(valid ? 200 : 403, { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(ANSWER) });
    response.end(ANSWER);
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
