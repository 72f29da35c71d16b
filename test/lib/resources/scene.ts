import { createSimulator, type Simulator } from '../../../simulator';
import { startStreamServer } from '../../simulator/stream-server';
import { fakeClock, startServer, type FakeClock, type TestServer } from '../../simulator/support';
import type { Sids } from '../../support/operations';
import { simulatedAccount, type SimulatedAccount } from '../../support/simulated-account';
import { simulatedTwilio } from '../../support/simulated-twilio';

export const own = '+14155550100';
export const person = '+14155550123';
export const service = `MG${'a'.repeat(32)}`;

/** An account with at least one of each resource. */
export interface Furnished {
  clock: FakeClock;
  simulator: Simulator;
  server: TestServer;
  scene: SimulatedAccount;
  /** The SIDs of its resources. */
  sids: Sids;
  close(): Promise<void>;
}

/**
 * Creates messages (one with a picture, one scheduled), a call with a recording and its transcription, a running call, a
 * call in a queue, numbers, services and templates.
 */
export async function furnish(): Promise<Furnished> {
  const clock = fakeClock();
  const server = await startServer();
  const listener = await startStreamServer();
  const webhooks = () => ({ call: { url: `${listener.origin}/call` } });
  const simulator = createSimulator({ seed: 'furnished', clock, messagingServices: [service], webhooks });
  const scene = simulatedAccount(simulator);
  const { client } = simulatedTwilio(simulator);
  const pass = async (seconds: number): Promise<void> => {
    for (let gone = 0; gone < seconds * 10; gone += 1) {
      clock.advance(100);
      await simulator.settled();
    }
  };

  const message = await client.messages.create({ to: person, from: own, body: 'hello' });
  const scheduled = await client.messages.create({
    to: person,
    messagingServiceSid: service,
    body: 'later',
    scheduleType: 'fixed',
    sendAt: new Date(clock.now() + 3_600_000),
  });
  const picture = await simulator.receiveMessage({ from: person, to: own, body: 'look', media: 'sample:image' });

  const twiml = `<Response><Record maxLength="30" transcribe="true" transcribeCallback="${server.origin}/text"/></Response>`;
  const call = await client.calls.create({ to: person, from: own, twiml });
  await pass(3);
  await simulator.actOnCall(call.sid, { action: 'speech', text: 'please call me back' });
  await pass(5);
  await simulator.actOnCall(call.sid, { action: 'digits', digits: '#' });
  await pass(5);
  const running = await client.calls.create({
    to: person,
    from: own,
    twiml: '<Response><Pause length="600"/></Response>',
  });
  const waiting = await client.calls.create({
    to: person,
    from: own,
    twiml: '<Response><Enqueue>support</Enqueue></Response>',
  });
  const emptyQueue = await client.queues.create({ friendlyName: 'empty' });
  await pass(3);

  const socket = `${listener.origin.replace('http', 'wss')}/audio`;
  const stream = await client.calls(running.sid).streams.create({ url: socket });
  await simulator.settled();

  const { recordings, transcriptions, numbers, queues } = simulator.state();
  const [auditEvent] = await client.monitor.v1.events.list({ limit: 1 });
  const [template] = await client.content.v1.contents.list({ limit: 1 });
  const sid = (item: { sid: string } | undefined): string => {
    if (item === undefined) throw new Error('something was not made');
    return item.sid;
  };
  return {
    clock,
    simulator,
    server,
    scene,
    sids: {
      message: message.sid,
      scheduled: scheduled.sid,
      picture: picture.sid,
      media: sid(picture.media[0]),
      call: call.sid,
      running: running.sid,
      recording: sid(recordings[0]),
      transcription: sid(transcriptions[0]),
      socket,
      stream: stream.sid,
      queue: sid(queues.find(({ friendlyName }) => friendlyName === 'support')),
      waiting: waiting.sid,
      emptyQueue: emptyQueue.sid,
      number: sid(numbers[1]),
      messagingService: service,
      auditEvent: sid(auditEvent),
      template: sid(template),
    },
    async close() {
      await simulator.close();
      await server.close();
      await listener.close();
    },
  };
}
