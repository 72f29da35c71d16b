import assert from 'node:assert/strict';
import { Account } from '../../../lib/account/account';
import type { TwilioError } from '../../../lib/errors/twilio-error';
import { similarTo } from '../../../lib/messages/similar-names';
import { templateSid } from '../../../lib/messages/template-names';
import { createSimulator, type Simulator } from '../../../simulator';
import { fakeClock } from '../../simulator/support';
import { accountSettings, tokenCredentials } from '../../support/account';
import { simulatedAccount, type SimulatedAccount } from '../../support/simulated-account';

const MINUTE_MS = 60_000;
const sidOf = (index: number) => `HX${String(index).padStart(32, '0')}`;
const template = (index: number, friendlyName: string, language = 'en') => ({
  sid: sidOf(index),
  friendlyName,
  language,
  variables: {},
  types: { 'twilio/text': { body: 'hello' } },
});

describe('a content template', () => {
  let simulator: Simulator;
  let scene: SimulatedAccount;
  let now: number;
  const start = (...templates: ReturnType<typeof template>[]) => {
    simulator = createSimulator({ seed: 'templates', clock: fakeClock(), templates });
    scene = simulatedAccount(simulator);
    now = 0;
  };
  afterEach(() => simulator.close());
  const find = (name: string) => templateSid(scene.account, name, () => now);
  const failure = async (name: string): Promise<TwilioError> =>
    find(name).then(
      () => assert.fail('it was found'),
      (error: unknown) => error as TwilioError,
    );

  it('is found by its friendly name', async () => {
    start(template(1, 'greeting'), template(2, 'farewell'));
    assert.equal(await find('farewell'), sidOf(2));
    scene.assertDescribed();
  });

  it('is found on a later page of the list', async () => {
    start();
    const url = (page: number) => `https://content.twilio.com/v1/Content?PageSize=500&Page=${String(page)}`;
    const requested: string[] = [];
    const account = new Account({
      settings: accountSettings,
      credentials: tokenCredentials,
      transport: ({ uri }) => {
        requested.push(uri);
        const page = Number(new URL(uri).searchParams.get('Page') ?? 0);
        const contents = [{ sid: sidOf(page), friendly_name: `template ${String(page)}`, language: 'en' }];
        const meta = { key: 'contents', next_page_url: page < 2 ? url(page + 1) : null };
        return Promise.resolve({ statusCode: 200, body: { contents, meta } });
      },
    });
    assert.equal(await templateSid(account, 'template 2'), sidOf(2));
    assert.equal(await templateSid(account, 'template 0'), sidOf(0));
    assert.equal(requested.length, 3, 'one request for each page');
  });

  it('is looked up once in ten minutes, also when many messages ask at the same time', async () => {
    start(template(1, 'greeting'));
    await Promise.all([find('greeting'), find('greeting'), find('greeting')]);
    now = 9 * MINUTE_MS;
    await find('greeting');
    assert.equal(scene.calls.length, 1);
    now = 10 * MINUTE_MS;
    await find('greeting');
    assert.equal(scene.calls.length, 2);
  });

  it('that is new is found after a minute, and until then a wrong name costs no request', async () => {
    start(template(1, 'greeting'));
    for (let times = 0; times < 3; times += 1) assert.equal((await failure('nothing like it')).code, 'NOT_FOUND');
    assert.equal(scene.calls.length, 1);
    now = MINUTE_MS;
    await failure('nothing like it');
    assert.equal(scene.calls.length, 2);
  });

  it('that does not exist is an error that lists similar names', async () => {
    start(template(1, 'Invoice due'), template(2, 'farewell'));
    const error = await failure('invoice_du');
    assert.equal(error.code, 'NOT_FOUND');
    assert.match(error.message, /no content template named "invoice_du"/);
    assert.match(error.cause.hint, /Similar names: "Invoice due"\./);
    assert.doesNotMatch(error.cause.hint, /farewell/);
    assert.doesNotMatch((await failure('zzzzzz')).cause.hint, /Similar/);
  });

  it('whose name another one has too is an error that lists their SIDs', async () => {
    start(template(1, 'greeting'), template(2, 'greeting', 'de'));
    const error = await failure('greeting');
    assert.equal(error.code, 'INVALID_MESSAGE');
    assert.match(error.message, /Several content templates are named "greeting"/);
    assert.ok(error.cause.hint.includes(`${sidOf(1)} (en), ${sidOf(2)} (de)`), error.cause.hint);
  });

  it('is looked up again after a failed request', async () => {
    start(template(1, 'greeting'));
    simulator.setFaults({ fail: 1 });
    assert.notEqual((await failure('greeting')).code, 'NOT_FOUND');
    assert.equal(await find('greeting'), sidOf(1));
  });
});

describe('similar names', () => {
  it('differ in case, separators or a few letters, and the most similar comes first', () => {
    const names = ['order_update', 'order update 2', 'Orders Updated', 'farewell', ''];
    assert.deepEqual(similarTo('Order-Update', names), ['order_update', 'order update 2', 'Orders Updated']);
    assert.deepEqual(similarTo('fairwell', names), ['farewell']);
    assert.deepEqual(similarTo('x', names), []);
    assert.deepEqual(similarTo('_', names), []);
  });

  it('are at most three, and long ones are compared in reasonable time', () => {
    const names = Array.from({ length: 2000 }, (_, index) => `${'a'.repeat(10_000)}${String(index)}`);
    assert.equal(similarTo('a'.repeat(10_000), names).length, 3);
  });
});
