/** What the node "ask" sends, and the output that the message leaves by. */
import assert from 'node:assert/strict';
import { sink, smsIn } from '../support/flows';
import { postEvent } from '../support/twilio';
import { OWN, PERSON, useAsk } from './ask-scene';

describe('ask', () => {
  const scene = useAsk();
  const { run, start, ask, reply, fail } = scene;

  it('sends the question, and the reply leaves with the message that asked', async () => {
    await start();
    assert.deepEqual(await ask(), {
      To: PERSON,
      From: OWN,
      Body: 'Are you coming?',
      StatusCallback: 'https://example.com/twilio/message-status',
    });
    assert.equal((await reply('Yes')).status, 200);
    const { payload, topic, order, twilio } = await scene.loaded.arrival('out');
    assert.deepEqual([payload, topic, order], ['Yes', PERSON, 7]);
    assert.equal((twilio as Record<string, unknown>)['event'], 'message');
    // The trigger got the second message, and not the reply.
    await reply('And one more thing');
    assert.equal((await scene.loaded.arrival('received'))['payload'], 'And one more thing');
  });

  it('shows the reply to a trigger that wants to see answers', async () => {
    await start({}, smsIn({ id: 'curious', seeAnswers: true, wires: [['seen']] }), sink('seen'));
    await ask();
    await reply('Yes');
    assert.equal((await scene.loaded.arrival('seen'))['payload'], 'Yes');
    assert.equal((await scene.loaded.arrival('out'))['payload'], 'Yes');
  });

  it('leaves STOP, HELP and START to the triggers, and waits on', async () => {
    await start();
    await ask();
    for (const word of ['STOP', 'help', 'START']) {
      await reply(word);
      assert.equal((await scene.loaded.arrival('received'))['payload'], word);
    }
    await reply('Yes');
    assert.equal((await scene.loaded.arrival('out'))['payload'], 'Yes');
  });

  it('leaves by the second output when the time is over', async () => {
    await start({ maxWait: '1' });
    await ask();
    const { payload, order } = await scene.loaded.arrival('second');
    assert.deepEqual([payload, order], ['no-reply', 7]);
  });

  it('shows in yellow that no reply can come without a public URL', async () => {
    await start({ maxWait: '1' });
    await scene.loaded.unload();
    scene.flows = scene.flows.map((node) => (node.id === 'account' ? { ...node, publicUrl: '' } : node));
    await run();
    await scene.loaded.statusOf('action', 'runtime.problem.noPublicUrl', 'yellow');
    assert.equal((await ask())['StatusCallback'], undefined);
    await scene.loaded.statusOf('action', 'runtime.status.waitingForReply');
    await scene.loaded.arrival('second');
    await scene.loaded.statusOf('action', 'runtime.status.noPublicUrl', 'yellow');
  });

  it('leaves by the third output when the message is not delivered', async () => {
    await start();
    await ask();
    await scene.loaded.statusOf('action', 'runtime.status.waitingForReply');
    await postEvent(scene.loaded.url, 'message-status', {
      MessageSid: scene.lastSid,
      MessageStatus: 'undelivered',
      ErrorCode: '30003',
      From: OWN,
      To: PERSON,
    });
    const { payload, twilio } = await scene.loaded.arrival('third');
    assert.deepEqual([payload, (twilio as Record<string, unknown>)['errorCode']], ['undelivered', 30003]);
  });

  it('leaves by the third output when Twilio rejects the message', async () => {
    await start();
    scene.answer = () => ({
      statusCode: 400,
      headers: {},
      body: { code: 21610, message: 'Attempt to send to unsubscribed recipient', status: 400 },
    });
    await ask();
    const { payload, twilio } = await scene.loaded.arrival('third');
    assert.deepEqual([payload, (twilio as Record<string, unknown>)['errorCode']], ['rejected', 21610]);
  });

  it('asks the second question when the first one is answered', async () => {
    await start();
    await ask({ payload: 'First?' });
    scene.loaded.node('action').receive({ to: PERSON, payload: 'Second?' });
    await reply('one');
    assert.equal((await scene.loaded.arrival('out'))['payload'], 'one');
    await scene.loaded.statusOf('action', 'runtime.status.waitingForReply');
    while (scene.asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal((scene.asked[1]?.data as Record<string, string> | undefined)?.['Body'], 'Second?');
    await reply('two');
    assert.equal((await scene.loaded.arrival('out'))['payload'], 'two');
  });

  it('asks by WhatsApp with a template, and takes only a WhatsApp message', async () => {
    const contentSid = `HX${'1'.repeat(32)}`;
    await start({ channel: 'whatsapp', mode: 'template', contentSid });
    const { To, ContentSid } = await ask();
    assert.deepEqual([To, ContentSid], [`whatsapp:${PERSON}`, contentSid]);
    await reply('by SMS');
    assert.equal((await scene.loaded.arrival('received'))['payload'], 'by SMS');
    await reply('Yes', { From: `whatsapp:${PERSON}`, To: `whatsapp:${OWN}` });
    assert.equal((await scene.loaded.arrival('out'))['payload'], 'Yes');
  });

  it('asks through a Messaging Service', async () => {
    const service = `MG${'1'.repeat(32)}`;
    await start({ sender: 'service', messagingServiceSid: service });
    assert.equal((await ask())['MessagingServiceSid'], service);
    await reply('Yes', { To: '+14155550188', MessagingServiceSid: service });
    assert.equal((await scene.loaded.arrival('out'))['payload'], 'Yes');
  });

  it('waits on over a deployment', async () => {
    await start();
    await ask();
    await scene.loaded.redeploy(scene.flows.map((node) => ({ ...node, info: 'changed' })));
    await reply('Yes');
    const { payload, order } = await scene.loaded.arrival('out');
    assert.deepEqual([payload, order], ['Yes', 7]);
  });

  describe('rejects without sending', () => {
    for (const [what, fields, msg, code, message] of [
      ['several people', {}, { to: `${PERSON}, +14155550177` }, 'INVALID_RECIPIENT', /./],
      ['no recipient', {}, { to: '' }, 'INVALID_RECIPIENT', /missing/],
      ['a sender that nobody can reply to', { from: 'ACME' }, {}, 'INVALID_SENDER', /Nobody can reply/],
      ['a question for later', {}, { options: { sendAt: '2030-01-01T00:00:00Z' } }, 'INVALID_MESSAGE', /scheduled/],
      ['no time to wait', { maxWait: '0' }, {}, 'INVALID_PARAMETER', /maxWait is "?0"?; it must be 1 to 1209600/],
      [
        'a wrong Messaging Service',
        { sender: 'service', messagingServiceSid: 'x' },
        {},
        'INVALID_SENDER',
        /Messaging Service/,
      ],
    ] as const) {
      it(what, async () => {
        await start(fields);
        const error = await fail(msg);
        assert.equal(error.code, code);
        assert.match(error.message, message);
        assert.deepEqual(scene.asked, []);
      });
    }
  });
});
