import type { FlowNode } from './node-red';

/** A node without a place would be taken for a config node. */
const onTab = { z: 'tab', x: 0, y: 0 };

/** The account node of the tests' flows, on the simulator. */
export const simulated = (more: Record<string, unknown> = {}): FlowNode => ({
  id: 'account',
  type: 'twilio-config',
  name: 'simulated',
  environment: 'simulator',
  auth: 'token',
  region: '',
  publicUrl: '',
  path: '/twilio',
  from: '+14155550100',
  messagingServiceSid: '',
  verifyServiceSid: '',
  validateSignatures: true,
  ...more,
});

/** A real account's node, whose credentials are {@link CREDENTIALS}. */
export const real = (more: Record<string, unknown> = {}): FlowNode =>
  simulated({ name: 'real', environment: 'twilio', publicUrl: 'https://example.com', ...more });

export const CREDENTIALS = {
  accountSid: `AC${'1'.repeat(32)}`,
  authToken: 'a-token-that-nobody-may-see',
};

export const tab: FlowNode = { id: 'tab', type: 'tab', label: 'test' };

export const smsIn = (more: Record<string, unknown> = {}): FlowNode => ({
  id: 'in',
  type: 'twilio-sms-in',
  ...onTab,
  name: '',
  account: 'account',
  filterFrom: '',
  filterTo: '',
  filterBody: '',
  filterBodyMatch: 'contains',
  filterMedia: 'any',
  rejected: false,
  respond: 'empty',
  replyText: '',
  replyMedia: '',
  deadline: 10,
  wires: [['out']],
  ...more,
});

export const reply = (more: Record<string, unknown> = {}): FlowNode => ({
  id: 'reply',
  type: 'twilio-reply',
  ...onTab,
  name: '',
  account: 'account',
  body: 'payload',
  bodyType: 'msg',
  media: '',
  mediaType: 'str',
  wires: [['out']],
  ...more,
});

export const sendSms = (more: Record<string, unknown> = {}): FlowNode => ({
  id: 'send',
  type: 'twilio-send-sms',
  ...onTab,
  name: '',
  account: 'account',
  accounts: [],
  to: 'to',
  toType: 'msg',
  from: '',
  fromType: 'str',
  body: 'payload',
  bodyType: 'msg',
  media: '',
  mediaType: 'str',
  sender: 'number',
  messagingServiceSid: '',
  messagingServiceSidType: 'str',
  track: false,
  results: 'together',
  options: '{}',
  wires: [['out']],
  ...more,
});

export const debug = (id = 'out', more: Record<string, unknown> = {}): FlowNode => ({
  id,
  type: 'debug',
  ...onTab,
  name: id,
  active: true,
  tosidebar: true,
  console: false,
  tostatus: false,
  complete: 'true',
  targetType: 'full',
  wires: [],
  ...more,
});

/** The credentials of the account node `account`. */
export const REAL_CREDENTIALS = { account: CREDENTIALS };

/** A node of the test helper that keeps what it is sent. */
export const sink = (id = 'out'): FlowNode => ({ id, type: 'helper', ...onTab, wires: [] });

/** A trigger of any kind, with the id `in` and everything at its default. */
export const trigger = (type: string, more: Record<string, unknown> = {}): FlowNode => ({
  id: 'in',
  type: `twilio-${type}`,
  ...onTab,
  name: '',
  account: 'account',
  rejected: false,
  wires: [['out']],
  ...more,
});

/** The `twiml` node. */
export const twiml = (more: Record<string, unknown> = {}): FlowNode => ({
  id: 'twiml',
  type: 'twilio-twiml',
  ...onTab,
  name: '',
  account: '',
  twiml: 'payload',
  twimlType: 'msg',
  wires: [['out']],
  ...more,
});

/** A Catch node that hands every error of the tab to the helper node `caught`. */
export const catcher: FlowNode = {
  id: 'catch',
  type: 'catch',
  ...onTab,
  scope: null,
  uncaught: false,
  wires: [['caught']],
};
