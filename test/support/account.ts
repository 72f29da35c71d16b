import type { AccountCredentials, AccountSettings } from '../../lib/account/settings';

/** The settings of an account on the real Twilio, everything at its default. */
export const accountSettings: AccountSettings = {
  environment: 'twilio',
  auth: 'token',
  region: '',
  publicUrl: '',
  path: '/twilio',
  from: '',
  messagingServiceSid: '',
  verifyServiceSid: '',
  validateSignatures: true,
  allowGet: false,
  sendRate: 0,
  silentRecordings: 'drop',
};

/** The credentials of an account that logs in with its auth token. */
export const tokenCredentials: AccountCredentials = {
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: 'token-of-the-account',
  secondaryAuthToken: '',
  apiKey: '',
  apiSecret: '',
  clientId: '',
  clientSecret: '',
};
