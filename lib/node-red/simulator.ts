import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type * as simulatorModule from '../../simulator';
import type { Transport } from '../account/transport';
import type { AccountSettings } from '../account/settings';
import { lazy } from '../lazy';
import type { AccountNode } from './account-node';
import type { Red } from './red';

type Simulator = simulatorModule.Simulator;

const simulatorCode = lazy<typeof simulatorModule>(__filename, '../../simulator');

/** The simulator behind an account node. Its code is loaded with its first use. */
export interface RunningSimulator {
  accountSid: string;
  authToken: string;
  transport: Transport;
  /** Where its webhooks go: Node-RED's own HTTP nodes, under the public URL if there is one. */
  publicBase(): string;
  get(): Simulator;
}

interface Kept {
  authToken: string;
  node: AccountNode;
  simulator?: Simulator;
}

/** By the account node's id, so that a deployment does not empty the phone. */
const kept = new Map<string, Kept>();

/** The numbers that a simulated account owns: made-up ones that no network has. */
const OWN_NUMBERS = ['+14155550100', '+442079460100', '+61255501000'];

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

/** Where the webhooks of an account's own numbers go, and which way there is to it on this machine. */
function target(red: Red, { publicUrl, account }: AccountNode, kind: string): simulatorModule.WebhookTarget {
  const local = localBase(red);
  const path = `${account.settings.path}/${kind}`;
  if (publicUrl === undefined) return { url: `${local}${path}` };
  const strip = new URL(publicUrl.base).pathname.replace(/\/+$/, '');
  const auth = publicUrl.auth === undefined ? '' : `${publicUrl.auth}@`;
  return {
    url: `${publicUrl.base.replace('://', `://${auth}`)}${path}`,
    connect: local,
    ...(strip === '' ? {} : { strip }),
  };
}

/** Where each of them goes; nowhere while the account has no way in, because another one has its path. */
function webhooksOf(red: Red, node: AccountNode): simulatorModule.Webhooks {
  if (node.endpoint === undefined) return {};
  return {
    message: target(red, node, 'message'),
    messageStatus: target(red, node, 'message-status'),
    call: target(red, node, 'call'),
    callStatus: target(red, node, 'call-status'),
    recording: target(red, node, 'recording'),
    transcription: target(red, node, 'transcription'),
  };
}

/** What a real account has and names in its settings, its simulator has too. */
const sids = (prefix: string, sid: string): string[] =>
  new RegExp(`^${prefix}[0-9a-f]{32}$`, 'i').test(sid) ? [sid] : [];

/** Starts, or takes over from before a deployment, the simulator of an account node. */
export function startSimulator(red: Red, node: AccountNode, settings: AccountSettings): RunningSimulator {
  const { id } = node;
  // The SID is the same after a restart; the token is not to be guessed from an exported flow.
  const accountSid = `AC${createHash('md5').update(id).digest('hex')}`;
  const entry = kept.get(id) ?? { authToken: randomBytes(16).toString('hex'), node };
  entry.node = node;
  kept.set(id, entry);
  const numbers = settings.from.startsWith('+')
    ? [settings.from, ...OWN_NUMBERS.filter((number) => number !== settings.from)]
    : OWN_NUMBERS;
  const get = () =>
    (entry.simulator ??= simulatorCode().createSimulator({
      seed: id,
      accountSid,
      authToken: entry.authToken,
      numbers,
      messagingServices: sids('MG', settings.messagingServiceSid),
      verifyServices: sids('VA', settings.verifyServiceSid),
      webhooks: () => webhooksOf(red, entry.node),
    }));
  return {
    accountSid,
    authToken: entry.authToken,
    get,
    transport: (request) => get().request(request),
    publicBase: () => entry.node.publicUrl?.base ?? localBase(red),
  };
}

/** Ends the simulator of an account node that was removed or is on the real Twilio now. */
export async function endSimulator(id: string): Promise<void> {
  const simulator = kept.get(id)?.simulator;
  kept.delete(id);
  await simulator?.close();
}

/** The simulator of an account node that is deployed and set to it. */
export function findSimulator(id: string): Simulator | undefined {
  return kept.get(id)?.node.simulator?.get();
}
