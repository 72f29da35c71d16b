/** A `make-call` node whose Node-RED stops and starts again. Twilio's REST API is played. */
import assert from 'node:assert/strict';
import { useStore } from '../../lib/node-red/account-store';
import { removeHub } from '../../lib/node-red/step-hub';
import { MemoryStore } from '../../lib/store/memory-store';
import { action } from '../support/action-flows';
import { catcher, real, REAL_CREDENTIALS, sink, tab } from '../support/flows';
import { LastingStore } from '../support/lasting-store';
import { load, type Loaded } from '../support/loaded';
import { callParams, callResource, placedPath, TO, type RestRequest } from '../support/placed-call';
import { postEvent, sid, type Answer } from '../support/twilio';

/** Twilio, as these tests play it. */
export class FakeTwilio {
  readonly callSid = sid('CA');
  readonly asked: RestRequest[] = [];
  status = 'in-progress';
  isKnown = true;

  /** The URL that the call was placed with, without its origin. */
  get path(): string {
    return placedPath(this.asked);
  }

  get polls(): number {
    return this.asked.filter(({ method }) => method === 'get').length;
  }

  attachTo(loaded: Loaded): void {
    const { account } = loaded.node('account') as unknown as { account: { options: Record<string, unknown> } };
    account.options['transport'] = (request: RestRequest) => {
      this.asked.push(request);
      if (request.method === 'get' && !this.isKnown) {
        return Promise.resolve({ statusCode: 404, body: { code: 20404, message: 'not found', status: 404 } });
      }
      const body = callResource(this.callSid, this.status);
      return Promise.resolve({ statusCode: request.method === 'post' ? 201 : 200, body });
    };
  }
}

/** The node, the account and what is in its store. */
export class RestartScene {
  readonly twilio = new FakeTwilio();
  /** The flow of the last {@link start}. */
  flows: Parameters<typeof load>[0] = [];
  private running: Loaded | undefined;

  constructor() {
    useStore('account', new LastingStore());
  }

  get loaded(): Loaded {
    if (this.running === undefined) throw new Error('Node-RED does not run');
    return this.running;
  }

  /** Starts the same flow again. */
  async begin(): Promise<void> {
    this.running = await load(this.flows, REAL_CREDENTIALS);
    this.twilio.attachTo(this.running);
  }

  async start(fields: Record<string, unknown>, ...more: Parameters<typeof load>[0]): Promise<void> {
    const nodes = [action('make-call', fields), sink(), sink('second'), sink('caught'), catcher];
    this.flows = [tab, real(), ...nodes, ...more];
    await this.begin();
  }

  /** Loses everything that is in memory of the node that closes, and of the account. */
  async stop(): Promise<void> {
    await this.running?.unload();
    this.running = undefined;
    removeHub('account');
  }

  /** Places a call. */
  async place(msg: Record<string, unknown>): Promise<void> {
    this.loaded.node('action').receive({ to: TO, ...msg });
    await until(() => this.twilio.asked.length > 0);
  }

  /** Sends a webhook about the call. */
  post(params: Record<string, string>, kind = 'call', path?: string): Promise<Answer> {
    const call = { ...callParams(this.twilio.callSid), ...params };
    return postEvent(this.loaded.url, kind, call, path === undefined ? {} : { path });
  }

  async end(): Promise<void> {
    await this.stop();
    useStore('account', new MemoryStore());
  }
}

/** Waits until a condition holds. */
export async function until(holds: () => boolean): Promise<void> {
  const limit = Date.now() + 5000;
  while (!holds()) {
    assert.ok(Date.now() < limit, 'It did not happen within 5 seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
