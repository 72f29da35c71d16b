/** A flow with every event node, and accounts whose webhooks it gets. */
import { CREDENTIALS, debug, real, simulated, tab, trigger, twiml } from '../support/flows';
import type { EditorNeeds } from '../support/shared-editor';

const triggers = [
  'sms-in',
  'whatsapp-in',
  'sms-status',
  'whatsapp-status',
  'call-in',
  'call-status',
  'recording-in',
  'transcription-in',
];

/** What the tests of event nodes need. */
export const EVENT_NODES: EditorNeeds = {
  flows: [
    tab,
    simulated(),
    real({ id: 'real-account', path: '/real', publicUrl: 'https://example.com' }),
    real({ id: 'unused-account', path: '/unused', publicUrl: 'https://example.com' }),
    ...triggers.map((type, index) =>
      trigger(type, { id: type, x: 200, y: 60 + index * 60, account: 'real-account', wires: [[`${type}-out`]] }),
    ),
    ...triggers.map((type, index) => debug(`${type}-out`, { x: 500, y: 60 + index * 60 })),
    twiml({ x: 200, y: 600, wires: [[]] }),
  ],
  credentials: {
    'real-account': CREDENTIALS,
    'unused-account': { ...CREDENTIALS, accountSid: `AC${'2'.repeat(32)}` },
  },
};
