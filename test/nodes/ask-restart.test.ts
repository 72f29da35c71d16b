/** A question of the node "ask" over a restart of Node-RED. */
import assert from 'node:assert/strict';
import { removeQuestions } from '../../lib/node-red/question-hub';
import type { RestResponse } from '../../simulator';
import { REAL_CREDENTIALS } from '../support/flows';
import { sid } from '../support/twilio';
import { OWN, PERSON, useAsk, type Caught } from './ask-scene';

describe('ask after a restart', () => {
  const scene = useAsk();
  const { start, restart, ask, reply } = scene;

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
    scene.answer = () => response;
    await restart();
  };

  it('takes the reply that came in the meantime, and never asks twice', async () => {
    await start();
    await ask();
    await scene.loaded.statusOf('action', 'runtime.status.waitingForReply');
    await startAgain(listed('inbound', Date.now() + 1000));
    const { payload, order } = await scene.loaded.arrival('out');
    assert.deepEqual([payload, order], ['Yes', 7]);
    const posts = scene.asked.filter(({ method }) => method.toLowerCase() === 'post');
    assert.equal(posts.length, 1);
    const { From, To } = (scene.asked.at(-1)?.params ?? {}) as Record<string, string>;
    assert.deepEqual([From, To], [PERSON, OWN]);
  });

  for (const [what, response] of [
    ['a message from before', listed('inbound', Date.now() - 60_000)],
    ['a message of our own', listed('outbound-api', Date.now() + 60_000)],
  ] as const) {
    it(`does not take ${what}, and waits on`, async () => {
      await start();
      await ask();
      await scene.loaded.statusOf('action', 'runtime.status.waitingForReply');
      await startAgain(response);
      while (scene.asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
      await reply('No');
      assert.equal((await scene.loaded.arrival('out'))['payload'], 'No');
    });
  }

  it('reports a question whose request was on its way', async () => {
    await start();
    scene.answer = () => new Promise(() => undefined);
    await ask();
    // As after kill -9: the process that has sent it is gone.
    removeQuestions('account');
    await startAgain({ statusCode: 200, headers: {}, body: { messages: [] } });
    assert.equal(((await scene.loaded.arrival('caught'))['error'] as Caught).code, 'UNKNOWN_OUTCOME');
    assert.equal(scene.asked.length, 1);
  });
});
