import assert from 'node:assert/strict';
import { findSimulator } from '../../lib/node-red/simulator';
import { removeHub } from '../../lib/node-red/step-hub';
import { action } from '../support/action-flows';
import { real, REAL_CREDENTIALS, simulated, trigger } from '../support/flows';
import { runAction } from '../support/run-action';
import { refuseUrls } from './refused-urls';

describe("a rest api node that points a number's webhooks at the account", () => {
  // Calls of earlier tests would listen to the status of calls.
  before(() => {
    removeHub('account');
  });
  const { start, payload, fail, loaded } = runAction('api');
  const withParameters = { parameters: 'parameters', parametersType: 'msg' };
  const refuse = (urls: RegExp) => refuseUrls(loaded().node('account'), urls);

  const account = simulated({ publicUrl: 'https://example.com/red' });
  const own = (kind: string) => `https://example.com/red/twilio/${kind}`;
  const setWebhooks = { resource: 'incomingNumbers', operation: 'setWebhooks', ...withParameters };
  const numbers = () => findSimulator('account')?.state().numbers ?? [];
  const [smsIn, callIn, callStatus] = ['sms-in', 'call-in', 'call-status'].map((type) =>
    trigger(type, { id: type, wires: [[]] }),
  );
  const listening = [smsIn, callIn, callStatus].filter((node) => node !== undefined);
  /** Gives the number webhooks of before. */
  const update = async (settings: Record<string, unknown>): Promise<string> => {
    await start({ resource: 'incomingNumbers', operation: 'update', ...withParameters }, account);
    const { sid = '' } = numbers()[0] ?? {};
    await payload({ parameters: { sid, ...settings } });
    return sid;
  };

  it('as far as the deployed flows listen, and returns the old values', async () => {
    const sid = await update({ voiceUrl: own('old'), voiceMethod: 'GET', smsUrl: '' });
    await start(setWebhooks, account, {}, [trigger('call-in', { id: 'call-in', wires: [[]] })]);
    const set = await payload({ parameters: { sid } });
    assert.deepEqual(
      [set['smsUrl'], set['voiceUrl'], set['voiceMethod'], set['previous']],
      ['', own('call'), 'POST', { voiceUrl: own('old'), voiceMethod: 'GET' }],
    );
    assert.deepEqual((await payload({ parameters: { sid } }))['previous'], {}, 'nothing is left to change');
  });

  it('together with other settings, and an update with the old values undoes everything', async () => {
    const [app, trunk] = [`AP${'1'.repeat(32)}`, `TK${'2'.repeat(32)}`];
    const sid = await update({});
    const { dateUpdated: _before, ...before } = await payload({
      parameters: {
        sid,
        friendlyName: 'Shop',
        voiceUrl: own('old'),
        voiceMethod: 'GET',
        voiceCallerIdLookup: false,
        smsFallbackUrl: '',
        voiceApplicationSid: app,
        statusCallback: '',
        trunkSid: '',
      },
    });
    await start(setWebhooks, account, {}, listening);
    const set = await payload({
      parameters: {
        sid,
        friendlyName: 'Desk',
        smsFallbackUrl: 'https://example.com/down',
        smsUrl: 'https://example.com/my-own',
        voiceCallerIdLookup: true,
        trunkSid: trunk,
        addressSid: null,
      },
    });
    assert.equal(set['friendlyName'], 'Desk');
    assert.equal(set['voiceApplicationSid'], '', 'Twilio deletes the application of a number with a trunk');
    await start({ resource: 'incomingNumbers', operation: 'update', ...withParameters }, account);
    const { dateUpdated: _after, ...after } = await payload({ parameters: { sid, ...(set['previous'] as object) } });
    assert.deepEqual(after, before);
  });

  it('all of them when the flows listen to all, found by the number itself', async () => {
    await update({});
    await start(setWebhooks, account, {}, listening);
    const phoneNumber = numbers()[0]?.phoneNumber;
    const set = await payload({ parameters: { sid: phoneNumber } });
    assert.deepEqual(
      [set['phoneNumber'], set['smsUrl'], set['voiceUrl'], set['statusCallback']],
      [phoneNumber, own('message'), own('call'), own('call-status')],
    );
    assert.equal((await fail({ parameters: { sid: '+14155550199' } })).code, 'NOT_FOUND');
  });

  it('only with a confirmation when a URL of another application would be lost', async () => {
    const sid = await update({ smsUrl: 'https://user:secret@shop.example/sms?token=secret' });
    await start(setWebhooks, account, {}, listening);
    const error = await fail({ parameters: { sid } });
    assert.equal(error.code, 'NOT_CONFIRMED');
    assert.match(error.message, /smsUrl https:\/\/shop\.example\/sms$/);
    assert.match(String(numbers()[0]?.smsUrl), /shop\.example/, 'nothing was changed');
    const set = await payload({ parameters: { sid }, confirm: true });
    assert.equal(set['smsUrl'], own('message'));
    assert.match(String((set['previous'] as Record<string, unknown>)['smsUrl']), /shop\.example/);
  });

  it('and warns when a TwiML App or a SIP trunk makes Twilio ignore them', async () => {
    const [app, trunk] = [`AP${'1'.repeat(32)}`, `TK${'2'.repeat(32)}`];
    const sid = await update({ smsApplicationSid: app, voiceApplicationSid: app, smsUrl: '' });
    await start(setWebhooks, account, {}, listening);
    const set = await payload({ parameters: { sid } });
    assert.equal(set['smsUrl'], own('message'));
    const [messages, calls, ...others] = set['warnings'] as string[];
    assert.match(String(messages), new RegExp(`ignores the URL for messages: the TwiML App ${app}`));
    assert.match(String(calls), new RegExp(`ignores the URLs for calls: the TwiML App ${app}`));
    assert.deepEqual(others, []);
    await loaded().statusOf('action', 'runtime.status.overridden', 'yellow');
    // Nothing is left to set, and the warning stays.
    assert.equal(((await payload({ parameters: { sid } }))['warnings'] as string[]).length, 2);
    await update({ smsApplicationSid: '', voiceApplicationSid: '', trunkSid: trunk });
    await start(setWebhooks, account, {}, listening);
    const trunked = (await payload({ parameters: { sid } }))['warnings'] as string[];
    assert.deepEqual([trunked.length, trunked[0]?.includes(`the SIP trunk ${trunk}`)], [1, true]);
    await update({ trunkSid: '' });
    await start(setWebhooks, account, {}, listening);
    assert.deepEqual((await payload({ parameters: { sid } }))['warnings'], []);
    await loaded().statusOf('action', 'runtime.status.done', 'green');
  });

  /** Changes what the simulator answers about Messaging Services. Its own ones leave messages to the numbers. */
  const answerServices = (change: (body: Record<string, unknown>) => unknown, url = /\/v1\/Services\?/): void => {
    const node = loaded().node('account') as unknown as {
      account: {
        options: { transport: (request: { uri: string }) => Promise<{ statusCode: number; body: object }> };
      };
    };
    const { transport } = node.account.options;
    node.account.options.transport = async (request) => {
      const answer = await transport(request);
      return url.test(`${request.uri}?`) ? { ...answer, ...(change({ ...answer.body }) as object) } : answer;
    };
  };

  it('and warns when a Messaging Service gets the messages of the number', async () => {
    const sid = await update({ smsUrl: '' });
    const withService = async (settings: Record<string, unknown>): Promise<string> => {
      await start(setWebhooks, account, {}, listening);
      answerServices((body) => ({
        body: { ...body, services: (body['services'] as object[]).map((one) => ({ ...one, ...settings })) },
      }));
      const warnings = (await payload({ parameters: { sid } }))['warnings'] as string[];
      assert.equal(warnings.length, 1);
      return String(warnings[0]);
    };
    const elsewhere = { use_inbound_webhook_on_number: false, inbound_request_url: 'https://shop.example/sms' };
    assert.match(await withService(elsewhere), /Messaging Service MG\w+, which has a URL of its own/);
    assert.match(await withService({ ...elsewhere, inbound_request_url: null }), /which drops them/);
  });

  it('and warns when it may not read the Messaging Services', async () => {
    const sid = await update({ smsUrl: '' });
    await start(setWebhooks, account, {}, listening);
    refuse(/messaging\.twilio\.com/);
    const set = await payload({ parameters: { sid } });
    assert.equal(set['smsUrl'], own('message'));
    assert.match(String((set['warnings'] as string[])[0]), /not known whether a Messaging Service/);
  });

  it('not at all when no flow listens to this number', async () => {
    const sid = await update({});
    const others = [
      trigger('sms-in', { id: 'sms-in', filterTo: '+442079460100', wires: [[]] }),
      trigger('whatsapp-in', { id: 'whatsapp-in', wires: [[]] }),
      action('make-call', { id: 'make-call', answer: 'flow', wait: true, wires: [[], []] }),
    ];
    await start(setWebhooks, account, {}, others);
    const error = await fail({ parameters: { sid } });
    assert.equal(error.code, 'INVALID_CONNECTION_SETTINGS');
    assert.match(error.message, /No deployed flow listens to the number/);
  });

  it('needs a public URL to point a number at', async () => {
    await start(
      { resource: 'incomingNumbers', operation: 'setWebhooks', ...withParameters },
      real({ publicUrl: '' }),
      REAL_CREDENTIALS,
    );
    const error = await fail({ parameters: { sid: `PN${'1'.repeat(32)}` } });
    assert.equal(error.code, 'INVALID_CONNECTION_SETTINGS');
    assert.match(String(error.cause['hint']), /Public URL/);
  });
});
