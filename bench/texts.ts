import { createHash, randomBytes } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';

/** The account that every server of the bench is set up for. */
export const account = {
  accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
  authToken: 'fedcba9876543210fedcba9876543210',
  /** The address that Twilio would call and that is signed; the load goes to the loopback instead. */
  publicUrl: 'https://flows.example.com',
  path: '/twilio/message',
} as const;

/** The address that is signed. */
export const WEBHOOK_URL = `${account.publicUrl}${account.path}`;

/** The own number with that index, in E.164. */
export const ownNumber = (index: number): string => `+1415555${String(index).padStart(4, '0')}`;

const FIRST_NAMES = ['Ada', 'Grace', 'Katherine', 'Radia', 'Barbara', 'Frances'];

/** The parameters of an incoming text as Twilio posts them: https://www.twilio.com/docs/messaging/guides/webhook-request */
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

/** Tells the texts of one run from those of every other. */
const run = randomBytes(8).toString('hex');

/**
 * A signed HTTP request with an incoming text, complete with its head, to be written to a socket as it is.
 * @param index makes it a text of its own: MessageSid and idempotency token are used once
 * @param to the own number that it was sent to
 */
export function signedText(index: number, to: string): Buffer {
  const unique = createHash('md5').update(`${run} ${index}`).digest('hex');
  const params = parameters(`SM${unique}`, index, to);
  const body = new URLSearchParams(params).toString();
  const token = `${unique.slice(0, 8)}-${unique.slice(8, 12)}-4${unique.slice(13, 16)}-a${unique.slice(17, 20)}-${unique.slice(20)}`;
  return Buffer.from(
    [
      `POST ${account.path} HTTP/1.1`,
      `Host: ${new URL(account.publicUrl).host}`,
      'User-Agent: TwilioProxy/1.1',
      'Accept: */*',
      'Accept-Encoding: gzip,deflate',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `I-Twilio-Idempotency-Token: ${token}`,
      `X-Twilio-Signature: ${getExpectedTwilioSignature(account.authToken, WEBHOOK_URL, params)}`,
      'X-Home-Region: us1',
      'Connection: keep-alive',
      '',
      body,
    ].join('\r\n'),
  );
}
