/** The account that every server of the bench is set up for. */
export const account = {
  accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
  authToken: 'fedcba9876543210fedcba9876543210',
  /** The address that Twilio would call and that is signed; the load goes to the loopback instead. */
  publicUrl: 'https://flows.example.com',
  /** The path that all kinds of webhook stand under. */
  basePath: '/twilio',
} as const;

/** The path of incoming texts. */
export const WEBHOOK_PATH = `${account.basePath}/message`;

/** The address that is signed for a text. */
export const WEBHOOK_URL = `${account.publicUrl}${WEBHOOK_PATH}`;

/** The own number with that index, in E.164. */
export const ownNumber = (index: number): string => `+1415555${String(index).padStart(4, '0')}`;
