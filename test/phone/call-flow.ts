import type { FlowNode } from '../support/node-red';

export const DESK = '+14155550100';
export const LONDON = '+442079460100';
export const SYDNEY = '+61255501000';

/** What the menu says, and what it says for the key 1. */
export const QUESTION = 'Press 1 for our opening hours.';
export const ANSWER = 'We are open from nine to five.';

/** The id of the inject node that calls a person. */
export const CALL_AVA = 'a0ca000000000009';

const MENU = `
const key = msg.twilio.raw.Digits;
const hours = '<Say>${ANSWER}</Say>';
const music = '<Gather timeout="30"><Play>https://example.com/music.mp3</Play></Gather>';
const words = msg.twilio.raw.SpeechResult;
const heard = words === undefined ? '' : '<Say>You said ' + words + '</Say>';
const gather = '<Gather numDigits="1" timeout="30" speechTimeout="auto" input="dtmf speech">';
const ask = gather + heard + '<Say>${QUESTION}</Say></Gather>';
msg.payload = '<Response>' + (key === '1' ? hours : key === '2' ? music : ask) + '</Response>';
return msg;`;

/** A flow with a menu, a number that connects the caller with Oliver, and a call to Ava. */
export function callFlow(account: string): FlowNode[] {
  const z = 'a0ca000000000001';
  const callIn = { type: 'twilio-call-in', z, account, rejected: false, outputs: 1, deadline: 10, twiml: '' };
  const dial = '<Response><Dial timeout="60">+447700900123</Dial></Response>';
  return [
    { id: z, type: 'tab', label: 'Calls' },
    {
      ...callIn,
      id: 'a0ca000000000002',
      name: 'front desk',
      filterTo: DESK,
      respond: 'flow',
      wires: [['a0ca000000000003']],
    },
    {
      id: 'a0ca000000000003',
      type: 'function',
      z,
      name: 'menu',
      func: MENU,
      outputs: 1,
      wires: [['a0ca000000000004']],
    },
    { id: 'a0ca000000000004', type: 'twilio-twiml', z, account: '', twiml: 'payload', twimlType: 'msg', wires: [[]] },
    { ...callIn, id: 'a0ca000000000005', filterTo: LONDON, respond: 'twiml', twiml: dial, wires: [[]] },
    { ...callIn, id: 'a0ca000000000006', filterTo: SYDNEY, respond: 'reject', wires: [[]] },
    { id: CALL_AVA, type: 'inject', z, name: 'call Ava', props: [], wires: [['a0ca00000000000a']] },
    {
      id: 'a0ca00000000000a',
      type: 'twilio-make-call',
      z,
      account,
      to: '+14155550123',
      toType: 'str',
      from: DESK,
      fromType: 'str',
      answer: 'twiml',
      twiml: '<Response><Say>Your table is ready.</Say><Pause length="60"/></Response>',
      twimlType: 'str',
      wires: [[]],
    },
    {
      id: account,
      type: 'twilio-config',
      name: 'Simulator',
      environment: 'simulator',
      auth: 'token',
      path: `/twilio-${account}`,
      from: DESK,
      validateSignatures: true,
    },
  ];
}
