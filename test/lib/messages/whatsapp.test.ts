import assert from 'node:assert/strict';
import { TwilioError } from '../../../lib/errors/twilio-error';
import { sendWhatsapp, type WhatsappRequest } from '../../../lib/messages/whatsapp';
import { createSimulator, type Simulator } from '../../../simulator';
import { simulatedAccount, type SimulatedAccount } from '../../support/simulated-account';
import { fakeClock, type FakeClock } from '../../simulator/support';

const own = '+14155550100';
const person = '+14155550123';
const template = `HX${'a'.repeat(32)}`;
const service = `MG${'a'.repeat(32)}`;

describe('a WhatsApp message of an account', () => {
  let clock: FakeClock;
  let simulator: Simulator;
  let scene: SimulatedAccount;

  beforeEach(() => {
    // `sendAt` is checked against the real clock.
    clock = fakeClock(Date.now());
    simulator = createSimulator({
      seed: 'lib whatsapp',
      clock,
      messagingServices: [service],
      templates: [
        {
          sid: template,
          friendlyName: 'reminder',
          variables: { 1: 'Monday' },
          types: { 'twilio/text': { body: 'Until {{1}}, {{2}}' } },
        },
      ],
    });
    scene = simulatedAccount(simulator);
  });
  afterEach(async () => {
    scene.assertDescribed();
    await simulator.close();
  });

  const send = (request: Partial<WhatsappRequest>) =>
    sendWhatsapp(scene.account, { to: person, mode: 'text', ...request });
  const last = () => {
    clock.advance(2000);
    const message = simulator.state().messages.at(-1);
    assert.ok(message);
    return message;
  };
  const refused = async (request: Partial<WhatsappRequest>): Promise<TwilioError> => {
    const error: unknown = await send(request).then(
      () => assert.fail('it was sent'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof TwilioError, String(error));
    return error;
  };

  it('is free text from the default number to a person who has just written', async () => {
    await simulator.receiveMessage({ from: person, to: own, body: 'hi', channel: 'whatsapp' });
    const sent = await send({ to: `WhatsApp:${person}`, body: 'hello', media: ['https://example.com/a.png'] });
    assert.deepEqual(
      [sent['from'], sent['to'], sent['body'], sent['numMedia'], sent['status']],
      [`whatsapp:${own}`, `whatsapp:${person}`, 'hello', '1', 'queued'],
    );
    assert.equal(last().status, 'delivered');
  });

  it('is undelivered as free text to a person who has not written', async () => {
    await send({ body: 'hello' });
    assert.deepEqual([last().status, last().errorCode], ['undelivered', 63016]);
  });

  it('is delivered as a template to anyone, with its variables filled in', async () => {
    for (const contentVariables of [{ 1: 'May 1', 2: 7 }, '{"1":"May 1","2":"7"}']) {
      const sent = await send({ mode: 'template', contentSid: ` ${template} `, contentVariables });
      assert.equal(sent['body'], 'Until May 1, 7');
      assert.equal(last().status, 'delivered');
    }
    await send({ mode: 'template', contentSid: template, body: 'is left out' });
    assert.equal(last().body, 'Until Monday, {{2}}');
  });

  it('uses the template, variables and sender of the options in place of the fields', async () => {
    const sent = await send({
      mode: 'text',
      body: 'is left out',
      contentVariables: { 1: 'field' },
      options: { contentSid: template, contentVariables: { 1: 'option', 2: 7 }, from: '+442079460100' },
    });
    assert.deepEqual([sent['body'], sent['from']], ['Until option, 7', 'whatsapp:+442079460100']);
    const other = await send({ mode: 'template', contentSid: template, options: { contentVariables: '{"2":"x"}' } });
    assert.equal(other['body'], 'Until Monday, x');
  });

  it('uses the sender of the options within a Messaging Service', async () => {
    await send({ mode: 'template', contentSid: template, messagingServiceSid: service, options: { from: own } }).catch(
      () => undefined,
    );
    const { From, MessagingServiceSid } = Object(scene.calls[0]?.request.data) as Record<string, unknown>;
    assert.deepEqual([From, MessagingServiceSid], [`whatsapp:${own}`, service]);
  });

  it('has no variables when the field is an empty object', async () => {
    for (const contentVariables of [{}, '{}', '']) {
      assert.equal(
        (await send({ mode: 'template', contentSid: template, contentVariables }))['body'],
        'Until Monday, {{2}}',
      );
    }
  });

  it('is sent through a Messaging Service, with a status callback', async () => {
    const statusCallback = 'https://flows.example.com/status';
    const sent = await send({
      mode: 'template',
      contentSid: template,
      messagingServiceSid: service,
      statusCallback,
      options: { sendAt: new Date(clock.now() + 3_600_000).toISOString() },
    });
    assert.deepEqual([sent['status'], sent['messagingServiceSid']], ['scheduled', service]);
    const { data } = scene.calls[0]?.request ?? {};
    assert.equal(Object(data).StatusCallback, statusCallback);
  });

  const wrong: [what: string, code: string, request: Partial<WhatsappRequest>][] = [
    ['without a recipient', 'INVALID_RECIPIENT', { to: '', body: 'x' }],
    ['to what is no number', 'INVALID_WHATSAPP_NUMBER', { to: 'nobody', body: 'x' }],
    ['from what is no number', 'INVALID_WHATSAPP_NUMBER', { from: 'Ringflow', body: 'x' }],
    ['that is empty', 'INVALID_MESSAGE', { body: '' }],
    ['without a template', 'MISSING_CONTENT_SID', { mode: 'template' }],
    ['with a template that is none', 'MISSING_CONTENT_SID', { mode: 'template', contentSid: 'HX1' }],
    [
      'with variables that are a list',
      'INVALID_MESSAGE',
      { mode: 'template', contentSid: template, contentVariables: ['a'] },
    ],
    [
      'with variables that are a Map',
      'INVALID_MESSAGE',
      { mode: 'template', contentSid: template, contentVariables: new Map([['1', 'a']]) },
    ],
    [
      'with variables that are no JSON',
      'INVALID_MESSAGE',
      { mode: 'template', contentSid: template, contentVariables: '{' },
    ],
    [
      'with a variable that is an object',
      'INVALID_MESSAGE',
      { mode: 'template', contentSid: template, contentVariables: { 1: {} } },
    ],
    [
      'with a variable that is empty',
      'INVALID_MESSAGE',
      { mode: 'template', contentSid: template, contentVariables: { 1: '' } },
    ],
    [
      'with a variable that is null',
      'INVALID_MESSAGE',
      { mode: 'template', contentSid: template, contentVariables: { 1: null } },
    ],
    ['through a service that is none', 'INVALID_SENDER', { messagingServiceSid: 'MG1', body: 'x' }],
    ['with an option that there is not', 'INVALID_MESSAGE', { body: 'x', options: { colour: 'red' } }],
  ];
  for (const [what, code, request] of wrong) {
    it(`${what} is rejected before anything is sent`, async () => {
      assert.equal((await refused(request)).code, code);
      assert.deepEqual(scene.calls, []);
    });
  }

  it('from a number of another account, or with a template that does not exist, is rejected by Twilio', async () => {
    assert.equal((await refused({ from: '+14155559999', body: 'x' })).cause.twilioCode, 63007);
    const missing = await refused({ mode: 'template', contentSid: `HX${'b'.repeat(32)}` });
    assert.deepEqual([missing.code, missing.cause.twilioCode], ['MISSING_CONTENT_SID', 21655]);
  });
});
