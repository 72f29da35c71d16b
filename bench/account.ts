/** The account that every server of the bench is set up for. */
export const account = {
  accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
  authToken: 'fedcba9876543210fedcba9876543210',
  /** The public URL, which is signed. The load itself goes to the loopback address. */
  publicUrl: 'https://flows.example.com',
  /** The path in front of each kind of webhook. */
  basePath: '/twilio',
} as const;

/** The path of the webhook for incoming messages. */
export const WEBHOOK_PATH = `${account.basePath}/message`;

/** The URL that is signed for an incoming message. */
export const WEBHOOK_URL = `${account.publicUrl}${WEBHOOK_PATH}`;

/** The own number with that index, in E.164. */
export const ownNumber = (index: number): string => `+1415555${String(index).padStart(4, '0')}`;
