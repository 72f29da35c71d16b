import { connect } from 'node:net';
import { createParser } from 'eventsource-parser';
import type { LiveCall, Row, Entry } from '../../sidebar/api/types';
import { reply, simulated, smsIn, tab, trigger } from '../support/flows';
import type { FlowNode } from '../support/node-red';
import { gather, say } from '../support/step-flows';

export const PERSON = '+14155550123';
export const OWN = '+14155550100';
/** The number whose calls wait in a step of a subflow. */
export const SUBFLOW = '+14155550101';

/** A simulated account that answers texts from California, and a call that is asked for a PIN and then for a choice. */
export const FLOWS: FlowNode[] = [
  tab,
  simulated(),
  smsIn({ filterFrom: '+1415*', respond: 'flow', wires: [['reply']], x: 120, y: 80, name: 'texts' }),
  reply({ x: 320, y: 80, wires: [[]] }),
  trigger('call-in', {
    id: 'call',
    respond: 'flow',
    deadline: 10,
    filterTo: OWN,
    wires: [['pin']],
    x: 120,
    y: 160,
  }),
  {
    ...gather('pin', [['choice'], []], { sensitive: true, numDigits: '4', timeout: '60' }),
    x: 320,
    y: 160,
    name: 'PIN',
  },
  { ...gather('choice', [['bye'], []], { numDigits: '1', timeout: '60' }), x: 520, y: 160, name: 'choice' },
  { ...say('bye'), x: 700, y: 160 },
  { id: 'ask', type: 'subflow', name: 'ask for a code', in: [{ x: 40, y: 40, wires: [{ id: 'code' }] }], out: [] },
  { ...gather('code', [[], []], { numDigits: '4', timeout: '60' }), z: 'ask', x: 200, y: 40, name: 'code' },
  trigger('call-in', {
    id: 'subflow-call',
    respond: 'flow',
    deadline: 10,
    filterTo: SUBFLOW,
    wires: [['instance']],
    x: 120,
    y: 240,
  }),
  { id: 'instance', type: 'subflow:ask', z: 'tab', x: 320, y: 240, name: 'log in', wires: [] },
];

/** What the sidebar of an editor gets. */
export interface Listener {
  rows: Map<number, Row>;
  calls: () => LiveCall[];
  /** Waits until a row or a list of calls is as wanted. */
  until<T>(find: () => T | undefined, what: string): Promise<T>;
  end(): void;
}

/** Listens as the sidebar does. @param headers of a login */
export async function listenTo(
  admin: string,
  headers: Record<string, string> = {},
  account = 'account',
): Promise<Listener> {
  const controller = new AbortController();
  const url = `${admin}/twilio/account/${account}/activity`;
  const response = await fetch(url, { headers, signal: controller.signal });
  if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
  const rows = new Map<number, Row>();
  let calls: LiveCall[] = [];
  const lookers = new Set<() => void>();
  const parser = createParser({
    onEvent({ event, data }) {
      if (event === 'rows') for (const row of JSON.parse(data) as Row[]) rows.set(row.id, row);
      if (event === 'calls') calls = JSON.parse(data) as LiveCall[];
      for (const look of [...lookers]) look();
    },
  });
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  };
  read().catch(() => undefined);
  return {
    rows,
    calls: () => calls,
    until: (find, what) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = find();
          if (found === undefined) return;
          clearTimeout(timer);
          lookers.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => {
          lookers.delete(look);
          reject(
            new Error(`${what} did not come. There is ${JSON.stringify([...rows.values()])}, ${JSON.stringify(calls)}`),
          );
        }, 5000);
        lookers.add(look);
        look();
      }),
    end() {
      controller.abort();
    },
  };
}

/** A client of the admin endpoints. */
export function client(admin: string, headers: Record<string, string> = {}) {
  const read = async (response: Response): Promise<{ status: number; body: unknown }> => ({
    status: response.status,
    body: await response.json().catch(() => undefined),
  });
  return {
    get: async (path: string) => read(await fetch(`${admin}/twilio/${path}`, { headers })),
    post: async (path: string, body: unknown = {}, type = 'application/json') =>
      read(
        await fetch(`${admin}/twilio/${path}`, {
          method: 'POST',
          headers: { 'Content-Type': type, ...headers },
          body: JSON.stringify(body),
        }),
      ),
  };
}

/** How many connections a flood has. */
const CONNECTIONS = 4;

/** Posts many forms as fast as Node-RED takes them: each connection sends all its requests without waiting for answers. */
export async function flood(
  url: string,
  count: number,
  form: (index: number) => Record<string, string>,
): Promise<void> {
  const { hostname, port, pathname, host } = new URL(url);
  const requests = Array.from({ length: Math.min(CONNECTIONS, count) }, (_, connection) => {
    const own: string[] = [];
    for (let index = connection; index < count; index += CONNECTIONS) {
      const body = new URLSearchParams(form(index)).toString();
      own.push(
        `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
          `Content-Length: ${body.length}\r\n\r\n${body}`,
      );
    }
    return own;
  });
  await Promise.all(
    requests.map(
      (own) =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(Number(port), hostname);
          let answers = 0;
          let rest = '';
          socket.on('error', reject).on('data', (data) => {
            const parts = `${rest}${data.toString('latin1')}`.split('HTTP/1.1 200 ');
            answers += parts.length - 1;
            // The start of an answer can be in two pieces.
            rest = (parts.at(-1) ?? '').slice(-12);
            if (answers < own.length) return;
            socket.destroy();
            resolve();
          });
          socket.write(own.join(''));
        }),
    ),
  );
}

export type { Entry, Row };
