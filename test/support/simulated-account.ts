import { Account } from '../../lib/account/account';
import type { AccountSettings } from '../../lib/account/settings';
import type { RestRequest, RestResponse, Simulator } from '../../simulator';
import { accountSettings, tokenCredentials } from './account';
import { assertDescribedResponse, assertKnownRequest } from './openapi';

const SETTINGS: AccountSettings = { ...accountSettings, environment: 'simulator', from: '+14155550100' };

/** An account that talks to a simulator, and everything that it asked and was answered. */
export interface SimulatedAccount {
  account: Account;
  calls: { request: RestRequest; response: RestResponse }[];
  /** Fails unless everything that was asked, and what was answered well, is as Twilio describes it. */
  assertDescribed(options?: { optional?: string[]; nullable?: string[] }): void;
}

/** A real account with the simulator in place of the network. */
export function simulatedAccount(simulator: Simulator, settings: Partial<AccountSettings> = {}): SimulatedAccount {
  const calls: SimulatedAccount['calls'] = [];
  const account = new Account({
    settings: { ...SETTINGS, ...settings },
    credentials: { ...tokenCredentials, accountSid: simulator.accountSid, authToken: simulator.authToken },
    retry: { retries: 2, maxWaitMs: 2000, firstWaitMs: 1 },
    transport: async (request) => {
      const response = await simulator.request(request);
      calls.push({ request, response });
      return response;
    },
  });
  return {
    account,
    calls,
    assertDescribed(options) {
      for (const { request, response } of calls) {
        // Files are outside of the description.
        if (response.body instanceof Uint8Array) continue;
        assertKnownRequest(request);
        if (response.statusCode < 300) assertDescribedResponse(request, response, options);
      }
    },
  };
}
