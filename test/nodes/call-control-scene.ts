/** The node "call control" with a call that waits in "gather", and Twilio played by the test. */
import type { RestRequest, RestResponse } from '../../simulator';
import { action } from '../support/action-flows';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { assertKnownRequest } from '../support/openapi';
import { gather } from '../support/step-flows';
import { sid } from '../support/twilio';
import { testCall, type TestCall } from './steps/call-of-test';

/** The SID of a conference. */
export const CONFERENCE = sid('CF');

export const accountPath = `/2010-04-01/Accounts/${REAL_CREDENTIALS.account.accountSid}`;

/** The fields of a TypedInput that contains a string. */
export const str = (name: string, value: string) => ({ [name]: value, [`${name}Type`]: 'str' });

/** An error that a catch node has got. */
export interface Caught {
  code: string;
  message: string;
  cause: { hint: string };
}

interface Scene {
  loaded: Loaded;
  call: TestCall;
  asked: RestRequest[];
  /** What Twilio answers; by default, that it is done. */
  answer: (request: RestRequest) => RestResponse;
}

/** Gives the tests of a `describe` a call each, and a "call control" node. */
export function useCallControl() {
  const scene = {} as Scene;
  const control = (more: Record<string, unknown>) => action('call-control', { account: '', ...more });

  async function start(fields: Record<string, unknown>, ...more: Parameters<typeof load>[0]): Promise<void> {
    const nodes = [
      tab,
      real(),
      catcher,
      sink(),
      sink('nothing'),
      sink('gone'),
      sink('caught'),
      trigger('call-in', { filterTo: '+14155550100', respond: 'flow', deadline: 10, wires: [['gather', 'rings']] }),
      sink('rings'),
      gather('gather', [['digits'], ['nothing'], ['gone']], { hungUp: true }),
      sink('digits'),
      control(fields),
      ...more,
    ];
    scene.loaded = await load(nodes, REAL_CREDENTIALS);
    scene.call = testCall(scene.loaded.url);
    scene.asked = [];
    scene.answer = () => ({ statusCode: 200, headers: {}, body: { sid: sid('CA'), status: 'in-progress' } });
    const { account } = scene.loaded.node('account') as unknown as { account: { options: Record<string, unknown> } };
    account.options['transport'] = (request: RestRequest) => {
      scene.asked.push(request);
      assertKnownRequest(request);
      return Promise.resolve(scene.answer(request));
    };
  }
  afterEach(() => scene.loaded.unload());

  /** The call waits in "gather". @returns the document that it is in, and a message about the call */
  const waits = async (): Promise<{ document: string; msg: Record<string, unknown> }> => {
    const document = (await scene.call.ring()).text;
    const { twilio } = await scene.loaded.arrival('rings');
    return { document, msg: { twilio, payload: 'You are next', kept: 'yes' } };
  };
  const run = (msg: Record<string, unknown>): Promise<Record<string, unknown>> => {
    scene.loaded.node('action').receive(msg);
    return scene.loaded.arrival('out');
  };
  const fail = async (msg: Record<string, unknown>): Promise<Caught> => {
    scene.loaded.node('action').receive(msg);
    return (await scene.loaded.arrival('caught'))['error'] as Caught;
  };
  const sent = (index = -1) => scene.asked.at(index)?.data as Record<string, string>;
  const path = (index = -1) =>
    `${scene.asked.at(index)?.method.toUpperCase()} ${new URL(scene.asked.at(index)?.uri ?? '').pathname}`;
  return Object.assign(scene, { start, waits, run, fail, sent, path });
}
