import assert from 'node:assert/strict';
import type { AccountOptions } from '../../lib/account/account-options';
import { nodeTypeOf } from '../../editor/node-type';
import { catcher, CREDENTIALS, real, reply, sendSms, sink, smsIn, tab, trigger, twiml } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import type { FlowNode } from '../support/node-red';
import { postEvent, postSigned, sid } from '../support/twilio';

const secrets = {
  ...CREDENTIALS,
  secondaryAuthToken: 'second-token-that-nobody-may-see',
  apiKey: `SK${'b'.repeat(32)}`,
  apiSecret: 'api-secret-that-nobody-may-see',
  clientId: 'client',
  clientSecret: 'client-secret-that-nobody-may-see',
};

const basic = Buffer.from(`${secrets.accountSid}:${secrets.authToken}`).toString('base64');
const hidden = [secrets.authToken, secrets.secondaryAuthToken, secrets.apiSecret, secrets.clientSecret, basic];

const action = (type: string, more: Record<string, unknown>): FlowNode => ({
  id: type,
  type: nodeTypeOf(type),
  z: 'tab',
  x: 0,
  y: 0,
  name: '',
  account: 'account',
  options: '{}',
  wires: [['out'], ['out']],
  ...more,
});

const str = (name: string, value: string) => ({ [name]: value, [`${name}Type`]: 'str' });
const to = str('to', '+14155550123');
const callSid = { callSid: 'twilio.callSid', callSidType: 'msg' };
const service = str('service', `VA${'1'.repeat(32)}`);
const api = (id: string, more: Record<string, unknown>) => ({
  ...action('api', { parametersType: 'json', ...more }),
  id,
});

/** One node of every kind that speaks to Twilio, in every way that it does. */
const speakers: FlowNode[] = [
  sendSms({ ...to, ...str('body', 'x'), wires: [['out']] }),
  reply({ id: 'reply', ...str('body', 'x') }),
  twiml({ id: 'twiml', ...str('twiml', '<Response><Hangup/></Response>') }),
  action('send-whatsapp', { ...to, ...str('body', 'x'), mode: 'text' }),
  action('make-call', { ...to, ...str('say', 'x'), answer: 'say' }),
  { ...action('verify', { ...to, ...service, operation: 'start' }), id: 'start' },
  { ...action('verify', { ...to, ...service, ...str('code', '123456'), operation: 'check' }), id: 'check' },
  { ...action('verify', { ...to, ...service, operation: 'cancel' }), id: 'cancel' },
  { ...action('verify', { ...str('friendlyName', 'x'), operation: 'createService' }), id: 'create' },
  action('ask', { ...to, ...str('body', 'x'), ...str('maxWait', '1'), wires: [['out'], ['out'], ['out']] }),
  action('call-control', { ...callSid, operation: 'hang-up' }),
  { ...action('call-control', { ...callSid, operation: 'record-start' }), id: 'call-record' },
  { ...action('call-control', { ...str('conference', sid('CF')), operation: 'participants' }), id: 'call-list' },
  action('lookup', { ...str('number', '+14155550123'), fields: [] }),
  api('list', { resource: 'messages', operation: 'list', parameters: '{}' }),
  api('account-get', { resource: 'account', operation: 'get', parameters: '{}' }),
  api('file', {
    resource: 'recordings',
    operation: 'fetch',
    parameters: JSON.stringify({ sid: sid('RE'), format: 'mp3' }),
  }),
  api('analytics', { resource: 'analytics', parameters: '{}' }),
  api('free', {
    resource: 'request',
    parameters: '{}',
    ...str('method', 'GET'),
    ...str('path', '/2010-04-01/Accounts.json'),
  }),
];

/** What fails comes to the same place as what succeeds. */
const catchAll: FlowNode = { ...catcher, wires: [['out']] };

const message = `no, ${secrets.authToken}, ${secrets.apiSecret} and Basic ${basic}`;
const error = Object.assign(new Error(message), {
  code: 'ECONNRESET',
  config: { headers: { Authorization: `Basic ${basic}` }, auth: { password: secrets.authToken } },
  request: { _header: `Authorization: Basic ${basic}` },
});

type Answer = () => Promise<{ statusCode: number; body: unknown }>;
const answer =
  (statusCode: number, body: unknown): Answer =>
  () =>
    Promise.resolve({ statusCode, body });

/** Every kind of failure, each of which talks too much, and a success that does. */
const answers: Record<string, Answer> = {
  'the network breaks': () => Promise.reject(error),
  'nobody is there': () => Promise.reject(Object.assign(new Error(message), { ...error, code: 'ENOTFOUND' })),
  'the credentials are refused': answer(401, { code: 20003, message, more_info: message, status: 401 }),
  'a parameter is refused': answer(400, {
    code: 21211,
    message,
    more_info: `https://x/?${secrets.authToken}`,
    status: 400,
  }),
  'it is not there': answer(404, { code: 20404, message, status: 404 }),
  'it is too much': answer(429, { code: 20429, message, status: 429 }),
  'the server is down': answer(500, `<html>${message}</html>`),
  'the answer is no JSON': answer(200, `{${message}`),
  'the answer tells the token': answer(200, {
    sid: sid('AC'),
    auth_token: secrets.authToken,
    secret: secrets.apiSecret,
    accounts: [{ auth_token: secrets.authToken }],
    error_message: message,
  }),
};

describe('no secret is in any message, status or log line', () => {
  let loaded: Loaded;
  afterEach(() => loaded.unload());

  for (const [what, respond] of Object.entries(answers)) {
    it(`when ${what}`, async () => {
      const triggers = [
        smsIn({ fetchMedia: 'buffer', wires: [['out']] }),
        trigger('recording-in', { id: 'recording', fetchAudio: 'buffer' }),
      ];
      const flows = [tab, real({ from: '+14155550100' }), catchAll, sink(), ...triggers, ...speakers];
      loaded = await load(flows, { account: secrets });
      const { account } = loaded.node('account') as unknown as { account: { options: AccountOptions } };
      account.options.transport = respond;
      account.options.retry = { retries: 1, maxWaitMs: 10, firstWaitMs: 1 };
      account.options.downloadRetryDelaysMs = [];

      const event = { accountSid: secrets.accountSid, from: '+14155550123', to: '+14155550100' };
      const messages: unknown[] = [];
      for (const { id } of speakers) {
        const subject =
          id === 'twiml' || id.startsWith('call-')
            ? { callSid: sid('CA') }
            : { event: 'message', messageSid: sid('SM') };
        loaded.node(id).receive({ payload: 'x', twilio: { ...event, ...subject } });
        messages.push(await loaded.arrival('out'));
      }
      await postSigned(loaded.url, {
        NumMedia: '1',
        MediaUrl0: `https://api.twilio.com/${sid('ME')}`,
        MediaContentType0: 'image/png',
      });
      messages.push(await loaded.arrival('out'));
      await postEvent(loaded.url, 'recording', {
        RecordingSid: sid('RE'),
        RecordingUrl: `https://api.twilio.com/Recordings/${sid('RE')}`,
        RecordingStatus: 'completed',
      });
      messages.push(await loaded.arrival('out'));
      assert.equal((await postSigned(loaded.url, { Body: 'forged' }, { token: secrets.apiSecret })).status, 403);

      const everything = [
        JSON.stringify(messages),
        JSON.stringify(flows.map(({ id }) => loaded.statuses(id))),
        loaded.wholeLog(),
      ].join('\n');
      assert.ok(messages.length === speakers.length + 2);
      for (const secret of hidden) {
        const at = everything.indexOf(secret);
        assert.equal(at, -1, `${secret} is in … ${everything.slice(Math.max(0, at - 300), at + 60)} …`);
      }
    });
  }
});
