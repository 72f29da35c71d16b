import { Account } from '../../lib/account/account';
import type { AccountCredentials, AccountSettings } from '../../lib/account/settings';
import type { RestRequest, RestResponse } from '../../lib/account/transport';
import { MemoryStore } from '../../lib/store/memory-store';
import type { SetupOwner } from '../../lib/setup/owner';
import { createSimulator, type Simulator } from '../../simulator';
import { accountSettings, tokenCredentials } from './account';
import { assertKnownRequest } from './openapi';

/** The public base of the flows. */
export const BASE = 'https://flows.example.com/in';

/** A WhatsApp sender as Twilio has it. */
export interface Sender {
  sid: string;
  sender_id: string;
  webhook: Record<string, string>;
}

/** An account at a Twilio of the test's own: the simulator, and what the simulator does not have. */
export interface SetupTwilio {
  simulator: Simulator;
  account: Account;
  /** Every request, as it was sent. Each is one that Twilio describes. */
  requests: RestRequest[];
  senders: Sender[];
  /** Answers for paths, instead of Twilio's: a body, or an HTTP status. */
  answers: Record<string, unknown>;
  /** What is at a number now, by Twilio's names. */
  number(address: string): Promise<Record<string, string>>;
  /** Changes a number as its owner does in the Console. */
  change(address: string, settings: Record<string, string>): Promise<void>;
  owner(changes?: Partial<SetupOwner>): SetupOwner;
  close(): Promise<void>;
}

const pathOf = ({ uri }: RestRequest): string => new URL(uri).pathname;

/** An empty text removes a URL. The description says only that a URL is one. */
const withoutEmpty = (data: RestRequest['data']): RestRequest['data'] =>
  typeof data === 'object'
    ? Object.fromEntries(
        Object.entries(data).filter(([name, value]) => value !== '' || !/Url$|^StatusCallback$/.test(name)),
      )
    : data;

/** The error code of a refusal, by HTTP status: credentials that are not valid, an account that is suspended. */
const CODES: Readonly<Record<number, number>> = { 401: 20003, 403: 20005 };

/** The answer of the test for a path: a status alone is a refusal. */
function given(answer: unknown): RestResponse {
  if (typeof answer !== 'number') return { statusCode: 200, body: answer };
  return { statusCode: answer, body: { code: CODES[answer] ?? 20404, message: 'Refused', status: answer } };
}

/** Starts it. The numbers are the simulator's, without any webhook. */
export function setupTwilio(
  settings: Partial<AccountSettings> = {},
  credentials: Partial<AccountCredentials> = {},
  numbers = ['+14155550100', '+442079460100'],
): SetupTwilio {
  const simulator = createSimulator({ numbers });
  const requests: RestRequest[] = [];
  const senders: Sender[] = [];
  const answers: Record<string, unknown> = {};
  const list = (key: string, items: unknown[]): RestResponse => ({ statusCode: 200, body: { [key]: items, meta: {} } });
  const transport = async (request: RestRequest): Promise<RestResponse> => {
    requests.push(request);
    assertKnownRequest({ ...request, data: withoutEmpty(request.data) });
    const path = pathOf(request);
    if (path in answers) return given(answers[path]);
    if (path === '/v2/Channels/Senders') return list('senders', senders);
    const sender = senders.find(({ sid }) => path === `/v2/Channels/Senders/${sid}`);
    if (sender !== undefined) {
      const body = (typeof request.data === 'string' ? JSON.parse(request.data) : request.data) as Pick<
        Sender,
        'webhook'
      >;
      sender.webhook = body.webhook;
      return { statusCode: 202, body: sender };
    }
    return await simulator.request(request);
  };
  const account = new Account({
    settings: { ...accountSettings, ...settings },
    credentials: {
      ...tokenCredentials,
      accountSid: simulator.accountSid,
      authToken: simulator.authToken,
      ...credentials,
    },
    transport,
    retry: { retries: 0, maxWaitMs: 0, firstWaitMs: 0 },
  });
  const store = new MemoryStore();
  const login = { username: simulator.accountSid, password: simulator.authToken };
  const numbersUri = `https://api.twilio.com/2010-04-01/Accounts/${simulator.accountSid}/IncomingPhoneNumbers`;
  const find = async (address: string): Promise<Record<string, string>> => {
    const { body } = await simulator.request({ method: 'get', uri: `${numbersUri}.json`, ...login });
    const { incoming_phone_numbers: all } = body as { incoming_phone_numbers: Record<string, string>[] };
    const found = all.find((one) => one['phone_number'] === address);
    if (found === undefined) throw new Error(`There is no number ${address}`);
    return found;
  };
  return {
    simulator,
    account,
    requests,
    senders,
    answers,
    number: find,
    async change(address, data) {
      const { sid = '' } = await find(address);
      await simulator.request({ method: 'post', uri: `${numbersUri}/${sid}.json`, data, ...login });
    },
    owner: (changes = {}) => ({
      account,
      store,
      wanted: (kind) => ({
        messages: `${BASE}/twilio/message`,
        messagesFallback: `${BASE}/twilio/message`,
        ...(kind === 'whatsapp'
          ? { status: `${BASE}/twilio/message-status` }
          : { calls: `${BASE}/twilio/call`, callsFallback: `${BASE}/twilio/call` }),
      }),
      isOwn: (url) => url.href.startsWith(`${BASE}/twilio/`),
      ...changes,
    }),
    close: () => simulator.close(),
  };
}
