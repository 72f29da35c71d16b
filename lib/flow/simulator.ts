import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Simulator } from '../../simulator';
import type { Transport } from '../account/transport';
import type { AccountSettings } from '../account/settings';
import type { AccountNode } from './account-node';
import type { Red } from './red';

/** The simulator behind an account node. Its code is loaded with its first use. */
export interface RunningSimulator {
  accountSid: string;
  authToken: string;
  transport: Transport;
  /** Where its webhooks go: Node-RED's own HTTP nodes, under the public URL if there is one. */
  publicBase(): string;
  ready(): Promise<Simulator>;
  /** The account node closes; the phone's conversations stay for its successor, unless it was removed. */
  stop(removed: boolean): Promise<void>;
}

interface Kept {
  authToken: string;
  node: AccountNode;
  simulator?: Promise<Simulator>;
}

/** By the account node's id, so that a deployment does not empty the phone. */
const kept = new Map<string, Kept>();

/** Node-RED's own HTTP nodes, as this machine reaches them: `http://127.0.0.1:1880/api`. */
function localBase(red: Red): string {
  const address: AddressInfo | string | null = (red.server as typeof red.server | undefined)?.address() ?? null;
  const port =
    typeof address === 'object' && address !== null ? address.port : Number(Reflect.get(red.settings, 'uiPort'));
  const bound = typeof address === 'object' && address !== null ? address.address : '127.0.0.1';
  const host = bound === '0.0.0.0' || bound === '::' ? '127.0.0.1' : bound.includes(':') ? `[${bound}]` : bound;
  const scheme = red.server instanceof Object && 'setSecureContext' in red.server ? 'https' : 'http';
  const root: unknown = Reflect.get(red.settings, 'httpNodeRoot');
  return `${scheme}://${host}:${port}${typeof root === 'string' ? root.replace(/\/+$/, '') : ''}`;
}

function create(red: Red, id: string, accountSid: string, settings: AccountSettings, entry: Kept): Promise<Simulator> {
  return import('../../simulator/index.js').then(({ createSimulator }) =>
    createSimulator({
      seed: id,
      accountSid,
      authToken: entry.authToken,
      ...(settings.from.startsWith('+')
        ? { numbers: [settings.from, ...OWN_NUMBERS.filter((n) => n !== settings.from)] }
        : {}),
      webhooks: () => {
        const { publicUrl, account } = entry.node;
        const local = localBase(red);
        const target = (kind: string) => {
          const path = `${account.settings.path}/${kind}`;
          if (publicUrl === undefined) return { url: `${local}${path}` };
          const strip = new URL(publicUrl.base).pathname.replace(/\/+$/, '');
          const [scheme, rest] = publicUrl.base.split('://');
          const auth = publicUrl.auth === undefined ? '' : `${publicUrl.auth}@`;
          return { url: `${scheme}://${auth}${rest}${path}`, connect: local, ...(strip === '' ? {} : { strip }) };
        };
        return { message: target('message'), messageStatus: target('message-status') };
      },
    }),
  );
}

/** The numbers that a simulated account owns: made-up ones that no network has. */
const OWN_NUMBERS = ['+14155550100', '+442079460100'];

/** Starts, or takes over from before a deployment, the simulator of an account node. */
export function startSimulator(red: Red, node: AccountNode, settings: AccountSettings): RunningSimulator {
  const { id } = node;
  // The SID is the same after a restart; the token is not to be guessed from an exported flow.
  const accountSid = `AC${createHash('md5').update(id).digest('hex')}`;
  const entry = kept.get(id) ?? { authToken: randomBytes(16).toString('hex'), node };
  entry.node = node;
  kept.set(id, entry);
  const ready = () => (entry.simulator ??= create(red, id, accountSid, settings, entry));
  return {
    accountSid,
    authToken: entry.authToken,
    ready,
    transport: async (request) => (await ready()).request(request),
    publicBase: () => entry.node.publicUrl?.base ?? localBase(red),
    async stop(removed) {
      if (!removed || entry.node !== node) return;
      kept.delete(id);
      await (await entry.simulator)?.close();
    },
  };
}

/** The simulator of an account node that is deployed and set to it. */
export async function findSimulator(id: string): Promise<Simulator | undefined> {
  return kept.get(id)?.node.simulator?.ready();
}
