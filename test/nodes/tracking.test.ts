import assert from 'node:assert/strict';
import type { AccountOptions } from '../../lib/account/account-options';
import type { RestRequest } from '../../lib/account/transport';
import { catcher, real, REAL_CREDENTIALS, sendSms, sink, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { postEvent } from '../support/twilio';

const TO = '+14155550123';
const STATUS_URL = 'https://example.com/twilio/message-status';

describe('msg.track', () => {
  let loaded: Loaded;
  let requests: RestRequest[];
  afterEach(() => loaded.unload());

  const start = async (fields: Record<string, unknown>, account: Record<string, unknown> = {}) => {
    requests = [];
    const flows = [tab, real({ from: '+14155550100', ...account }), sendSms(fields), catcher, sink(), sink('caught')];
    loaded = await load(flows, REAL_CREDENTIALS);
    const { options } = loaded.node('account')['account'] as { options: AccountOptions };
    options.transport = (request) => {
      requests.push(request);
      return Promise.resolve({ statusCode: 201, body: { sid: `SM${'1'.repeat(32)}`, to: TO, status: 'queued' } });
    };
  };
  /** The URL for status callbacks that Twilio gets with a message. */
  const callbackOf = async (msg: Record<string, unknown>) => {
    loaded.node('send').receive({ to: TO, payload: 'x', ...msg });
    await loaded.arrival('out');
    return (requests.at(-1)?.data as Record<string, unknown> | undefined)?.['StatusCallback'];
  };

  it('turns the callbacks of one message on or off, for any setting of the node', async () => {
    for (const track of [true, false]) {
      await start({ track });
      assert.equal(await callbackOf({}), track ? STATUS_URL : undefined);
      assert.equal(await callbackOf({ track: true }), STATUS_URL);
      assert.equal(await callbackOf({ track: false }), undefined);
      assert.equal(await callbackOf({ track: null }), track ? STATUS_URL : undefined);
      await loaded.unload();
    }
    await start({});
  });

  it('turns the callbacks on in a node without the property, when Twilio can reach this Node-RED', async () => {
    await start({ track: undefined });
    assert.equal(await callbackOf({}), STATUS_URL);
    await loaded.unload();
    await start({ track: undefined }, { publicUrl: '' });
    assert.equal(await callbackOf({}), undefined);
    await loaded.statusOf('send', 'runtime.status.sent', 'green');
  });

  it('lets the node show the delivery, also when the node itself does not track', async () => {
    await start({ track: false });
    await callbackOf({ track: true });
    await postEvent(loaded.url, 'message-status', {
      MessageSid: `SM${'1'.repeat(32)}`,
      MessageStatus: 'delivered',
      From: '+14155550100',
      To: TO,
    });
    await loaded.statusOf('send', 'runtime.status.delivery', 'green');
  });

  it('leaves the message to the default status callback of the account when it is false', async () => {
    await start({ track: true }, { statusCallback: 'https://example.com/own' });
    assert.equal(await callbackOf({}), STATUS_URL);
    assert.equal(await callbackOf({ track: false }), 'https://example.com/own');
  });

  it('warns once when Twilio cannot report the delivery', async () => {
    await start({ track: false }, { publicUrl: '' });
    for (let times = 0; times < 2; times += 1) assert.equal(await callbackOf({ track: true }), undefined);
    const warnings = loaded.logged().filter(({ id }) => id === 'send');
    assert.deepEqual(warnings, [{ id: 'send', msg: 'runtime.problem.notTracked', level: 'warn' }]);
  });

  it('is never green while Twilio cannot report the delivery', async () => {
    await start({ track: false }, { publicUrl: '' });
    await callbackOf({ track: true });
    await loaded.statusOf('send', 'runtime.status.noPublicUrl', 'yellow');
    await callbackOf({ track: false });
    await loaded.statusOf('send', 'runtime.status.sent', 'green');
  });

  it('is an error when it is not a boolean, and nothing is sent', async () => {
    await start({});
    loaded.node('send').receive({ to: TO, payload: 'x', track: 'yes' });
    const { code, message } = (await loaded.arrival('caught'))['error'] as { code: string; message: string };
    assert.equal(code, 'INVALID_PARAMETER');
    assert.match(message, /msg\.track is "yes"; it must be true or false/);
    assert.deepEqual(requests, []);
  });
});
