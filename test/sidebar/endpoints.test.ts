import assert from 'node:assert/strict';
import type { Numbers } from '../../sidebar/api/types';
import { OFFLINE_EDITOR } from '../support/editor';
import { startNodeRed, type RealNodeRed } from '../support/node-red';
import { client, FLOWS, listenTo, OWN, PERSON, type Entry, type Listener, type Row } from './support';

describe("the sidebar's endpoints", function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  let listener: Listener;
  let ask: ReturnType<typeof client>;
  before(async () => {
    nodeRed = await startNodeRed({ flows: FLOWS, settings: OFFLINE_EDITOR });
    ask = client(nodeRed.admin);
    listener = await listenTo(nodeRed.admin);
  });
  after(async () => {
    listener.end();
    await nodeRed.stop();
  });

  const find = (isIt: (row: Row) => boolean, what: string): Promise<Row> =>
    listener.until(() => [...listener.rows.values()].find(isIt), what);
  const detail = async ({ id }: Row): Promise<Entry> => (await ask.get(`account/account/activity/${id}`)).body as Entry;
  const text = (from: string, body: string) => ask.post('simulator/account/messages', { from, to: OWN, body });

  it('list the deployed accounts', async () => {
    const { body } = await ask.get('accounts');
    assert.deepEqual(body, [{ id: 'account', name: 'simulated', environment: 'simulator', from: OWN }]);
  });

  it('tell of a message, the node that took it, and the answer', async () => {
    await text(PERSON, 'hello');
    const row = await find(({ text: said, status }) => said === 'hello' && status === 200, 'the message');
    assert.deepEqual([row.what, row.from, row.to, row.nodes], ['message', PERSON, OWN, ['in']]);
    const entry = await detail(row);
    assert.equal(entry.params?.['Body'], 'hello');
    assert.match(entry.answer ?? '', /<Body>hello<\/Body>/);
  });

  it('tell why no node took a message', async () => {
    await text('+442079460999', 'from London');
    const row = await find(({ text: said, nodes }) => said === 'from London' && nodes !== undefined, 'the message');
    assert.deepEqual([row.nodes, row.isFilteredOut], [[], true]);
    assert.deepEqual((await detail(row)).filteredOut, [{ id: 'in', filter: 'From +1415*' }]);
  });

  it('tell of unauthorized requests, which cannot be replayed', async () => {
    await fetch(`${nodeRed.url}/twilio/message`, { method: 'POST', body: new URLSearchParams({ Body: 'forged' }) });
    const row = await find(({ status }) => status === 403, 'the forged request');
    const entry = await detail(row);
    assert.match(entry.problem ?? '', /no X-Twilio-Signature/);
    assert.equal(entry.params, undefined);
    const { status } = await ask.post(`account/account/activity/${row.id}/replay`);
    assert.equal(status, 400);
  });

  it('replay a message on the simulator as a new one', async () => {
    await text(PERSON, 'once more');
    const row = await find(({ text: said }) => said === 'once more', 'the message');
    assert.deepEqual((await ask.post(`account/account/activity/${row.id}/replay`)).body, { by: 'simulator' });
    const again = await find(({ text: said, id }) => said === 'once more' && id > row.id, 'the same message again');
    assert.notEqual(again.sid, row.sid);
  });

  it('show a call in its steps, without what is entered in a sensitive step, and end it', async () => {
    const { body } = await ask.post('simulator/account/calls', { from: PERSON, to: OWN });
    const { sid } = body as { sid: string };
    const digits = (keys: string) => ask.post(`simulator/account/calls/${sid}/digits`, { digits: keys });
    const inStep = (node: string) =>
      listener.until(() => listener.calls().find(({ nodeId, isWaiting }) => nodeId === node && isWaiting), node);
    assert.equal((await inStep('pin')).sid, sid);
    await digits('8642');
    const call = await inStep('choice');
    assert.deepEqual([call.from, call.to, call.direction], [PERSON, OWN, 'inbound']);
    const { body: inChoice } = await ask.get('calls/choice');
    assert.deepEqual(
      (inChoice as { sid: string; account: string }[]).map((one) => [one.sid, one.account]),
      [[sid, 'account']],
    );
    const back = await find(({ what, nodes }) => what === 'step' && nodes?.[0] === 'pin', 'the request for the step');
    const entry = await detail(back);
    assert.equal(entry.params?.['Digits'], '***');
    await find(
      ({ type, what, nodes }) => type === 'step' && what === 'left' && nodes?.[0] === 'pin',
      'leaving the step',
    );
    for (const row of listener.rows.values()) assert.doesNotMatch(JSON.stringify(await detail(row)), /8642/);

    const { body: live } = await ask.get('account/account/calls');
    assert.deepEqual(
      (live as { sid: string; status: string }[]).map((one) => [one.sid, one.status]),
      [[sid, 'in-progress']],
    );
    assert.equal((await ask.post(`account/account/calls/${sid}/end`)).status, 200);
    await listener.until(() => (listener.calls().length === 0 ? true : undefined), 'the end of the call');
    assert.equal((await ask.post(`account/account/calls/${sid}/end`)).status, 502);
    assert.equal((await ask.post('account/account/calls/CA1/end')).status, 400);
  });

  it('estimate a message, send it, and tell its delivery', async () => {
    const draft = { from: '', to: PERSON, body: 'Zażółć', media: '' };
    const { body: estimate } = await ask.post('account/account/estimate', draft);
    assert.deepEqual(estimate, {
      characters: 6,
      encoding: 'UCS-2',
      segments: 1,
      price: { low: '0.0079', high: '0.0079', unit: 'USD', country: 'US' },
    });
    const { body: sent } = await ask.post('account/account/messages', draft);
    const { sid } = sent as { sid: string };
    const request = await find((row) => row.type === 'request' && row.sid === sid, 'the request');
    assert.deepEqual([request.method, request.what, request.to, request.status], ['POST', 'Messages', PERSON, 201]);
    const { body: state } = await ask.get(`account/account/messages/${sid}`);
    assert.equal((state as { sid: string }).sid, sid);
    const { status, body } = await ask.post('account/account/messages', { ...draft, to: 'nobody' });
    assert.equal(status, 400);
    assert.match((body as { error: string }).error, /"nobody"/);
  });

  it('show the numbers, and change their webhooks', async () => {
    const { body } = await ask.get('account/account/numbers');
    const { numbers, servicesProblem } = body as Numbers;
    const [number] = numbers;
    assert.ok(number);
    assert.deepEqual([number.overrides, servicesProblem], [[], null]);
    assert.equal(number.phoneNumber, OWN);
    const change = (changes: object) => ask.post(`account/account/numbers/${number.sid}`, changes);
    const elsewhere = (await change({ smsUrl: 'https://example.com/sms' })).body as typeof number;
    assert.equal(elsewhere.webhooks['smsUrl'], 'https://example.com/sms');
    assert.deepEqual(elsewhere.own.includes('smsUrl'), false);
    const own = (await change({ smsUrl: true })).body as typeof number;
    assert.equal(own.webhooks['smsUrl'], `${nodeRed.url}/twilio/message`);
    assert.ok(own.own.includes('smsUrl'));
    for (const smsUrl of ['nothing', 'https://***@example.com/']) assert.equal((await change({ smsUrl })).status, 400);
  });

  it('refuse what is not JSON, and what does not exist', async () => {
    assert.equal((await ask.post('account/account/messages', {}, 'text/plain')).status, 400);
    assert.equal((await ask.get('account/nobody/activity/1')).status, 404);
    assert.equal((await ask.get('account/nobody/activity')).status, 404);
    assert.equal((await ask.get('account/account/activity/123456')).status, 404);
    assert.equal((await ask.get('account/account/activity/x')).status, 404);
    assert.equal((await ask.post('account/account/activity/123456/replay')).status, 404);
  });

  it('keep the activity over a deployment', async () => {
    const count = listener.rows.size;
    assert.ok(count > 0);
    await nodeRed.deploy(FLOWS);
    const again = await listenTo(nodeRed.admin);
    await again.until(() => (again.rows.size >= count ? true : undefined), 'what was there before');
    again.end();
  });
});
