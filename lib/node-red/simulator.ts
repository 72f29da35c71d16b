import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type * as simulatorModule from '../../simulator';
import type { Transport } from '../account/transport';
import type { AccountSettings } from '../account/settings';
import { lazy } from '../lazy';
import { isSid } from '../validation/sid';
import type { Endpoint } from '../webhooks/endpoint';
import type { PublicUrl } from '../validation/public-url';
import type { Red } from './red';

type Simulator = simulatorModule.Simulator;

const simulatorCode = lazy<typeof simulatorModule>(__filename, '../../simulator');

/** What the simulator reads of its account node. */
export interface SimulatorOwner {
  id: string;
  account: { settings: AccountSettings };
  endpoint?: Endpoint;
  publicUrl?: PublicUrl;
  simulator?: RunningSimulator;
}

/** The simulator of an account node. Its code is loaded on first use. */
export interface RunningSimulator {
  accountSid: string;
  authToken: string;
  transport: Transport;
  /** The account's numbers when the simulator starts. */
  numbers: readonly string[];
  /** The base of its webhook URLs: the public URL, or Node-RED's own HTTP nodes. */
  publicBase(): string;
  get(): Simulator;
}

interface Entry {
  authToken: string;
  node: SimulatorOwner;
  simulator?: Simulator;
}

/** By the account node's id, so that the simulator's state survives a deployment. */
const entries = new Map<string, Entry>();

/** The numbers of a simulated account. They are reserved for fiction. */
const OWN_NUMBERS = [
  '+14155550100',
  '+14155550101',
  '+14155550102',
  '+14155550103',
  '+14155550104',
  '+14155550105',
  '+14155550106',
  '+14155550107',
  '+14155550108',
  '+14155550109',
  '+14155550110',
  '+442079460100',
  '+61255501000',
];

/** The port of Node-RED when it has no server of its own and no `uiPort`. https://nodered.org/docs/user-guide/runtime/configuration */
const DEFAULT_PORT = 1880;

/** The URL of Node-RED's HTTP nodes on this machine, such as `http://127.0.0.1:1880/api`. */
function localBase(red: Red): string {
  const address: AddressInfo | string | null = (red.server as typeof red.server | undefined)?.address() ?? null;
  const port =
    typeof address === 'object' && address !== null
      ? address.port
      : Number(Reflect.get(red.settings, 'uiPort') ?? DEFAULT_PORT);
  const bound = typeof address === 'object' && address !== null ? address.address : '127.0.0.1';
  const host = bound === '0.0.0.0' || bound === '::' ? '127.0.0.1' : bound.includes(':') ? `[${bound}]` : bound;
  const scheme = red.server instanceof Object && 'setSecureContext' in red.server ? 'https' : 'http';
  const root: unknown = Reflect.get(red.settings, 'httpNodeRoot');
  return `${scheme}://${host}:${port}${typeof root === 'string' ? root.replace(/\/+$/, '') : ''}`;
}

/** A webhook URL of the account's numbers, and how the simulator connects to it on this machine. */
function target(red: Red, { publicUrl, account }: SimulatorOwner, kind: string): simulatorModule.WebhookTarget {
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

/** The webhook URLs of the account's numbers; none while the account cannot receive webhooks. */
function webhooksOf(red: Red, node: SimulatorOwner): simulatorModule.Webhooks {
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

/** A SID of the account's settings, so that the simulator has it too. */
const sids = (prefix: string, sid: string): string[] => (isSid(sid, prefix) ? [sid] : []);

/** Starts the simulator of an account node, or continues the one from before a deployment. */
export function startSimulator(red: Red, node: SimulatorOwner, settings: AccountSettings): RunningSimulator {
  const { id } = node;
  // The SID is the same after a restart. The auth token is random, so that it cannot be derived from an exported flow.
  const accountSid = `AC${createHash('md5').update(id).digest('hex')}`;
  const entry = entries.get(id) ?? { authToken: randomBytes(16).toString('hex'), node };
  entry.node = node;
  entries.set(id, entry);
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
      silentRecordings: () => entry.node.account.settings.silentRecordings,
    }));
  return {
    accountSid,
    authToken: entry.authToken,
    numbers,
    get,
    transport: (request) => get().request(request),
    publicBase: () => entry.node.publicUrl?.base ?? localBase(red),
  };
}

/** Stops the simulator of an account node that was removed or now uses Twilio. */
export async function endSimulator(id: string): Promise<void> {
  const simulator = entries.get(id)?.simulator;
  entries.delete(id);
  await simulator?.close();
}

/** The simulator of a deployed account node; `undefined` when it uses Twilio. */
export function findSimulator(id: string): Simulator | undefined {
  return entries.get(id)?.node.simulator?.get();
}
