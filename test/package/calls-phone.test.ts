import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { linkPackage } from '../../scripts/user-dir';
import { caption, endedCall } from '../phone/call-page';
import { browse } from '../support/browser';
import { debug, tab, trigger } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';
import { menu, say } from '../support/step-flows';
import { outsideAccount, startTwilio, type TwilioServer } from '../support/twilio-server';

const flows: FlowNode[] = [
  tab,
  outsideAccount(),
  trigger('call-in', { respond: 'flow', deadline: 10, wires: [['mark']] }),
  {
    id: 'mark',
    type: 'change',
    z: 'tab',
    x: 0,
    y: 0,
    rules: [{ t: 'set', p: 'customer', pt: 'msg', to: 'Ava', tot: 'str' }],
    wires: [['welcome']],
  },
  say('welcome', ['menu'], { text: 'Welcome.' }),
  // Longer than a restart, because Twilio would request a Node-RED that does not run when the time is over.
  menu('menu', [['sales'], ['support'], ['nothing']], { timeout: '120' }),
  say('sales', [], { text: 'Here is sales.' }),
  say('support', ['out'], { text: '"Hello " & customer & ", here is support."', textType: 'jsonata' }),
  say('nothing', [], { text: 'Good bye.' }),
  debug(),
];

/*
 * The phone and its Twilio are in the process of this test, because they must not die with the Node-RED of the flow. That
 * Node-RED has a real account: the webhooks are signed HTTP requests, and nothing in it is replaced. While it is down, Twilio
 * has nothing to request, because the caller is still listening or thinking. If Twilio had, the call would end with an
 * application error, as with any server that is down.
 */
describe('a call from the phone, whose Node-RED is killed and started again', function () {
  // Starts Node-RED twice, and a browser.
  this.timeout(120_000);
  let twilio: TwilioServer;
  let userDir: string;
  let nodeRed: RealNodeRed | undefined;

  const start = async (): Promise<RealNodeRed> => {
    const { env, credentials } = twilio;
    nodeRed = await startNodeRed({ userDir, flows, credentials, env });
    twilio.tunnelTo(nodeRed.url);
    return nodeRed;
  };
  before(async () => {
    twilio = await startTwilio();
    userDir = await mkdtemp(path.join(tmpdir(), 'node-red-twilio-calls-'));
    await linkPackage(userDir);
  });
  after(async () => {
    await nodeRed?.stop();
    await twilio.close();
    await rm(userDir, { recursive: true, force: true });
  });

  it('continues in the right branch of the menu, without a gap for the caller', async () => {
    const first = await start();
    await browse(twilio.phone, {}, async (page) => {
      await page.locator('main[data-connection=connected]').waitFor();
      await page.locator('#call-contact').click();
      await caption(page, 'flow', 'Welcome.').waitFor();
      await caption(page, 'flow', 'Sales or support?').waitFor();
      await first.kill();
      const second = await start();
      assert.equal(await page.locator('#call-screen').getAttribute('data-phase'), 'active');
      await page.keyboard.press('2');
      await caption(page, 'flow', 'Hello Ava, here is support.').waitFor();
      await endedCall(page).waitFor();
      const { twilio: call } = (await second.debug('out')) as { twilio: { choice: string } };
      assert.equal(call.choice, 'Support');
    });
    const [call] = twilio.simulator.state().calls;
    assert.deepEqual(
      call?.transcript.map(({ who, verb, text }) => `${who} ${verb}: ${text}`),
      [
        'flow Say: Welcome.',
        'flow Gather: dtmf speech',
        'flow Say: Sales or support?',
        'person Digits: 2',
        'flow Say: Hello Ava, here is support.',
      ],
    );
    const failed = twilio.simulator.state().requests.filter(({ error }) => error !== undefined);
    assert.deepEqual(failed, [], 'every webhook was answered');
  });
});
