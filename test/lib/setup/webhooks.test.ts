import assert from 'node:assert/strict';
import fc from 'fast-check';
import { allKept } from '../../../lib/setup/kept';
import type { Slot } from '../../../lib/setup/slots';
import { BASE } from '../../support/setup-twilio';
import { GB, OTHER, US, useWebhooks } from './webhooks-scene';

describe('the webhooks of numbers', () => {
  const scene = useWebhooks();
  const { target, stateOf, set, restore } = scene;

  it('are shown as they are, without what may be secret in a URL of someone else', async () => {
    await scene.twilio.change(US, { SmsUrl: OTHER, VoiceUrl: `https://user:pass@old.example.com/call` });
    const { view } = await target(US);
    assert.deepEqual(
      view.slots.map(({ slot, url, state }) => [slot, url, state]),
      [
        ['messages', 'https://other.example.com/sms', 'foreign'],
        ['messagesFallback', '', 'empty'],
        ['calls', 'https://old.example.com/call', 'foreign'],
        ['callsFallback', '', 'empty'],
        ['status', '', 'other'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(view), /secret|pass/);
  });

  it('are set with POST, a status callback and a fallback, and each request is one that Twilio describes', async () => {
    scene.owner = scene.twilio.owner({
      wanted: () => ({ ...scene.twilio.owner().wanted('number', US), status: `${BASE}/twilio/call-status` }),
    });
    assert.equal((await set(US)).outcome, 'set');
    const number = await scene.twilio.number(US);
    const { sms_url, sms_method, sms_fallback_url, voice_url, voice_fallback_url, status_callback } = number;
    assert.deepEqual(
      [sms_url, sms_method, sms_fallback_url, voice_url, voice_fallback_url, status_callback],
      [
        `${BASE}/twilio/message`,
        'POST',
        `${BASE}/twilio/message`,
        `${BASE}/twilio/call`,
        `${BASE}/twilio/call`,
        `${BASE}/twilio/call-status`,
      ],
    );
    assert.equal(await stateOf(US, 'messages'), 'set');
    // The other number is as it was.
    assert.equal((await scene.twilio.number(GB))['sms_url'], '');
  });

  it('send nothing when they are set already', async () => {
    await set(US);
    const before = scene.twilio.requests.filter(({ method }) => method.toLowerCase() === 'post').length;
    assert.equal((await set(US)).outcome, 'unchanged');
    assert.equal(scene.twilio.requests.filter(({ method }) => method.toLowerCase() === 'post').length, before);
  });

  it('of another application are replaced only when someone asks, and come back as they were', async () => {
    await scene.twilio.change(US, {
      SmsUrl: OTHER,
      SmsMethod: 'GET',
      SmsFallbackUrl: 'https://other.example.com/down',
    });
    assert.equal((await set(US)).outcome, 'foreign');
    assert.equal((await scene.twilio.number(US))['sms_url'], OTHER);
    assert.equal((await set(US, true)).outcome, 'set');
    assert.equal((await scene.twilio.number(US))['sms_url'], `${BASE}/twilio/message`);
    assert.equal((await restore(US)).outcome, 'restored');
    const { sms_url, sms_method, sms_fallback_url, voice_url } = await scene.twilio.number(US);
    assert.deepEqual(
      [sms_url, sms_method, sms_fallback_url, voice_url],
      [OTHER, 'GET', 'https://other.example.com/down', ''],
    );
    assert.equal((await restore(US)).outcome, 'unchanged');
  });

  it('keep a fallback of another application when nothing of it is replaced', async () => {
    await scene.twilio.change(US, { SmsFallbackUrl: 'https://other.example.com/down' });
    assert.equal((await set(US)).outcome, 'set');
    assert.equal((await scene.twilio.number(US))['sms_fallback_url'], 'https://other.example.com/down');
  });

  it('of a new number and of this machine belong to nobody', async () => {
    await scene.twilio.change(US, {
      SmsUrl: 'https://demo.twilio.com/welcome/sms/reply/',
      VoiceUrl: 'http://127.0.0.1:1880/call',
    });
    assert.equal((await set(US)).outcome, 'set');
    assert.equal((await scene.twilio.number(US))['voice_url'], `${BASE}/twilio/call`);
  });

  it('come back as they were first, after a tunnel has changed its URL', async () => {
    await scene.twilio.change(US, { SmsUrl: OTHER });
    await set(US, true);
    const next = 'https://next.example.com/twilio/';
    scene.owner = {
      ...scene.owner,
      wanted: () => ({ messages: `${next}message` }),
      isOwn: (url) => url.href.startsWith(next),
    };
    // The URL of the first tunnel is still this account's.
    assert.equal(await stateOf(US, 'messages'), 'changed');
    assert.equal((await set(US)).outcome, 'set');
    assert.equal((await scene.twilio.number(US))['sms_url'], `${next}message`);
    await restore(US);
    assert.equal((await scene.twilio.number(US))['sms_url'], OTHER);
  });

  it('that someone has changed since come back as that one left them', async () => {
    await set(US);
    await scene.twilio.change(US, { SmsUrl: OTHER });
    await set(US, true);
    await restore(US);
    assert.equal((await scene.twilio.number(US))['sms_url'], OTHER);
  });

  it('are set and restored for one kind only, if that is asked', async () => {
    await scene.twilio.change(US, { SmsUrl: OTHER, VoiceUrl: OTHER });
    await set(US, true, ['messages']);
    assert.equal((await scene.twilio.number(US))['voice_url'], OTHER);
    await set(US, true, ['calls']);
    await restore(US, ['messages']);
    const { sms_url, voice_url } = await scene.twilio.number(US);
    assert.deepEqual([sms_url, voice_url], [OTHER, `${BASE}/twilio/call`]);
    assert.deepEqual((await target(US)).view.restorable, ['calls']);
  });

  it('of a WhatsApp sender are set and restored, and what is not changed is sent again', async () => {
    const sid = `XE${'4'.repeat(32)}`;
    const webhook = { callback_url: OTHER, callback_method: 'POST', fallback_url: 'https://other.example.com/down' };
    scene.twilio.senders.push({ sid, sender_id: `whatsapp:${US}`, webhook });
    assert.equal((await set(`whatsapp:${US}`)).outcome, 'foreign');
    assert.equal((await set(`whatsapp:${US}`, true, ['messages'])).outcome, 'set');
    assert.deepEqual(scene.twilio.senders[0]?.webhook, { ...webhook, callback_url: `${BASE}/twilio/message` });
    await restore(`whatsapp:${US}`);
    assert.deepEqual(scene.twilio.senders[0].webhook, webhook);
  });

  it('are always restored to what was there, whatever is set and in which order', async () => {
    const urls = ['', OTHER, 'https://other.example.com/2'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...urls),
        fc.array(fc.constantFrom<Slot>('messages', 'calls', 'messagesFallback'), { minLength: 1, maxLength: 4 }),
        async (url, order) => {
          await scene.twilio.change(US, { SmsUrl: url, VoiceUrl: url, SmsFallbackUrl: url });
          const before = await scene.twilio.number(US);
          for (const slot of order) await set(US, true, [slot]);
          await restore(US);
          const after = await scene.twilio.number(US);
          for (const name of ['sms_url', 'voice_url', 'sms_fallback_url'])
            assert.equal(after[name], before[name], name);
          assert.equal((await allKept(scene.owner.store)).size, 0);
        },
      ),
      { numRuns: 10 },
    );
  });
});
