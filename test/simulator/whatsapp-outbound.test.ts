import assert from 'node:assert/strict';
import { simulatedTwilio } from '../support/simulated-twilio';
import { assertDescribedResponse, assertKnownRequest } from '../support/openapi';
import { own, person, useScene } from './support';

const ownWhatsApp = `whatsapp:${own}`;
const personWhatsApp = `whatsapp:${person}`;

describe('a WhatsApp message to a person', () => {
  const scene = useScene();
  const send = (fields: Record<string, unknown> = {}) =>
    simulatedTwilio(scene.simulator).client.messages.create({
      to: personWhatsApp,
      from: ownWhatsApp,
      body: 'hello',
      statusCallback: 'https://flows.example.com/twilio/status',
      ...fields,
    });
  const statuses = () => scene.told('status').map((params) => params['MessageStatus']);

  it("can be free text only within 24 hours of the person's last message", async () => {
    await scene.text({ channel: 'whatsapp' });
    scene.clock.advance(24 * 3_600_000 - 1);
    await send();
    await scene.pass(1000);
    assert.deepEqual(statuses(), ['sent', 'delivered']);
    const early = scene.told('status').at(-1) ?? {};
    assert.deepEqual([early['EventType'], early['ChannelPrefix']], ['DELIVERED', 'whatsapp']);
    assert.equal(early['ChannelToAddress'], '+1212555XXXX', 'the recipient is masked');
    assert.deepEqual(
      scene.told('status').map((told) => [told['StructuredMessage'], told['ExternalUserId']?.slice(0, 12)]),
      [
        ['false', undefined],
        [undefined, 'whatsapp:US.'],
      ],
    );
    const { sid } = await send();
    await scene.pass(1000);
    assert.deepEqual(statuses().slice(2), ['sent', 'undelivered']);
    const late = scene.told('status').at(-1) ?? {};
    assert.equal(late['ErrorCode'], '63016');
    assert.match(late['ChannelStatusMessage'] ?? '', /outside the allowed window/);
    assert.equal(late['ErrorMessage'], undefined, 'Twilio does not send it');
    const { client, calls } = simulatedTwilio(scene.simulator);
    assert.equal((await client.messages(sid).fetch()).errorCode, 63016);
    assert.ok(calls[0]);
    assertKnownRequest(calls[0].request);
    assertDescribedResponse(calls[0].request, calls[0].response);
  });

  it('has an open window only for the number that the person wrote to', async () => {
    await scene.text({ channel: 'whatsapp' });
    await send({ from: 'whatsapp:+442079460100' });
    await send({ to: 'whatsapp:+12125550199' });
    await scene.pass(1000);
    const ends = scene.simulator.state().messages.map(({ errorCode }) => errorCode);
    assert.deepEqual(ends, [null, 63016, 63016]);
  });

  it('is not blocked by an SMS, which does not open the window either', async () => {
    await scene.text({ channel: 'sms' });
    await send();
    await scene.pass(1000);
    assert.equal(scene.simulator.state().messages.at(-1)?.errorCode, 63016);
  });

  it('can be a template at any time', async () => {
    const [template] = await simulatedTwilio(scene.simulator).client.content.v1.contents.list();
    await send({ body: undefined, contentSid: template?.sid });
    await scene.pass(1000);
    assert.deepEqual(statuses(), ['sent', 'delivered']);
  });

  it('becomes read when the person reads it, with a status callback', async () => {
    await scene.text({ channel: 'whatsapp' });
    const { sid } = await send();
    await assert.rejects(scene.simulator.markRead(sid), /Only a delivered WhatsApp message/);
    await scene.pass(1000);
    const message = await scene.simulator.markRead(sid);
    assert.equal(message.status, 'read');
    assert.deepEqual(statuses(), ['sent', 'delivered', 'read']);
    assert.equal(scene.told('status').at(-1)?.['EventType'], 'READ');
    assert.equal((await scene.simulator.markRead(sid)).status, 'read', 'once more changes nothing');
    assert.deepEqual(statuses(), ['sent', 'delivered', 'read']);
    assert.equal((await simulatedTwilio(scene.simulator).client.messages(sid).fetch()).status, 'read');
  });

  it('cannot be read when it is an SMS, an incoming one, or does not exist', async () => {
    const inbound = await scene.text({ channel: 'whatsapp' });
    const { sid } = await send({ to: person, from: own });
    await scene.pass(1000);
    for (const one of [inbound.sid, sid, `SM${'0'.repeat(32)}`]) {
      await assert.rejects(scene.simulator.markRead(one), { name: 'SimulatorInputError' });
    }
  });
});
