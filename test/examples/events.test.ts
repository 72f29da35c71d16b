import assert from 'node:assert/strict';
import { EXAMPLE_ACCOUNT, example } from '../support/examples';
import { CREDENTIALS, real } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';
import { postEvent, postSigned, sid } from '../support/twilio';

const OFFICE = '+14155550100';
const BRANCH = '+442079460100';
const GUEST = '+14155550123';

/** An example on a real account, so that what Twilio would post can be signed here. */
const onTwilio = (name: string): FlowNode[] =>
  example(name).map((node) => (node.id === EXAMPLE_ACCOUNT ? real({ id: EXAMPLE_ACCOUNT }) : node));

const debugNode = (flow: FlowNode[], name: string): string =>
  flow.find((node) => node.type === 'debug' && node['name'] === name)?.id ?? '';

describe('the examples for events', function () {
  this.timeout(30_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed({ credentials: { [EXAMPLE_ACCOUNT]: CREDENTIALS } });
  });
  after(async () => {
    await nodeRed.stop();
  });

  async function deploy(name: string): Promise<(debug: string) => Promise<unknown>> {
    const flow = onTwilio(name);
    await nodeRed.deploy(flow);
    await nodeRed.printed(/Started flows/);
    return (debug) => nodeRed.debug(debugNode(flow, debug));
  }

  const call = (from: string, to: string) =>
    postEvent(nodeRed.url, 'call', {
      CallSid: sid('CA'),
      From: from,
      To: to,
      CallStatus: 'ringing',
      Direction: 'inbound',
    });
  const whatsapp = (to: string, more: Record<string, string>) =>
    postSigned(nodeRed.url, { From: `whatsapp:${GUEST}`, To: `whatsapp:${to}`, ...more });

  it('whatsapp-concierge greets by name, shows the way from a location, and hands over the rest', async () => {
    await deploy('whatsapp-concierge');
    const hello = await whatsapp(OFFICE, { Body: 'Hello!', ProfileName: 'Ada' });
    assert.match(hello.text, /Hello Ada! Send your location/);
    const way = await whatsapp(OFFICE, { Latitude: '51.5', Longitude: '-0.12', Label: 'Big Ben' });
    assert.match(way.text, /From Big Ben .*from=51\.5,-0\.12&amp;to=/);
    const rest = await whatsapp(OFFICE, { Body: 'Do you have a crib?' });
    assert.match(rest.text, /Someone from our front desk/);
  });

  it('read-receipts answers with a status callback of its own, and counts what became of the answers', async () => {
    const debugged = await deploy('read-receipts');
    const answer = await whatsapp(BRANCH, { Body: 'A table <for> two' });
    assert.match(answer.text, /<Message statusCallback="message-status">Received: A table &lt;for&gt; two<\/Message>/);
    const status = (messageSid: string, MessageStatus: string) =>
      postEvent(nodeRed.url, 'message-status', {
        MessageSid: messageSid,
        MessageStatus,
        From: `whatsapp:${BRANCH}`,
        To: `whatsapp:${GUEST}`,
      });
    const first = sid('SM');
    for (const [messageSid, is, soFar] of [
      [first, 'delivered', { delivered: 1 }],
      [sid('SM'), 'delivered', { delivered: 2 }],
      [first, 'read', { delivered: 2, read: 1 }],
    ] as const) {
      await status(messageSid, is);
      assert.deepEqual(await debugged('totals'), soFar);
    }
  });

  it('delivery-watch reports what was delivered, and what to do about the rest', async () => {
    const debugged = await deploy('delivery-watch');
    const status = (more: Record<string, string>) =>
      postEvent(nodeRed.url, 'message-status', { MessageSid: sid('SM'), From: OFFICE, To: GUEST, ...more });
    await status({ MessageStatus: 'delivered' });
    assert.equal(await debugged('delivered'), GUEST);
    await status({ MessageStatus: 'undelivered', ErrorCode: '30006' });
    assert.equal(
      await debugged('not delivered'),
      `The message to ${GUEST} was not delivered: the number is a landline, call instead (error 30006)`,
    );
    await status({ MessageStatus: 'failed', ErrorCode: '12345' });
    assert.match(String(await debugged('not delivered')), /was not delivered: see .*\(error 12345\)/);
  });

  it('blocked-callers rejects unwanted callers and keeps the last of them', async () => {
    const debugged = await deploy('blocked-callers');
    assert.match((await call('+19005550123', OFFICE)).text, /<Reject\/>/);
    const [first] = (await debugged('last 20 rejected calls')) as { from: string; to: string }[];
    assert.deepEqual([first?.from, first?.to], ['+19005550123', OFFICE]);
    for (let n = 0; n < 24; n += 1) {
      await call(`+1900555${String(1000 + n)}`, OFFICE);
      const list = (await debugged('last 20 rejected calls')) as { from: string }[];
      assert.equal(list.at(-1)?.from, `+1900555${String(1000 + n)}`);
      assert.equal(list.length, Math.min(n + 2, 20));
    }
  });

  it('call-log writes a line for a call that was talked, and names those that were missed', async () => {
    const debugged = await deploy('call-log');
    const ended = (more: Record<string, string>) =>
      postEvent(nodeRed.url, 'call-status', {
        CallSid: sid('CA'),
        From: GUEST,
        To: OFFICE,
        Direction: 'inbound',
        ...more,
      });
    await ended({ CallStatus: 'completed', CallDuration: '125', Duration: '3' });
    assert.match(String(await debugged('call log')), /\+14155550123 to \+14155550100 {2}2 min 5 s$/);
    await ended({ CallStatus: 'no-answer' });
    assert.equal(await debugged('missed calls'), `Missed: ${GUEST} (no-answer)`);
  });

  it('voicemail records the caller, and has the recording and its text come back', async () => {
    await deploy('voicemail');
    const { text } = await call(GUEST, BRANCH);
    for (const part of ['<Record', 'action="recording"', 'transcribeCallback="transcription"']) {
      assert.ok(text.includes(part), part);
    }
  });

  it('answer each call once when all are deployed together', async () => {
    const flows = ['call-log', 'blocked-callers', 'call-menu', 'voicemail', 'voicemail-as-text'].flatMap(onTwilio);
    await nodeRed.deploy([...new Map(flows.map((node) => [node.id, node])).values()]);
    await nodeRed.printed(/Started flows/);
    assert.match((await call('+19005550199', OFFICE)).text, /<Reject\/>/);
    assert.match((await call(GUEST, BRANCH)).text, /<Record/);
    assert.match((await call(GUEST, OFFICE)).text, /<Gather .*Welcome to the bakery/);
  });
});
