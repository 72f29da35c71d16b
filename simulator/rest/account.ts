import { notFound } from '../core/api-error';
import { dollars } from '../usage/usage';
import { rfc2822 } from '../protocol/dates';
import { ACCOUNT_PATH, accountUri } from './resource-routes';
import type { Route } from './router';

const SUBRESOURCES: Readonly<Record<string, string>> = {
  available_phone_numbers: 'AvailablePhoneNumbers',
  balance: 'Balance',
  calls: 'Calls',
  incoming_phone_numbers: 'IncomingPhoneNumbers',
  messages: 'Messages',
  recordings: 'Recordings',
  transcriptions: 'Transcriptions',
  usage: 'Usage',
};

/** https://www.twilio.com/docs/iam/api/account */
export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    product: 'api',
    path: '/2010-04-01/Accounts/{Sid}.json',
    handle({ context, path, pathname }) {
      if (path['Sid'] !== context.accountSid) throw notFound(pathname);
      const uri = accountUri(context);
      return {
        status: 200,
        body: {
          // The real API returns the token here. No flow should use it.
          auth_token: null,
          date_created: rfc2822(context.createdAt),
          date_updated: rfc2822(context.createdAt),
          friendly_name: 'Simulated account',
          owner_account_sid: context.accountSid,
          sid: context.accountSid,
          status: 'active',
          subresource_uris: Object.fromEntries(
            Object.entries(SUBRESOURCES).map(([key, name]) => [key, `${uri}/${name}.json`]),
          ),
          type: 'Full',
          uri: `${uri}.json`,
        },
      };
    },
  },
  {
    method: 'GET',
    product: 'api',
    path: `${ACCOUNT_PATH}/Balance.json`,
    handle: ({ context }) => ({
      status: 200,
      body: { account_sid: context.accountSid, balance: dollars(context.usage.balance()), currency: 'USD' },
    }),
  },
];
