import { account, ownNumber, WEBHOOK_PATH, WEBHOOK_URL } from '../account';

/** A node in a flow file. */
export type FlowNode = Record<string, unknown> & { id: string; type: string };

/** The account node that all nodes of a flow share. */
export const accountNode = (): FlowNode => ({
  id: 'account',
  type: 'twilio-config',
  environment: 'twilio',
  auth: 'token',
  publicUrl: account.publicUrl,
  path: account.basePath,
  from: ownNumber(0),
  validateSignatures: true,
});

/** `sms-in` nodes, each for a number of its own, all wired to one node that counts messages. */
export function smsInFlow(nodes: number): FlowNode[] {
  const triggers = Array.from({ length: nodes }, (_, index) => ({
    id: `sms${index}`,
    type: 'twilio-sms-in',
    z: 'tab',
    account: 'account',
    filterFrom: '',
    filterTo: ownNumber(index),
    filterBody: '',
    filterBodyMatch: 'contains',
    filterMedia: 'any',
    rejected: false,
    respond: 'empty',
    wires: [['own']],
  }));
  return [
    { id: 'tab', type: 'tab', label: 'bench' },
    accountNode(),
    ...triggers,
    { id: 'own', type: 'bench-count', z: 'tab', wires: [] },
  ];
}

/** An `sms-status` node that keeps the order, with a node at each output that stores the statuses. */
export function smsStatusFlow(): FlowNode[] {
  return [
    { id: 'tab', type: 'tab', label: 'bench' },
    accountNode(),
    {
      id: 'status',
      type: 'twilio-sms-status',
      z: 'tab',
      account: 'account',
      filterStatus: [],
      filterFrom: '',
      filterTo: '',
      filterError: '',
      inOrder: true,
      rejected: true,
      wires: [['accepted'], ['late']],
    },
    { id: 'accepted', type: 'bench-statuses', z: 'tab', accepted: true, wires: [] },
    { id: 'late', type: 'bench-statuses', z: 'tab', accepted: false, wires: [] },
  ];
}

/** A `send-sms` node, and a `make-call` node that waits for the end of its calls. Both are wired to `bench-sends`. */
export function sendFlow(): FlowNode[] {
  return [
    { id: 'tab', type: 'tab', label: 'bench' },
    accountNode(),
    { id: 'bench', type: 'bench-sends', z: 'tab', wires: [[], ['call']] },
    {
      id: 'sms',
      type: 'twilio-send-sms',
      z: 'tab',
      account: 'account',
      sender: 'number',
      to: 'topic',
      toType: 'msg',
      from: ownNumber(0),
      fromType: 'str',
      body: 'payload',
      bodyType: 'msg',
      media: '',
      mediaType: 'str',
      messagingServiceSid: '',
      messagingServiceSidType: 'str',
      track: false,
      wires: [['bench']],
    },
    {
      id: 'call',
      type: 'twilio-make-call',
      z: 'tab',
      account: 'account',
      answer: 'say',
      to: 'topic',
      toType: 'msg',
      from: ownNumber(0),
      fromType: 'str',
      say: 'payload',
      sayType: 'msg',
      wait: true,
      wires: [['bench']],
    },
    { id: 'failed', type: 'catch', z: 'tab', scope: null, uncaught: false, wires: [['bench']] },
  ];
}

/** The same without this package: `http in`, a function that checks the signature, and `http response`. */
export function httpInFlow(): FlowNode[] {
  const check = `
const signature = msg.req.headers['x-twilio-signature'];
if (!global.get('twilio').validateRequest('${account.authToken}', signature, '${WEBHOOK_URL}', msg.payload)) {
  msg.statusCode = 403;
  msg.payload = 'Forbidden';
  return msg;
}
msg.headers = { 'Content-Type': 'text/xml' };
msg.payload = '<?xml version="1.0" encoding="UTF-8"?><Response/>';
return msg;`;
  return [
    { id: 'tab', type: 'tab', label: 'bench' },
    { id: 'in', type: 'http in', z: 'tab', url: WEBHOOK_PATH, method: 'post', upload: false, wires: [['check']] },
    { id: 'check', type: 'function', z: 'tab', func: check, outputs: 1, libs: [], wires: [['out']] },
    { id: 'out', type: 'http response', z: 'tab', statusCode: '', headers: {}, wires: [] },
  ];
}
