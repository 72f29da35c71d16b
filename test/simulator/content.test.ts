import assert from 'node:assert/strict';
import { createSimulator, type Simulator } from '../../simulator';
import { assertAllDescribed, succeeded } from '../support/openapi';
import { simulatedTwilio, type SimulatedTwilio } from '../support/simulated-twilio';
import { fakeClock, type FakeClock } from './support';

const own = '+14155550100';
const british = '+442079460100';
const person = '+14155550123';
const sid = `HX${'b'.repeat(32)}`;

describe('templates and Messaging Services on the simulator, through the real SDK', () => {
  let clock: FakeClock;
  let simulator: Simulator;
  let twilio: SimulatedTwilio;

  beforeEach(() => {
    clock = fakeClock();
    simulator = createSimulator({
      seed: 'content',
      clock,
      templates: [
        { sid, friendlyName: 'mine', variables: { 1: 'you' }, types: { 'twilio/text': { body: '{{1}} and {{ 2 }}' } } },
      ],
    });
    twilio = simulatedTwilio(simulator);
  });
  afterEach(async () => {
    assertAllDescribed(succeeded(twilio.calls));
    await simulator.close();
  });

  const template = async (name: string): Promise<string> => {
    const all = await twilio.client.content.v1.contents.list();
    return all.find(({ friendlyName }) => friendlyName === name)?.sid ?? '';
  };
  const send = async (contentSid: string, variables?: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    twilio.client.messages.create({
      from: `whatsapp:${own}`,
      to: `whatsapp:${person}`,
      contentSid,
      ...(variables === undefined ? {} : { contentVariables: JSON.stringify(variables) }),
      ...more,
    });

  it('keeps a variable without a value, whatever its name', async () => {
    const body = '{{constructor}} {{toString}} {{2}}';
    const named = createSimulator({
      clock,
      templates: [{ sid, friendlyName: 'named', types: { 'twilio/text': { body } } }],
    });
    const { client } = simulatedTwilio(named);
    await client.messages.create({ from: own, to: person, contentSid: sid });
    assert.equal(named.state().messages[0]?.body, body);
    await named.close();
  });

  it('lists templates page by page, and fetches one', async () => {
    const all = await twilio.client.content.v1.contents.list({ pageSize: 2 });
    assert.ok(all.length > 4);
    assert.equal(new Set(all.map((one) => one.sid)).size, all.length);
    const pages = twilio.calls.map(({ response }) => Object(Object(response.body).meta) as Record<string, unknown>);
    assert.equal(pages.length, Math.ceil(all.length / 2));
    assert.deepEqual(
      [pages[0]?.['key'], pages[0]?.['page'], pages[0]?.['previous_page_url'], pages.at(-1)?.['next_page_url']],
      ['contents', 0, null, null],
    );
    assert.match(
      String(pages[0]?.['next_page_url']),
      /^https:\/\/content\.twilio\.com\/v1\/Content\?PageSize=2&Page=1&/,
    );
    const found = await twilio.client.content.v1.contents(sid).fetch();
    assert.deepEqual([found.friendlyName, found.language, found.variables], ['mine', 'en', { 1: 'you' }]);
    assert.equal(
      Object(await twilio.client.content.v1.contents(sid).approvalFetch().fetch()).whatsapp.status,
      'approved',
    );
    const missing = twilio.client.content.v1.contents(`HX${'c'.repeat(32)}`).fetch();
    await assert.rejects(missing, { status: 404, code: 20404 });
  });

  it('fills a template with the given variables, and with its defaults for the others', async () => {
    assert.equal((await send(sid, { 2: '$& me' })).body, 'you and $& me');
    assert.equal((await send(sid, { 1: 'I', 2: 'me', 3: 'x' })).body, 'I and me');
    assert.equal((await send(sid)).body, 'you and {{ 2 }}');
    const order = await template('order_update');
    assert.equal((await send(order, { name: 'Grace' })).body, 'Hi Grace, your order 1042 is on its way.');
    const media = await send(await template('boarding_pass'), { 1: 'XY 9' });
    assert.deepEqual([media.body, media.numMedia], ['Here is your boarding pass for XY 9.', '1']);
    clock.advance(2000);
    // Nobody has written to this number: only templates get there.
    assert.ok(simulator.state().messages.every(({ status }) => status === 'delivered'));
  });

  it('sends buttons and lists with a template, on WhatsApp', async () => {
    await send(await template('appointment_reminder'));
    await send(await template('service_menu'));
    await send(await template('opening_hours'));
    await send(await template('appointment_reminder'), undefined, { from: own, to: person });
    assert.deepEqual(
      simulator.state().messages.map(({ choices }) => choices),
      [
        {
          buttons: [
            { text: 'Confirm', payload: 'confirm' },
            { text: 'Cancel', payload: 'cancel' },
          ],
        },
        {
          list: {
            title: 'Choose',
            rows: [
              { id: 'book', title: 'Book a table', description: 'For today or another day' },
              { id: 'hours', title: 'Opening hours' },
              { id: 'agent', title: 'Speak with somebody', description: 'Monday to Friday, 9 to 17' },
            ],
          },
        },
        undefined,
        undefined,
      ],
    );
  });

  it('fills variables into buttons and lists, and does not count a link as a reply', async () => {
    const actions = [
      { type: 'URL', title: 'Our page', url: 'https://example.com' },
      { type: 'QUICK_REPLY', title: 'Yes, {{1}}', id: 'yes-{{1}}' },
      { title: 'No' },
      7,
    ];
    const types = { 'twilio/card': { title: 'Lunch?', actions } };
    const card = createSimulator({ clock, templates: [{ sid, friendlyName: 'card', types }] });
    const message = {
      from: `whatsapp:${own}`,
      to: `whatsapp:${person}`,
      contentSid: sid,
      contentVariables: '{"1":"Ada"}',
    };
    await simulatedTwilio(card).client.messages.create(message);
    assert.deepEqual(card.state().messages[0]?.choices, {
      buttons: [{ text: 'Yes, Ada', payload: 'yes-Ada' }, { text: 'No' }],
    });
    await card.close();
  });

  it('sends a template instead of the text, also by SMS', async () => {
    const message = await send(sid, { 1: 'a', 2: 'b' }, { from: own, to: person, body: 'something else' });
    assert.equal(message.body, 'a and b');
  });

  it('rejects variables that are empty or not texts', async () => {
    for (const value of ['', null, 7, {}]) {
      await assert.rejects(send(sid, { 1: value }), { status: 400, code: 21656 });
    }
    const list = send(sid, undefined, { contentVariables: '["a"]' });
    await assert.rejects(list, { status: 400, code: 21656 });
    assert.deepEqual(simulator.state().messages, []);
  });

  it('has a Messaging Service with the own numbers as its senders', async () => {
    const [service] = await twilio.client.messaging.v1.services.list();
    assert.ok(service);
    const found = await twilio.client.messaging.v1.services(service.sid).fetch();
    assert.equal(found.friendlyName, service.friendlyName);
    const senders = await twilio.client.messaging.v1.services(service.sid).phoneNumbers.list({ pageSize: 1 });
    assert.deepEqual(
      senders.map(({ phoneNumber, countryCode }) => [phoneNumber, countryCode]),
      [
        [own, 'US'],
        [british, 'GB'],
      ],
    );
    const one = await twilio.client.messaging.v1
      .services(service.sid)
      .phoneNumbers(senders[0]?.sid ?? '')
      .fetch();
    assert.deepEqual(one.capabilities, ['MMS', 'SMS', 'Voice']);
    const message = await twilio.client.messages.create({
      messagingServiceSid: service.sid,
      to: '+447700900123',
      body: 'x',
    });
    assert.deepEqual([message.status, message.from], ['accepted', null]);
    clock.advance(2000);
    const sent = await twilio.client.messages(message.sid).fetch();
    assert.deepEqual([sent.status, sent.from], ['delivered', british]);
    const missing = twilio.client.messaging.v1.services(`MG${'c'.repeat(32)}`).fetch();
    await assert.rejects(missing, { status: 404, code: 20404 });
  });

  it('rejects invalid SIDs in its options', () => {
    assert.throws(() => createSimulator({ messagingServices: ['MG'] }), { name: 'SimulatorInputError', message: /MG/ });
    const templates = [{ sid: 'HX', friendlyName: 'x', types: {} }];
    assert.throws(() => createSimulator({ templates }), { name: 'SimulatorInputError', message: /HX/ });
  });
});
