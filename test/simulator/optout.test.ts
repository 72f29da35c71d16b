import assert from 'node:assert/strict';
import { createSimulator } from '../../simulator';
import { simulatedTwilio } from '../support/simulated-twilio';
import { british, own, person, send, twiml, useScene } from './support';

describe('a text that is a reserved word', () => {
  const scene = useScene();
  const { text, errors, replies } = scene;

  const bodies = (): string[] => replies().map(({ body }) => body);

  for (const word of ['STOP', 'stopall', 'Unsubscribe', 'CANCEL', 'end', ' QUIT ', 'REVOKE', 'OPTOUT']) {
    it(`stops the number's messages to that person: ${word}`, async () => {
      await text({ body: word });
      assert.equal(scene.server.received.length, 1, 'the webhook hears of it too');
      assert.equal(scene.server.received[0]?.params['OptOutType'], undefined);
      assert.equal(bodies().length, 1);
      assert.match(bodies()[0] ?? '', /unsubscribed/);
      const refused = await send(scene.simulator, { To: person });
      assert.deepEqual([refused.status, refused.body['code']], [400, 21610]);
      assert.equal((await send(scene.simulator, { To: person, From: british })).status, 201, 'another number may');
      assert.equal((await send(scene.simulator, { To: '+12125550199' })).status, 201, 'another person hears on');
    });
  }

  it('STOP to one number of a Messaging Service opts out of the whole service, until a START', async () => {
    const [service] = await simulatedTwilio(scene.simulator).client.messaging.v1.services.list();
    const byService = () => send(scene.simulator, { From: undefined, MessagingServiceSid: service?.sid, To: person });
    await text({ to: british, body: 'STOP' });
    assert.deepEqual((await byService()).body['code'], 21610, 'the service would choose the other number');
    await text({ to: own, body: 'START' });
    assert.match(bodies().at(-1) ?? '', /re-subscribed/);
    assert.equal((await byService()).status, 201);
  });

  it('confirms a STOP once, and a START only after an opt-out', async () => {
    for (const body of ['STOP', 'STOP', 'START', 'START', 'yes']) await text({ body });
    assert.deepEqual(
      bodies().map((body) => (body.includes('re-subscribed') ? 'in' : 'out')),
      ['out', 'in'],
    );
    assert.equal((await send(scene.simulator, { To: person })).status, 201);
  });

  it('does not send a reply to a person who opted out', async () => {
    scene.server.answer = (_request, response) => {
      twiml(response, '<Response><Message>but wait</Message></Response>');
    };
    await text({ body: 'STOP' });
    assert.equal(bodies().length, 1);
    assert.match(errors()[0] ?? '', /^21610: /);
  });

  it('sends help for HELP and INFO, except to a person who opted out', async () => {
    await text({ body: 'help' });
    await text({ body: 'INFO' });
    assert.deepEqual(
      bodies(),
      Array.from({ length: 2 }, () => 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.'),
    );
    await text({ body: 'STOP' });
    await text({ body: 'HELP' });
    assert.equal(bodies().length, 3);
  });

  it('counts only when it is the whole text, and not on WhatsApp', async () => {
    await text({ body: 'STOP it' });
    await text({ body: 'STOP', channel: 'whatsapp' });
    assert.deepEqual(bodies(), []);
    assert.equal((await send(scene.simulator, { To: person })).status, 201);
  });

  it('is named in the webhook with Advanced Opt-Out', async () => {
    const webhooks = () => ({ message: { url: scene.server.origin } });
    const advanced = createSimulator({ clock: scene.clock, webhooks, advancedOptOut: true });
    for (const body of ['Stop', 'START', 'HELP', 'hi']) await advanced.receiveMessage({ from: person, to: own, body });
    assert.deepEqual(
      scene.server.received.map(({ params }) => params['OptOutType']),
      ['STOP', 'START', 'HELP', undefined],
    );
    await advanced.close();
  });
});
