import assert from 'node:assert/strict';
import { useStore } from '../../lib/node-red/account-store';
import { removeHub } from '../../lib/node-red/step-hub';
import { MemoryStore } from '../../lib/store/memory-store';
import { LastingStore } from '../support/lasting-store';
import { action } from '../support/action-flows';
import { catcher, real, REAL_CREDENTIALS, sink, tab, twiml } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { gather, say } from '../support/step-flows';
import { postEvent, sid, type Answer } from '../support/twilio';

const TO = '+14155550123';

/** A request of the REST API. */
interface Asked {
  method: string;
  uri: string;
  data?: Record<string, string>;
}

/** Twilio, as these tests play it. */
class FakeTwilio {
  readonly callSid = sid('CA');
  readonly asked: Asked[] = [];
  status = 'in-progress';
  isKnown = true;

  /** The URL that the call was placed with, without its origin. */
  get path(): string {
    const placed = this.asked.find(({ method }) => method === 'post');
    const { pathname, search } = new URL(placed?.data?.['Url'] ?? '');
    return `${pathname}${search}`;
  }

  get polls(): number {
    return this.asked.filter(({ method }) => method === 'get').length;
  }

  attachTo(loaded: Loaded): void {
    const { account } = loaded.node('account') as unknown as { account: { options: Record<string, unknown> } };
    account.options['transport'] = (request: Asked) => {
      this.asked.push(request);
      if (request.method === 'get' && !this.isKnown) {
        return Promise.resolve({ statusCode: 404, body: { code: 20404, message: 'not found', status: 404 } });
      }
      const { status, callSid } = this;
      const body = { sid: callSid, to: TO, status, duration: '7', direction: 'outbound-api', price: '-0.01' };
      return Promise.resolve({ statusCode: request.method === 'post' ? 201 : 200, body });
    };
  }
}

describe('make-call during a restart', () => {
  let loaded: Loaded;
  let twilio: FakeTwilio;
  let flows: Parameters<typeof load>[0];
  let isLoaded = false;

  const begin = async (): Promise<void> => {
    loaded = await load(flows, REAL_CREDENTIALS);
    isLoaded = true;
    twilio.attachTo(loaded);
  };
  const start = async (fields: Record<string, unknown>, ...more: Parameters<typeof load>[0]): Promise<void> => {
    const nodes = [action('make-call', fields), sink(), sink('second'), sink('caught'), catcher];
    flows = [tab, real(), ...nodes, ...more];
    await begin();
  };
  /** Loses everything that is in memory of the node that closes, and of the account. */
  const stop = async (): Promise<void> => {
    await loaded.unload();
    isLoaded = false;
    removeHub('account');
  };
  const logged = () => loaded.logged().filter(({ id }) => id === 'action');
  const place = async (msg: Record<string, unknown>): Promise<void> => {
    loaded.node('action').receive({ to: TO, ...msg });
    await until(() => twilio.asked.length > 0);
  };
  const post = (params: Record<string, string>, kind = 'call', path?: string): Promise<Answer> => {
    const call = { CallSid: twilio.callSid, From: '+14155550100', To: TO, Direction: 'outbound-api' };
    return postEvent(loaded.url, kind, { ...call, ...params }, path === undefined ? {} : { path });
  };

  beforeEach(() => {
    twilio = new FakeTwilio();
    useStore('account', new LastingStore());
  });
  afterEach(async () => {
    if (isLoaded) await stop();
    useStore('account', new MemoryStore());
  });

  describe('waiting for the end', () => {
    const kept = async (): Promise<void> => {
      await place({ payload: 'Hello', order: 7, bytes: Buffer.from('a') });
      await loaded.statusOf('action', 'runtime.status.calling');
    };
    beforeEach(() => start({ wait: true }));

    it('sends the message when the call has ended meanwhile', async () => {
      await kept();
      await stop();
      twilio.status = 'completed';
      await begin();
      const { payload, order, bytes } = await loaded.arrival('out');
      const { to, sid, callSid, status, duration, direction, price } = payload as Record<string, unknown>;
      const resource = { to, sid, callSid, status, duration, direction, price };
      assert.deepEqual(resource, {
        to: TO,
        sid: twilio.callSid,
        callSid: twilio.callSid,
        status: 'completed',
        duration: 7,
        direction: 'outbound-api',
        price: -0.01,
      });
      assert.deepEqual([order, bytes], [7, Buffer.from('a')]);
      assert.deepEqual(logged(), []);
    });

    it('sends the message with the status callback, when the call ends later', async () => {
      await kept();
      await stop();
      await begin();
      await until(() => twilio.polls > 0);
      await post({ CallStatus: 'busy' }, 'call-status');
      const { payload, order } = await loaded.arrival('out');
      assert.equal((payload as Record<string, unknown>)['status'], 'busy');
      assert.equal(order, 7);
    });

    it('sends the message once, also after a further restart and a repeated callback', async () => {
      await kept();
      await stop();
      twilio.status = 'completed';
      await begin();
      await loaded.arrival('out');
      await stop();
      await begin();
      await post({ CallStatus: 'completed' }, 'call-status');
      loaded.node('out').receive({ payload: 'nothing came before' });
      assert.equal((await loaded.arrival('out'))['payload'], 'nothing came before');
    });

    it('goes on after a deployment as well, and the node may have changed', async () => {
      await kept();
      flows = flows.map((node) => (node.id === 'action' ? { ...node, name: 'changed' } : node));
      await loaded.redeploy(flows);
      twilio.attachTo(loaded);
      await until(() => twilio.polls > 0);
      await post({ CallStatus: 'completed' }, 'call-status');
      assert.equal((await loaded.arrival('out'))['order'], 7);
      assert.deepEqual(logged(), []);
    });

    it('sends "timeout" when the time is over', async () => {
      await loaded.unload();
      await start({ wait: true, maxWait: 1 });
      await kept();
      await stop();
      await begin();
      const { payload } = await loaded.arrival('out');
      assert.equal((payload as Record<string, unknown>)['status'], 'timeout');
    });

    it('gives an error with the message when the account does not have the call any more', async () => {
      await kept();
      await stop();
      twilio.isKnown = false;
      await begin();
      const { error, order } = await loaded.arrival('caught');
      assert.equal((error as Record<string, unknown>)['code'], 'NOT_FOUND');
      assert.equal(order, 7);
    });

    it('gives an error when the node is deleted while it waits', async () => {
      await kept();
      await loaded.redeploy(flows.filter(({ id }) => id !== 'action'));
      const log = loaded.logged().map(({ msg }) => msg);
      assert.match(log.join('\n'), /stopped while it waited for the call|stoppedMeanwhile/);
      await stop();
      await begin();
      await post({ CallStatus: 'completed' }, 'call-status');
      assert.equal(twilio.polls, 0);
    });
  });

  describe('going on in the flow', () => {
    const fields = { answer: 'flow', outputs: 2, wires: [['out'], ['second', 'say']] };
    beforeEach(() => start(fields, say('say', ['gather']), gather('gather')));

    it('starts a call of steps with the message, and says who has answered', async () => {
      await place({ order: 7 });
      const answer = post({ CallStatus: 'in-progress', AnsweredBy: 'human' }, 'call', twilio.path);
      const { payload, topic, order, twilio: event } = await loaded.arrival('second');
      assert.deepEqual([payload, topic, order], [TO, TO, 7]);
      assert.equal((event as Record<string, unknown>)['answeredBy'], 'human');
      assert.match((await answer).text, /<Response><Say>Hello<\/Say><Gather [^>]*node=gather/);
    });

    it('goes on from the second output when its message was lost with the restart', async () => {
      await place({ order: 7 });
      await stop();
      await begin();
      const path = twilio.path.replace(/flow=[^&]*/, 'flow=lost');
      const answer = post({ CallStatus: 'in-progress' }, 'call', path);
      const { payload, order } = await loaded.arrival('second');
      assert.deepEqual([payload, order], [TO, undefined]);
      assert.match((await answer).text, /<Say>Hello<\/Say>/);
    });

    it('does not take the call of another node', async () => {
      await place({ order: 7 });
      await stop();
      await begin();
      const answer = await post({ CallStatus: 'in-progress' }, 'call', twilio.path.replace('action', 'other'));
      assert.match(answer.text, /<Response\/>/);
    });
  });

  it('reports an answer that the flow has missed, with the message', async () => {
    await start({ answer: 'flow', outputs: 2, wires: [['out'], ['second']] }, twiml({ wires: [[]] }));
    await place({ order: 7 });
    const answer = await post({ CallStatus: 'in-progress' }, 'call', twilio.path);
    assert.match(answer.text, /<Response\/>/);
    const { error, order, payload } = await loaded.arrival('caught');
    const { code, cause } = error as { code: string; cause: { hint: string } };
    assert.deepEqual([code, order, payload], ['DEADLINE_MISSED', 7, TO]);
    assert.match(cause.hint, /"say"/);
    await loaded.statusOf('action', 'runtime.status.deadlineMissed', 'yellow');
  });
});

/** Waits until something holds. */
async function until(holds: () => boolean): Promise<void> {
  const limit = Date.now() + 5000;
  while (!holds()) {
    assert.ok(Date.now() < limit, 'It did not happen within 5 seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
