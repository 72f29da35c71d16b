import { createHash, randomBytes } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { account } from './account';

const FIRST_NAMES = ['Ada', 'Grace', 'Katherine', 'Radia', 'Barbara', 'Frances'];

/** The parameters of an incoming message as Twilio sends them: https://www.twilio.com/docs/messaging/guides/webhook-request */
function parameters(messageSid: string, index: number, to: string): Record<string, string> {
  const name = FIRST_NAMES[index % FIRST_NAMES.length] ?? '';
  return {
    ToCountry: 'US',
    ToState: 'CA',
    SmsMessageSid: messageSid,
    NumMedia: '0',
    ToCity: 'SAN FRANCISCO',
    FromZip: '10011',
    SmsSid: messageSid,
    FromState: 'NY',
    SmsStatus: 'received',
    FromCity: 'NEW YORK',
    Body: `Hi, this is ${name}. Can I move my appointment no. ${index} to Tuesday, 4:30 pm? Thanks & see you!`,
    FromCountry: 'US',
    To: to,
    ToZip: '94105',
    NumSegments: '1',
    MessageSid: messageSid,
    AccountSid: account.accountSid,
    From: `+1212555${String(index % 10_000).padStart(4, '0')}`,
    ApiVersion: '2010-04-01',
  };
}

/** Makes the SIDs of this run unique. 16 hex digits. */
const run = randomBytes(8).toString('hex');

/**
 * A signed HTTP request as Twilio sends it, as bytes for a socket: head and body.
 * @param kind the kind of the webhook, the end of its path
 * @param unique 32 hex digits for the idempotency token
 */
export function signedRequest(kind: string, params: Record<string, string>, unique: string): Buffer {
  const path = `${account.basePath}/${kind}`;
  const body = new URLSearchParams(params).toString();
  const token = `${unique.slice(0, 8)}-${unique.slice(8, 12)}-4${unique.slice(13, 16)}-a${unique.slice(17, 20)}-${unique.slice(20)}`;
  return Buffer.from(
    [
      `POST ${path} HTTP/1.1`,
      `Host: ${new URL(account.publicUrl).host}`,
      'User-Agent: TwilioProxy/1.1',
      'Accept: */*',
      'Accept-Encoding: gzip,deflate',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `I-Twilio-Idempotency-Token: ${token}`,
      `X-Twilio-Signature: ${getExpectedTwilioSignature(account.authToken, `${account.publicUrl}${path}`, params)}`,
      'X-Home-Region: us1',
      'Connection: keep-alive',
      '',
      body,
    ].join('\r\n'),
  );
}

/**
 * A signed webhook of an incoming message.
 * @param index makes the MessageSid and the idempotency token unique
 * @param to the own number that receives the message
 */
export function signedText(index: number, to: string): Buffer {
  const unique = createHash('md5').update(`${run} ${index}`).digest('hex');
  return signedRequest('message', parameters(`SM${unique}`, index, to), unique);
}
