import { createParser } from 'eventsource-parser';
import type { LiveCall, Row, Entry } from '../../sidebar/api/types';
import { reply, simulated, smsIn, tab, trigger } from '../support/flows';
import type { FlowNode } from '../support/node-red';
import { gather, say } from '../support/step-flows';

export const PERSON = '+14155550123';
export const OWN = '+14155550100';

/** A simulated account that answers texts from California, and a call that is asked for a PIN and then for a choice. */
export const FLOWS: FlowNode[] = [
  tab,
  simulated(),
  smsIn({ filterFrom: '+1415*', respond: 'flow', wires: [['reply']], x: 120, y: 80, name: 'texts' }),
  reply({ x: 320, y: 80, wires: [[]] }),
  trigger('call-in', { id: 'call', respond: 'flow', deadline: 10, wires: [['pin']], x: 120, y: 160 }),
  { ...gather('pin', [['choice'], []], { sensitive: true, numDigits: '4' }), x: 320, y: 160, name: 'PIN' },
  { ...gather('choice', [['bye'], []], { numDigits: '1' }), x: 520, y: 160, name: 'choice' },
  { ...say('bye'), x: 700, y: 160 },
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
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
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

export type { Entry, Row };
