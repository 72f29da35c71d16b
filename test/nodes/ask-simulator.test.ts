import assert from 'node:assert/strict';
import { removeQuestions } from '../../lib/node-red/question-hub';
import { endSimulator } from '../../lib/node-red/simulator';
import { simulated, trigger } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { pointAtFlows, runningSimulator } from '../support/simulated-webhooks';
import { askNodes, OWN } from './ask-scene';

const ANN = '+14155550123';
const BEN = '+12125550188';

describe('ask on the simulator', () => {
  let loaded: Loaded;
  afterEach(async () => {
    await loaded.unload();
    removeQuestions('account');
    await endSimulator('account');
  });

  const start = async (fields: Record<string, unknown> = {}): Promise<void> => {
    loaded = await load([
      simulated({ from: OWN }),
      ...askNodes(fields),
      trigger('whatsapp-in', { id: 'whatsapp', wires: [['received']] }),
    ]);
    await pointAtFlows(loaded, OWN);
  };
  const ask = (to: string, payload: string): void => {
    // The flows are loaded without a server that Node-RED knows, so the simulator has no address for them.
    const options = { statusCallback: `${loaded.url}/twilio/message-status` };
    loaded.node('action').receive({ to, payload, asked: payload, options });
  };
  const reply = (from: string, body: string, channel: 'sms' | 'whatsapp' = 'sms') =>
    runningSimulator().receiveMessage({ from, to: OWN, body, channel });

  /** Waits until the person has got a number of messages. */
  async function gets(to: string, count: number): Promise<string[]> {
    const texts = () =>
      runningSimulator()
        .state()
        .messages.filter((message) => message.to === to)
        .map(({ body }) => body);
    if (texts().length < count) {
      await new Promise<void>((resolve, reject) => {
        const stop = runningSimulator().subscribe(() => {
          if (texts().length < count) return;
          clearTimeout(timer);
          stop();
          resolve();
        });
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`${to} has got ${JSON.stringify(texts())}`));
        }, 5000);
      });
    }
    return texts();
  }

  it('sends each reply with the message that asked, and asks a person one question at a time', async () => {
    await start();
    ask(ANN, 'Tea or coffee?');
    ask(ANN, 'Milk?');
    ask(BEN, 'Tea or coffee?');
    await gets(BEN, 1);
    assert.deepEqual(await gets(ANN, 1), ['Tea or coffee?']);
    await reply(BEN, 'Coffee');
    const ben = await loaded.arrival('out');
    assert.deepEqual([ben['topic'], ben['payload'], ben['asked']], [BEN, 'Coffee', 'Tea or coffee?']);
    const { delivery } = await reply(ANN, 'Tea');
    assert.deepEqual(
      delivery?.takenBy.map(({ type }) => type),
      ['twilio-ask'],
    );
    assert.equal((await loaded.arrival('out'))['payload'], 'Tea');
    assert.deepEqual(await gets(ANN, 2), ['Tea or coffee?', 'Milk?']);
    await reply(ANN, 'No');
    assert.equal((await loaded.arrival('out'))['asked'], 'Milk?');
    await reply(ANN, 'Are you open?');
    assert.equal((await loaded.arrival('received'))['payload'], 'Are you open?');
  });

  it('leaves by the third output when the number cannot receive texts, and when the person has opted out', async () => {
    await start();
    ask('+15005550009', 'Tea or coffee?');
    const landline = await loaded.arrival('third');
    assert.deepEqual(
      [landline['payload'], (landline['twilio'] as Record<string, unknown>)['errorCode']],
      ['rejected', 21614],
    );
    ask(ANN, 'Tea or coffee?');
    await gets(ANN, 1);
    // The opt-out is not a reply. It goes to the trigger.
    await reply(ANN, 'STOP');
    assert.equal((await loaded.arrival('received'))['payload'], 'STOP');
    // After it, "YES" opts in again, and is no reply either.
    await reply(ANN, 'YES');
    assert.equal((await loaded.arrival('received'))['payload'], 'YES');
    await reply(ANN, 'Tea');
    assert.equal((await loaded.arrival('out'))['payload'], 'Tea');
    await reply(ANN, 'STOP');
    await loaded.arrival('received');
    ask(ANN, 'Milk?');
    const optedOut = await loaded.arrival('third');
    assert.equal((optedOut['twilio'] as Record<string, unknown>)['errorCode'], 21610);
  });

  it('accepts only a WhatsApp message as the reply by WhatsApp', async () => {
    await start({ channel: 'whatsapp' });
    // Opens the 24 hours in which free text may be sent.
    await reply(ANN, 'Hello', 'whatsapp');
    await loaded.arrival('received');
    ask(ANN, 'Tea or coffee?');
    await gets(`whatsapp:${ANN}`, 1);
    await reply(ANN, 'a text');
    assert.equal((await loaded.arrival('received'))['payload'], 'a text');
    await reply(ANN, 'Tea', 'whatsapp');
    const { payload, topic } = await loaded.arrival('out');
    assert.deepEqual([payload, topic], ['Tea', `whatsapp:${ANN}`]);
  });

  it('leaves by the second output when nobody replies', async () => {
    await start({ maxWait: '1' });
    ask(ANN, 'Tea or coffee?');
    assert.equal((await loaded.arrival('second'))['payload'], 'no-reply');
  });
});
