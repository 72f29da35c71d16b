import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { createSimulator } from '../../simulator';
import { fakeClock, own, pass, person, send, startServer, twiml } from './support';

describe('the simulator as a whole', () => {
  it('reports an error of its background work', async () => {
    const error = new Error('The webhooks cannot be read.');
    const errors: unknown[] = [];
    const simulator = createSimulator({
      webhooks() {
        throw error;
      },
      onError: (reported) => errors.push(reported),
    });
    await assert.rejects(simulator.receiveMessage({ from: person, to: own, body: 'hello' }), error);
    assert.deepEqual(errors, [error]);
    await simulator.close();
  });

  it('reaches the same state with the same seed, clock and events', async () => {
    const play = async (seed: string): Promise<unknown> => {
      const clock = fakeClock();
      const server = await startServer();
      server.answer = ({ params }, response) => {
        if (params['CallStatus'] === 'ringing') {
          twiml(response, '<Response><Say>hi</Say><Record action="/next" transcribe="true"/></Response>');
        } else twiml(response, `<Response><Message><Body>${params['Body'] ?? ''}!</Body></Message></Response>`);
      };
      const webhooks = () => ({
        message: { url: 'https://example.com/message', connect: server.origin },
        call: { url: 'https://example.com/call', connect: server.origin },
      });
      const simulator = createSimulator({ seed, clock, webhooks });
      simulator.setFaults({ duplicate: 1, reorder: true });
      await simulator.receiveMessage({ from: person, to: own, body: 'hello', media: 'https://example.com/a.gif' });
      await send(simulator, { StatusCallback: 'https://example.com/status', MediaUrl: ['https://example.com/b.png'] });
      await simulator.placeCall({ from: person, to: own });
      await pass(clock, simulator, 2000);
      await simulator.actOnCall(simulator.state().calls[0]?.sid ?? '', {
        action: 'speech',
        text: 'what I have to say',
      });
      await pass(clock, simulator, 12_000);
      assert.equal(simulator.state().transcriptions[0]?.text, 'what I have to say');
      const tokens = server.received.map(({ headers }) => headers['i-twilio-idempotency-token']);
      const posted = server.received.map(({ raw }) => raw);
      const { accountSid, authToken } = simulator;
      const state = simulator.state();
      await simulator.close();
      await server.close();
      return { accountSid, authToken, state, tokens, posted };
    };
    const first = await play('one');
    assert.deepEqual(await play('one'), first);
    assert.notDeepEqual(await play('two'), first);
  });

  it('has a random auth token without a seed', () => {
    const [a, b] = [createSimulator(), createSimulator()];
    assert.notEqual(a.authToken, b.authToken);
    assert.notEqual(a.accountSid, b.accountSid);
    assert.match(a.accountSid, /^AC[0-9a-f]{32}$/);
  });

  it('uses the given SID, token and numbers', () => {
    const accountSid = `AC${'1'.repeat(32)}`;
    const simulator = createSimulator({ accountSid, authToken: 'token', numbers: ['+33199001234'] });
    assert.deepEqual([simulator.accountSid, simulator.authToken], [accountSid, 'token']);
    assert.deepEqual(
      simulator.state().numbers.map(({ phoneNumber }) => phoneNumber),
      ['+33199001234'],
    );
  });

  it('rejects an invalid own number and a limit of 0', () => {
    assert.throws(() => createSimulator({ numbers: ['555'] }), { name: 'SimulatorInputError', message: /E\.164/ });
    assert.throws(() => createSimulator({ limits: { messages: 0 } }), { name: 'SimulatorInputError' });
  });

  it('removes everything of its calls when it is closed', async () => {
    const clock = fakeClock();
    const server = await startServer();
    server.answer = (_request, response) => {
      twiml(response, '<Response><Start><Transcription/></Start><Dial>+12125550188</Dial></Response>');
    };
    const simulator = createSimulator({ clock, webhooks: () => ({ call: { url: server.origin } }) });
    const { sid } = await simulator.placeCall({ from: person, to: own });
    assert.ok(clock.pending() > 0);
    await simulator.close();
    assert.equal(clock.pending(), 0);
    await assert.rejects(simulator.placeCall({ from: person, to: own }), /closed/);
    await assert.rejects(simulator.actOnCall(sid, { action: 'hangup' }), /closed/);
    await assert.rejects(simulator.markRead(sid), /closed/);
    await server.close();
  });

  it('has no timer and no open request after it was closed', async () => {
    const clock = fakeClock();
    const server = await startServer();
    const arrived = new Promise<void>((resolve) => {
      server.answer = () => {
        resolve(); // and never answers
      };
    });
    const gone = new Promise<void>((resolve) => {
      const watch = setInterval(() => {
        if (server.received.length === 0) return;
        clearInterval(watch);
        resolve();
      }, 1);
    });
    const simulator = createSimulator({ clock, webhooks: () => ({ message: { url: server.origin } }) });
    await send(simulator, {});
    const receiving = simulator.receiveMessage({ from: person, to: own, body: 'x' });
    await Promise.all([arrived, gone]);
    await simulator.close();
    assert.equal((await receiving).status, 'received', 'the message is there although its webhook was cut off');
    assert.equal(clock.pending(), 0);
    assert.equal(simulator.state().messages[0]?.status, 'queued', 'nothing goes on');
    await assert.rejects(simulator.request({ method: 'GET', uri: 'https://api.twilio.com/' }), {
      code: 'ECONNREFUSED',
    });
    await assert.rejects(simulator.receiveMessage({ from: person, to: own, body: 'x' }), /closed/);
    await server.close();
  });

  it('does not keep the process alive', () => {
    const program = `
      const { createSimulator } = require('./simulator');
      const service = 'MG${'d'.repeat(32)}';
      const simulator = createSimulator({ messagingServices: [service] });
      simulator.request({
        method: 'POST',
        uri: 'https://api.twilio.com/2010-04-01/Accounts/' + simulator.accountSid + '/Messages.json',
        data: {
          To: '${person}', MessagingServiceSid: service, Body: 'x', ScheduleType: 'fixed',
          SendAt: new Date(Date.now() + 3600000).toISOString(),
        },
        username: simulator.accountSid,
        password: simulator.authToken,
      }).then(({ statusCode }) => console.log(statusCode));`;
    const cwd = path.join(__dirname, '..', '..');
    // It ends by itself in a second, or never. A machine that runs other tests needs longer to start it.
    const options = { cwd, timeout: 60_000, encoding: 'utf8' } as const;
    const { status, stdout } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '-e', program], options);
    assert.deepEqual([status, stdout], [0, '201\n']);
  }).timeout(70_000);
});
