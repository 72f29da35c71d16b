import assert from 'node:assert/strict';
import Response from 'twilio/lib/http/response';
import { HttpClient } from '../../lib/account/http-client';
import type { RestResponse, Transport } from '../../lib/account/transport';
import { catcher, real, REAL_CREDENTIALS, sendSms, sink, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';

/** Twilio, which answers a message only when it is told to. */
function heldTwilio() {
  const sent: string[] = [];
  const answers: (() => void)[] = [];
  let isOpen = false;
  const transport: Transport = ({ data }) => {
    const { To: to = '' } = data as Record<string, string>;
    sent.push(to);
    const answer: RestResponse = { statusCode: 201, body: { sid: `SM${to.slice(1).padStart(32, '0')}`, to } };
    return isOpen
      ? Promise.resolve(answer)
      : new Promise((resolve) => {
          answers.push(() => {
            resolve(answer);
          });
        });
  };
  return {
    sent,
    transport,
    open() {
      isOpen = true;
      for (const answer of answers.splice(0)) answer();
    },
  };
}

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `+1415555${1000 + index}`);
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('messages that are being sent while flows are deployed', () => {
  let loaded: Loaded;
  let twilio: ReturnType<typeof heldTwilio>;
  const flows = [tab, real(), sendSms(), catcher, sink(), sink('caught')];
  const { send } = HttpClient.prototype;
  beforeEach(async () => {
    const held = heldTwilio();
    twilio = held;
    // Also for the account that the deployment creates.
    HttpClient.prototype.send = async <T>({ method, uri, data }: { method: string; uri: string; data?: unknown }) => {
      const { statusCode, body } = await held.transport({ method, uri, data: data as Record<string, unknown> });
      return new Response(statusCode, body as T, {});
    };
    loaded = await load(flows, REAL_CREDENTIALS);
  });
  afterEach(async () => {
    twilio.open();
    await loaded.unload();
    HttpClient.prototype.send = send;
  });

  /** Waits until Twilio has got so many requests. The SDK is loaded with the first one. */
  const underWay = async (count: number): Promise<void> => {
    while (twilio.sent.length < count) await settled();
  };

  /** Deploys, and lets Twilio answer what it has got by then. */
  const redeploy = async (next = flows, type: 'full' | 'nodes' = 'full') => {
    const deployed = loaded.redeploy(next, type);
    await settled();
    const before = [...twilio.sent];
    twilio.open();
    await deployed;
    return before;
  };
  const arrivals = async (count: number) => {
    const payloads: Record<string, unknown>[] = [];
    while (payloads.length < count) payloads.push((await loaded.arrival('out'))['payload'] as Record<string, unknown>);
    return payloads;
  };

  it('are all sent, each once, and all results arrive in the flow', async () => {
    const all = numbers(30);
    for (const to of all) loaded.node('send').receive({ to, payload: 'x' });
    await underWay(10);
    const before = await redeploy();
    assert.equal(before.length, 10, 'only what is under way was sent');
    const results = await arrivals(all.length);
    assert.deepEqual(results.map(({ to }) => to).sort(), all);
    assert.deepEqual([...twilio.sent].sort(), all);
    assert.deepEqual(
      loaded.logged().filter(({ level }) => level === 'error'),
      [],
    );
  });

  it('as one list go on with the next recipient', async () => {
    const all = numbers(5);
    loaded.node('send').receive({ to: all, payload: 'x' });
    await underWay(1);
    assert.deepEqual(await redeploy(), all.slice(0, 1));
    const [results] = (await arrivals(1)) as unknown as { to: string; ok: boolean }[][];
    assert.deepEqual(
      results?.map(({ to, ok }) => [to, ok]),
      all.map((to) => [to, true]),
    );
    assert.deepEqual(twilio.sent, all);
  });

  it('as one list with a message for each recipient report nobody twice and leave nobody out', async () => {
    const each = [tab, real(), sendSms({ results: 'each' }), catcher, sink(), sink('caught')];
    await loaded.redeploy(each);
    const all = numbers(5);
    loaded.node('send').receive({ to: all, payload: 'x' });
    await underWay(1);
    // The new node is set to something else: the list goes on as it was started.
    await redeploy([tab, real(), sendSms({ results: 'together' }), catcher, sink(), sink('caught')]);
    const parts: Record<string, unknown>[] = [];
    for (const to of all) {
      const msg = await loaded.arrival('out');
      assert.equal((msg['payload'] as { to: string }).to, to);
      parts.push(msg['parts'] as Record<string, unknown>);
    }
    assert.deepEqual(
      parts.map(({ index, count, id }) => [index, count, id === parts[0]?.['id']]),
      all.map((_, index) => [index, 5, true]),
    );
    loaded.node('send').receive({ to: '+14155550199', payload: 'x' });
    assert.equal((await arrivals(1))[0]?.['to'], '+14155550199', 'there was no further message before');
    assert.deepEqual(twilio.sent, [...all, '+14155550199']);
  });

  it('are all sent, each once, when only the account that msg.account chooses is deployed', async () => {
    await loaded.unload();
    const flow = (sendRate: number) => [
      tab,
      real(),
      real({ id: 'branch-account', name: 'branch', path: '/branch', from: '+14155550100', sendRate }),
      // Node-RED takes a list of one id for a reference, and would deploy this node too.
      sendSms({ accounts: ['branch-account', 'account'] }),
      catcher,
      sink(),
      sink('caught'),
    ];
    const branch = { accountSid: `AC${'2'.repeat(32)}`, authToken: 'token-of-the-branch' };
    loaded = await load(flow(0), { ...REAL_CREDENTIALS, 'branch-account': branch });
    const node = loaded.node('send');
    const all = numbers(30);
    for (const to of all) node.receive({ to, payload: 'x', account: 'branch' });
    await settled();
    const before = await redeploy(flow(900), 'nodes');
    assert.ok(loaded.node('send') === node, 'the sending node goes on');
    assert.equal(before.length, 10, 'only what is under way was sent');
    const results = await arrivals(all.length);
    assert.deepEqual(results.map(({ to }) => to).sort(), all);
    assert.deepEqual([...twilio.sent].sort(), all);
    assert.deepEqual(
      loaded.logged().filter(({ level }) => level === 'error'),
      [],
    );
  });

  it('are named, each once, in the log and to Catch when their node was deleted', async () => {
    const all = numbers(30);
    for (const to of all) loaded.node('send').receive({ to, payload: 'x' });
    await settled();
    const before = await redeploy(
      flows.filter(({ id }) => id !== 'send'),
      'nodes',
    );
    const log = loaded
      .logged()
      .filter(({ id }) => id === 'send')
      .map(({ msg }) => msg);
    const unsent = all.filter((to) => !before.includes(to));
    assert.equal(unsent.length, 20);
    for (const to of unsent) {
      const error = (await loaded.arrival('caught'))['error'] as { code: string; message: string };
      assert.equal(error.code, 'FLOW_STOPPED', to);
    }
    assert.equal(log.length, 1, log.join());
    assert.match(String(log[0]), /stoppedMeanwhile/);
    assert.deepEqual(twilio.sent, before);
  });

  it('are named once each in the log when their node was deleted and there is no Catch node', async () => {
    const alone = [tab, real(), sendSms(), sink()];
    await loaded.redeploy(alone);
    const all = numbers(13);
    for (const to of all) loaded.node('send').receive({ to, payload: 'x' });
    await settled();
    const before = await redeploy(
      alone.filter(({ id }) => id !== 'send'),
      'nodes',
    );
    assert.equal(before.length, 10, 'only what is under way was sent');
    const log = loaded.logged().filter(({ id }) => id === 'send');
    // One entry for each message that was not sent, and one for the results that no node takes.
    const unsent = log.filter(({ msg }) => msg.includes('was stopped while this was waiting'));
    assert.equal(unsent.length, 3);
    assert.equal(log.filter(({ msg }) => msg.includes('stoppedMeanwhile')).length, 1);
    assert.equal(log.length, 4, JSON.stringify(log));
  });
});
