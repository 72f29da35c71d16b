import { account } from '../account';
import { menuId, MENUS } from '../calls-data';
import { accountNode, type FlowNode } from './flows';

/** The numbers of the menus, in the order in which a call reaches them. */
const NUMBERS = Array.from({ length: MENUS }, (_, index) => index + 1);

const PROMPT = 'For our opening hours, press 1. For the restaurant, press 2.';

/** `call in`, five menus one after the other, and a `say` node, wired to a node that counts messages. */
export function menuFlow(store: 'disk' | 'memory'): FlowNode[] {
  const next = (number: number): string => (number === MENUS ? 'bye' : menuId(number + 1));
  return [
    { id: 'tab', type: 'tab', label: 'bench' },
    { ...accountNode(), store },
    {
      ...{ id: 'in', type: 'twilio-call-in', z: 'tab', account: 'account', filterFrom: '', filterTo: '' },
      ...{ rejected: false, respond: 'flow', deadline: 10, wires: [[menuId(1)]] },
    },
    ...NUMBERS.map((number) => ({
      ...{ id: menuId(number), type: 'twilio-menu', z: 'tab', account: '', promptMode: 'text' },
      ...{ prompt: PROMPT, promptType: 'str', tries: '3', triesType: 'num' },
      choices: [
        { keys: '1', words: '', label: 'Hours' },
        { keys: '2', words: '', label: 'Restaurant' },
      ],
      wires: [[], [next(number)], []],
    })),
    {
      ...{ id: 'bye', type: 'twilio-say', z: 'tab', account: '', mode: 'text', goOn: 'at-once' },
      ...{ text: 'Good bye.', textType: 'str', wires: [['own']] },
    },
    { id: 'own', type: 'bench-count', z: 'tab', wires: [] },
  ];
}

/** The same by hand: `http in`, a function that checks the signature and writes the TwiML, and `http response`. */
export function httpInMenuFlow(): FlowNode[] {
  const code = `
const { req, payload } = msg;
const signature = req.headers['x-twilio-signature'];
const url = '${account.publicUrl}' + req.originalUrl;
if (!global.get('twilio').validateRequest('${account.authToken}', signature, url, payload)) {
  msg.statusCode = 403;
  msg.payload = 'Forbidden';
  return msg;
}
const { n = '0' } = req.query;
const next = Number(n) + 1;
const action = '${account.publicUrl}${account.basePath}/step?node=menu' + next + '&amp;n=' + next;
let verbs = '';
if (payload.CallStatus !== 'completed') {
  verbs = next > ${MENUS} && payload.Digits === '2'
    ? '<Say>Good bye.</Say>'
    : '<Gather input="dtmf" numDigits="1" action="' + action + '" method="POST" actionOnEmptyResult="true"><Say>${PROMPT}</Say></Gather>';
}
msg.headers = { 'Content-Type': 'text/xml' };
msg.payload = '<?xml version="1.0" encoding="UTF-8"?><Response>' + verbs + '</Response>';
return msg;`;
  const paths = ['call', 'step', 'call-status'];
  return [
    { id: 'tab', type: 'tab', label: 'bench' },
    ...paths.map((kind) => ({
      ...{ id: `in-${kind}`, type: 'http in', z: 'tab', url: `${account.basePath}/${kind}`, method: 'post' },
      ...{ upload: false, wires: [['ivr']] },
    })),
    { id: 'ivr', type: 'function', z: 'tab', func: code, outputs: 1, libs: [], wires: [['out']] },
    { id: 'out', type: 'http response', z: 'tab', statusCode: '', headers: {}, wires: [] },
  ];
}
