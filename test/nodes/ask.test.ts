import assert from 'node:assert/strict';
import { onAccountCreated } from '../../lib/node-red/account-node';
import { useStore } from '../../lib/node-red/account-store';
import { removeQuestions } from '../../lib/node-red/question-hub';
import { MemoryStore } from '../../lib/store/memory-store';
import type { RestRequest, RestResponse } from '../../simulator';
import { LastingStore } from '../support/lasting-store';
import { action } from '../support/action-flows';
import { catcher, real, REAL_CREDENTIALS, sink, smsIn, tab } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { assertKnownRequest } from '../support/openapi';
import type { FlowNode } from '../support/node-red';
import { postEvent, postSigned, sid } from '../support/twilio';

const PERSON = '+14155550123';
const OWN = '+14155550100';

interface Caught {
  code: string;
  message: string;
}

describe('ask', () => {
  let loaded: Loaded;
  let flows: FlowNode[];
  let asked: RestRequest[];
  let answer: (request: RestRequest) => RestResponse | Promise<RestResponse>;
  /** The SID of the last message that was sent. */
  let lastSid: string;

  let isRunning = false;
  // Before the flows start: what is left from before a restart is handled then.
  before(() => {
    isRunning = true;
    onAccountCreated((node) => {
      if (!isRunning) return;
      const { options } = node.account as unknown as { options: Record<string, unknown> };
      options['transport'] = (request: RestRequest) => {
        asked.push(request);
        assertKnownRequest(request);
        return Promise.resolve(answer(request));
      };
    });
  });
  after(() => {
    isRunning = false;
  });

  const run = async (): Promise<void> => {
    loaded = await load(flows, REAL_CREDENTIALS);
  };
  const start = async (fields: Record<string, unknown> = {}, ...more: FlowNode[]): Promise<void> => {
    flows = [
      tab,
      real({ from: OWN }),
      catcher,
      sink(),
      sink('second'),
      sink('third'),
      sink('caught'),
      sink('received'),
      action('ask', fields),
      smsIn({ wires: [['received']] }),
      ...more,
    ];
    await run();
  };
  /** Loses everything that is in memory. */
  const restart = async (): Promise<void> => {
    await loaded.unload();
    removeQuestions('account');
    await run();
  };
  /** Sends a message in, and waits until the question was sent. */
  const ask = async (msg: Record<string, unknown> = {}): Promise<Record<string, string>> => {
    const before = asked.length;
    const isSent = new Promise<void>((resolve) => {
      const usual = answer;
      answer = (request) => {
        answer = usual;
        resolve();
        return usual(request);
      };
    });
    loaded.node('action').receive({ to: PERSON, payload: 'Are you coming?', order: 7, ...msg });
    await isSent;
    return asked[before]?.data as Record<string, string>;
  };
  const reply = (Body: string, more: Record<string, string> = {}) => postSigned(loaded.url, { Body, ...more });
  const fail = async (msg: Record<string, unknown>): Promise<Caught> => {
    loaded.node('action').receive({ to: PERSON, payload: 'Are you coming?', ...msg });
    return (await loaded.arrival('caught'))['error'] as Caught;
  };

  beforeEach(() => {
    useStore('account', new LastingStore());
    asked = [];
    answer = () => {
      lastSid = sid('SM');
      return { statusCode: 201, headers: {}, body: { sid: lastSid, to: PERSON, status: 'queued' } };
    };
  });
  afterEach(async () => {
    await loaded.unload();
    removeQuestions('account');
    useStore('account', new MemoryStore());
  });

  it('sends the question, and the reply leaves with the message that asked', async () => {
    await start();
    assert.deepEqual(await ask(), {
      To: PERSON,
      From: OWN,
      Body: 'Are you coming?',
      StatusCallback: 'https://example.com/twilio/message-status',
    });
    assert.equal((await reply('Yes')).status, 200);
    const { payload, topic, order, twilio } = await loaded.arrival('out');
    assert.deepEqual([payload, topic, order], ['Yes', PERSON, 7]);
    assert.equal((twilio as Record<string, unknown>)['event'], 'message');
    // The trigger got the second message, and not the reply.
    await reply('And one more thing');
    assert.equal((await loaded.arrival('received'))['payload'], 'And one more thing');
  });

  it('shows the reply to a trigger that wants to see answers', async () => {
    await start({}, smsIn({ id: 'curious', seeAnswers: true, wires: [['seen']] }), sink('seen'));
    await ask();
    await reply('Yes');
    assert.equal((await loaded.arrival('seen'))['payload'], 'Yes');
    assert.equal((await loaded.arrival('out'))['payload'], 'Yes');
  });

  it('leaves STOP, HELP and START to the triggers, and waits on', async () => {
    await start();
    await ask();
    for (const word of ['STOP', 'help', 'START']) {
      await reply(word);
      assert.equal((await loaded.arrival('received'))['payload'], word);
    }
    await reply('Yes');
    assert.equal((await loaded.arrival('out'))['payload'], 'Yes');
  });

  it('leaves by the second output when the time is over', async () => {
    await start({ maxWait: '1' });
    await ask();
    const { payload, order } = await loaded.arrival('second');
    assert.deepEqual([payload, order], ['no-reply', 7]);
  });

  it('shows in yellow that no reply can come without a public URL', async () => {
    await start({ maxWait: '1' });
    await loaded.unload();
    flows = flows.map((node) => (node.id === 'account' ? { ...node, publicUrl: '' } : node));
    await run();
    await loaded.statusOf('action', 'runtime.problem.noPublicUrl', 'yellow');
    assert.equal((await ask())['StatusCallback'], undefined);
    await loaded.statusOf('action', 'runtime.status.waitingForReply');
    await loaded.arrival('second');
    await loaded.statusOf('action', 'runtime.status.noPublicUrl', 'yellow');
  });

  it('leaves by the third output when the message is not delivered', async () => {
    await start();
    await ask();
    await loaded.statusOf('action', 'runtime.status.waitingForReply');
    await postEvent(loaded.url, 'message-status', {
      MessageSid: lastSid,
      MessageStatus: 'undelivered',
      ErrorCode: '30003',
      From: OWN,
      To: PERSON,
    });
    const { payload, twilio } = await loaded.arrival('third');
    assert.deepEqual([payload, (twilio as Record<string, unknown>)['errorCode']], ['undelivered', 30003]);
  });

  it('leaves by the third output when Twilio rejects the message', async () => {
    await start();
    answer = () => ({
      statusCode: 400,
      headers: {},
      body: { code: 21610, message: 'Attempt to send to unsubscribed recipient', status: 400 },
    });
    await ask();
    const { payload, twilio } = await loaded.arrival('third');
    assert.deepEqual([payload, (twilio as Record<string, unknown>)['errorCode']], ['rejected', 21610]);
  });

  it('asks the second question when the first one is answered', async () => {
    await start();
    await ask({ payload: 'First?' });
    loaded.node('action').receive({ to: PERSON, payload: 'Second?' });
    await reply('one');
    assert.equal((await loaded.arrival('out'))['payload'], 'one');
    await loaded.statusOf('action', 'runtime.status.waitingForReply');
    while (asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal((asked[1]?.data as Record<string, string>)['Body'], 'Second?');
    await reply('two');
    assert.equal((await loaded.arrival('out'))['payload'], 'two');
  });

  it('asks by WhatsApp with a template, and takes only a WhatsApp message', async () => {
    const contentSid = `HX${'1'.repeat(32)}`;
    await start({ channel: 'whatsapp', mode: 'template', contentSid });
    const { To, ContentSid } = await ask();
    assert.deepEqual([To, ContentSid], [`whatsapp:${PERSON}`, contentSid]);
    await reply('by SMS');
    assert.equal((await loaded.arrival('received'))['payload'], 'by SMS');
    await reply('Yes', { From: `whatsapp:${PERSON}`, To: `whatsapp:${OWN}` });
    assert.equal((await loaded.arrival('out'))['payload'], 'Yes');
  });

  it('asks through a Messaging Service', async () => {
    const service = `MG${'1'.repeat(32)}`;
    await start({ sender: 'service', messagingServiceSid: service });
    assert.equal((await ask())['MessagingServiceSid'], service);
    await reply('Yes', { To: '+14155550188', MessagingServiceSid: service });
    assert.equal((await loaded.arrival('out'))['payload'], 'Yes');
  });

  it('waits on over a deployment', async () => {
    await start();
    await ask();
    await loaded.redeploy(flows.map((node) => ({ ...node, info: 'changed' })));
    await reply('Yes');
    const { payload, order } = await loaded.arrival('out');
    assert.deepEqual([payload, order], ['Yes', 7]);
  });

  describe('after a restart', () => {
    const listed = (direction: string, at: number) => ({
      statusCode: 200,
      headers: {},
      body: {
        messages: [
          {
            sid: sid('SM'),
            account_sid: REAL_CREDENTIALS.account.accountSid,
            from: PERSON,
            to: OWN,
            body: 'Yes',
            direction,
            date_sent: new Date(at).toUTCString(),
          },
        ],
      },
    });

    /** The account has its transport only when the flows run, so what is asked at the start is answered by it. */
    const startAgain = async (response: RestResponse): Promise<void> => {
      answer = () => response;
      await restart();
    };

    it('takes the reply that came in the meantime, and never asks twice', async () => {
      await start();
      await ask();
      await loaded.statusOf('action', 'runtime.status.waitingForReply');
      await startAgain(listed('inbound', Date.now() + 1000));
      const { payload, order } = await loaded.arrival('out');
      assert.deepEqual([payload, order], ['Yes', 7]);
      const posts = asked.filter(({ method }) => method.toLowerCase() === 'post');
      assert.equal(posts.length, 1);
      const { From, To } = (asked.at(-1)?.params ?? {}) as Record<string, string>;
      assert.deepEqual([From, To], [PERSON, OWN]);
    });

    for (const [what, response] of [
      ['a message from before', listed('inbound', Date.now() - 60_000)],
      ['a message of our own', listed('outbound-api', Date.now() + 60_000)],
    ] as const) {
      it(`does not take ${what}, and waits on`, async () => {
        await start();
        await ask();
        await loaded.statusOf('action', 'runtime.status.waitingForReply');
        await startAgain(response);
        while (asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
        await reply('No');
        assert.equal((await loaded.arrival('out'))['payload'], 'No');
      });
    }

    it('reports a question whose request was on its way', async () => {
      await start();
      answer = () => new Promise(() => undefined);
      await ask();
      // As after kill -9: the process that has sent it is gone.
      removeQuestions('account');
      await startAgain({ statusCode: 200, headers: {}, body: { messages: [] } });
      assert.equal(((await loaded.arrival('caught'))['error'] as Caught).code, 'UNKNOWN_OUTCOME');
      assert.equal(asked.length, 1);
    });
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
        assert.deepEqual(asked, []);
      });
    }
  });
});
