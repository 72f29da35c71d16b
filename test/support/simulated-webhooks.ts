import assert from 'node:assert/strict';
import { findSimulator } from '../../lib/node-red/simulator';
import type { Simulator } from '../../simulator';
import type { Loaded } from './loaded';

/** The simulator of the account node `account`. */
export function runningSimulator(): Simulator {
  const simulator = findSimulator('account');
  assert.ok(simulator);
  return simulator;
}

/** Points the webhooks of a number of the simulated account at flows that were loaded in this process. */
export async function pointAtFlows({ url }: Loaded, phoneNumber: string): Promise<void> {
  const { accountSid: username, authToken: password, request, state } = runningSimulator();
  const { sid = '' } = state().numbers.find((number) => number.phoneNumber === phoneNumber) ?? {};
  const { statusCode } = await request({
    method: 'POST',
    uri: `https://api.twilio.com/2010-04-01/Accounts/${username}/IncomingPhoneNumbers/${sid}.json`,
    data: { SmsUrl: `${url}/twilio/message`, VoiceUrl: `${url}/twilio/call` },
    username,
    password,
  });
  assert.equal(statusCode, 200);
}
