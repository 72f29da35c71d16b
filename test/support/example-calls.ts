import assert from 'node:assert/strict';
import { EXAMPLE_ACCOUNT, example } from './examples';
import type { FlowNode, RealNodeRed } from './node-red';

/** A call of the simulator, as far as the tests read it. */
export interface SimulatedCall {
  sid: string;
  from: string;
  to: string;
  status: string;
  waitingFor: string | null;
  transcript: { who: string; verb: string; text: string }[];
}

interface State {
  calls: SimulatedCall[];
  streams: { callSid: string; framesSent: number }[];
  messages: { sid: string; from: string; to: string; body: string; status: string; media: { url: string }[] }[];
}

/** How long the simulator may take: it speaks at the pace of a person. */
const MAX_WAIT_MS = 60_000;

/** An example that runs, and the persons who call it or are called by it. */
export interface ExampleCalls {
  /** Presses the button of an inject node. */
  press(button: string): Promise<void>;
  /** The next message of a debug node. */
  shown(debug: string): Promise<unknown>;
  state(): Promise<State>;
  /** A person calls one of the account's numbers. */
  call(from: string, to: string): Promise<string>;
  /** A person presses keys, speaks, answers or hangs up: `POST calls/<sid>/<action>`. */
  act(sid: string, action: string, body?: object): Promise<void>;
  /** Waits until a call is as the test needs it. */
  until(sid: string, isSo: (call: SimulatedCall) => boolean): Promise<SimulatedCall>;
  /** Waits until the call listens to the person. */
  listens(sid: string): Promise<SimulatedCall>;
  /** Waits until the flow gets the audio of the call. A key that is pressed before does not get there. */
  streams(sid: string): Promise<void>;
  /** Waits until the flow has said this. */
  hears(sid: string, text: RegExp): Promise<SimulatedCall>;
  /** Waits for the end of a call. @returns what the flow has said in it */
  ends(sid: string): Promise<string[]>;
  /** Waits for a call of the flow to a person, after those that were asked for before. */
  rings(to: string): Promise<string>;
  /** Waits until the next text message is delivered to a person. @returns the text */
  texted(to: string): Promise<string>;
  /** A person sends a text message. */
  text(from: string, to: string, body: string): Promise<void>;
}

const said = ({ transcript }: SimulatedCall): string[] =>
  transcript.filter(({ who, verb }) => who === 'flow' && verb === 'Say').map(({ text }) => text);

/**
 * Deploys an example on a real Node-RED.
 * @param change what the test changes in it, such as the time of day
 */
export async function deployExample(
  nodeRed: RealNodeRed,
  name: string,
  change: (flow: string) => string = (flow) => flow,
): Promise<ExampleCalls> {
  const flow = JSON.parse(change(JSON.stringify(example(name)))) as FlowNode[];
  await nodeRed.deploy(flow);
  await nodeRed.printed(/Started flows/);

  const simulator = `${nodeRed.admin}/twilio/simulator/${EXAMPLE_ACCOUNT}`;
  const named = (type: string, label: string): string =>
    flow.find((node) => node.type === type && node['name'] === label)?.id ?? `no ${type} "${label}"`;
  const post = async (url: string, body: object): Promise<Response> => {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer;
  };
  const state = async (): Promise<State> => (await (await fetch(`${simulator}/state`)).json()) as State;
  /** Asks again until something is there: the simulator's state has no events for this test to wait for. */
  async function found<T>(what: string, look: (state: State) => T | undefined): Promise<T> {
    const end = Date.now() + MAX_WAIT_MS;
    for (;;) {
      const now = await state();
      const it = look(now);
      if (it !== undefined) return it;
      if (Date.now() > end) assert.fail(`${what}; the last calls: ${JSON.stringify(now.calls.slice(-2), null, 1)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const until: ExampleCalls['until'] = (sid, isSo) =>
    found(`call ${sid} did not come to that`, ({ calls }) => calls.find((call) => call.sid === sid && isSo(call)));
  const first = await state();
  const seen = new Set([...first.calls, ...first.messages].map(({ sid }) => sid));

  return {
    state,
    until,
    async press(button) {
      await post(`${nodeRed.admin}/inject/${named('inject', button)}`, {});
    },
    shown: (debug) => nodeRed.debug(named('debug', debug)),
    async call(from, to) {
      const { sid } = (await (await post(`${simulator}/calls`, { from, to })).json()) as SimulatedCall;
      seen.add(sid);
      return sid;
    },
    async act(sid, action, body = {}) {
      await post(`${simulator}/calls/${sid}/${action}`, body);
    },
    listens: (sid) => until(sid, ({ waitingFor }) => waitingFor !== null),
    async streams(sid) {
      await found(`call ${sid} does not stream`, ({ streams }) =>
        streams.find(({ callSid, framesSent }) => callSid === sid && framesSent > 0),
      );
    },
    hears: (sid, text) => until(sid, (call) => said(call).some((line) => text.test(line))),
    ends: async (sid) => said(await until(sid, ({ status }) => status === 'completed')),
    async rings(to) {
      const { sid } = await found(`nobody called ${to}`, ({ calls }) =>
        calls.find((call) => call.to === to && !seen.has(call.sid)),
      );
      seen.add(sid);
      return sid;
    },
    async texted(to) {
      const { sid, body } = await found(`nobody texted ${to}`, ({ messages }) =>
        messages.find((one) => one.to === to && one.status === 'delivered' && !seen.has(one.sid)),
      );
      seen.add(sid);
      return body;
    },
    async text(from, to, body) {
      await post(`${simulator}/messages`, { from, to, body });
    },
  };
}
