import assert from 'node:assert/strict';
import { createSimulator } from '../../simulator';
import { fakeClock, own, pass, person, send, startServer, twiml } from './support';

describe('the limits of the simulator', () => {
  it('removes the oldest messages and requests, and stays within its limits', async () => {
    const clock = fakeClock();
    const simulator = createSimulator({ clock, limits: { messages: 10, requests: 7 } });
    for (let index = 0; index < 50; index += 1) await send(simulator, { Body: String(index) });
    const { messages, requests } = simulator.state();
    assert.deepEqual(
      messages.map(({ body }) => body),
      Array.from({ length: 10 }, (_, index) => String(40 + index)),
    );
    assert.equal(requests.length, 7);
    clock.advance(10_000);
    assert.ok(simulator.state().messages.every(({ status }) => status === 'delivered'));
    assert.equal(clock.pending(), 0);
    await simulator.close();
  });

  it('removes the oldest calls, which then end, recordings and transcriptions', async () => {
    const clock = fakeClock();
    const server = await startServer();
    server.answer = (_request, response) => {
      twiml(response, '<Response><Start><Recording/><Transcription/></Start><Gather timeout="600"/></Response>');
    };
    const simulator = createSimulator({
      clock,
      limits: { calls: 3, recordings: 2, transcriptions: 1 },
      webhooks: () => ({ call: { url: server.origin } }),
    });
    const sids: string[] = [];
    for (let index = 0; index < 10; index += 1) {
      sids.push((await simulator.placeCall({ from: person, to: own })).sid);
    }
    const { calls, recordings, transcriptions } = simulator.state();
    assert.deepEqual(
      calls.map(({ sid }) => sid),
      sids.slice(-3),
    );
    assert.deepEqual([recordings.length, transcriptions.length], [2, 1]);
    clock.advance(2000);
    assert.equal(clock.pending(), 3, 'only the calls that are left still wait');
    for (const { sid } of calls) await simulator.actOnCall(sid, { action: 'hangup' });
    clock.advance(2000);
    assert.equal(clock.pending(), 0);
    await simulator.close();
    await server.close();
  });

  it('keeps the last lines of what was said on a long call', async () => {
    const clock = fakeClock();
    const server = await startServer();
    server.answer = (_request, response) => {
      twiml(response, '<Response><Gather timeout="600"/></Response>');
    };
    const simulator = createSimulator({ clock, webhooks: () => ({ call: { url: server.origin } }) });
    const { sid } = await simulator.placeCall({ from: person, to: own });
    for (let index = 0; index < 300; index += 1) {
      await simulator.actOnCall(sid, { action: 'digits', digits: String(index) });
    }
    const { transcript } = simulator.state().calls[0] ?? {};
    assert.deepEqual([transcript?.length, transcript?.[0]?.text, transcript?.at(-1)?.text], [200, '100', '299']);
    await simulator.close();
    await server.close();
  });

  it('still sends the statuses of a message that was removed', async () => {
    const clock = fakeClock();
    const server = await startServer();
    const simulator = createSimulator({ clock, limits: { messages: 1 } });
    const first = await send(simulator, { StatusCallback: server.origin });
    await send(simulator, {});
    await pass(clock, simulator, 1000);
    const told = server.received.filter(({ params }) => params['MessageSid'] === first.body['sid']);
    assert.deepEqual(
      told.map(({ params }) => params['MessageStatus']),
      ['sent', 'delivered'],
    );
    assert.equal(simulator.state().messages.length, 1);
    await simulator.close();
    await server.close();
  });

  it('cancels a scheduled message that was removed', async () => {
    const clock = fakeClock();
    const service = `MG${'c'.repeat(32)}`;
    const simulator = createSimulator({ clock, limits: { messages: 1 }, messagingServices: [service] });
    const SendAt = new Date(clock.now() + 3_600_000).toISOString();
    const { status } = await send(simulator, { MessagingServiceSid: service, ScheduleType: 'fixed', SendAt });
    assert.equal(status, 201);
    await send(simulator, {});
    clock.advance(10_000);
    assert.equal(clock.pending(), 0);
    await simulator.close();
  });
});
