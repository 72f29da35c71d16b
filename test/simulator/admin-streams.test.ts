import assert from 'node:assert/strict';
import { once } from 'node:events';
import type http from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { createSimulator } from '../../simulator';
import { describeEndpoints } from './admin-scene';
import { own, person, twiml } from './support';

/** Reads server-sent events one by one. */
async function* eventsOf(response: Response): AsyncGenerator<{ name: string; data: unknown }> {
  assert.ok(response.body);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      if (name !== undefined && data !== undefined) yield { name, data: JSON.parse(data) };
    }
  }
}

describeEndpoints((scene) => {
  const { post } = scene;

  it('send the state first, and then every change', async () => {
    const response = await fetch(`${scene.base}/events`);
    assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    const events = eventsOf(response);
    const first = await events.next();
    assert.deepEqual(first.value, { name: 'state', data: scene.simulator.state() });
    const message = await scene.simulator.receiveMessage({ from: person, to: own, body: 'line\nbreak 👋' });
    const second = await events.next();
    assert.deepEqual(second.value, { name: 'message', data: message });
    scene.simulator.setFaults({ drop: 1 });
    for await (const event of events) {
      if (event.name !== 'faults') continue;
      assert.equal(Object(event.data).drop, 1);
      break;
    }
  });

  it('end the stream of events when the simulator or the endpoints close', async () => {
    const streams = await Promise.all([fetch(`${scene.base}/events`), fetch(`${scene.base}/events`)]);
    await scene.simulator.close();
    for (const stream of streams) assert.match(await stream.text(), /^event: state\n/);
    scene.simulator = createSimulator();
    const third = await fetch(`${scene.base}/events`);
    scene.admin.close();
    assert.match(await third.text(), /^event: state\n/);
  });

  /** A call whose flow waits. */
  const waitingCall = async (): Promise<string> => {
    scene.flow.answer = (_request, response) => {
      twiml(response, '<Response><Gather timeout="600"/></Response>');
    };
    return String(Object(await (await post('calls', { from: person, to: own })).json()).sid);
  };

  /** Counts who listens to the simulator. `left` resolves when somebody has left. */
  const countListeners = (): { count: () => number; left: Promise<void> } => {
    let listeners = 0;
    const { subscribe, hearCall } = scene.simulator;
    let leave = (): void => undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const counted = (stop: () => void) => {
      listeners += 1;
      return () => {
        listeners -= 1;
        stop();
        leave();
      };
    };
    scene.simulator.subscribe = (listener) => counted(subscribe(listener));
    scene.simulator.hearCall = (...call) => counted(hearCall(...call));
    return { count: () => listeners, left };
  };

  it('drop a client that disconnects', async () => {
    const listeners = countListeners();
    const reader = new AbortController();
    await fetch(`${scene.base}/events`, { signal: reader.signal });
    assert.equal(listeners.count(), 1);
    reader.abort();
    await listeners.left;
    assert.equal(listeners.count(), 0);
  });

  it('hold nothing for a client that has disconnected while its request waited', async () => {
    const sid = await waitingCall();
    const listeners = countListeners();
    for (const endpoint of ['events', `calls/${sid}/audio`, 'phone/phone.js']) {
      let release = (): void => undefined;
      scene.waiting = new Promise((resolve) => {
        release = resolve;
      });
      const request = once(scene.server, 'request') as Promise<[http.IncomingMessage, http.ServerResponse]>;
      const client = new AbortController();
      const answer = fetch(`${scene.base}/${endpoint}`, { signal: client.signal });
      const [, response] = await request;
      const gone = once(response, 'close');
      client.abort();
      await assert.rejects(answer);
      await gone;
      release();
      await scene.waiting;
      await setImmediate();
      assert.equal(listeners.count(), 0, endpoint);
    }
  });

  it('end the audio of a call when the simulator closes', async () => {
    const heard = await fetch(`${scene.base}/calls/${await waitingCall()}/audio`);
    await scene.simulator.close();
    assert.equal(await heard.text(), '');
  });
});
