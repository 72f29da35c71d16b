import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import express = require('express');
import { createSimulator, type Simulator } from '../../simulator';
import { createSimulatorAdmin, type SimulatorAdmin } from '../../simulator/control/admin';
import { startServer, twiml, type TestServer } from './support';

const own = '+14155550100';
const person = '+14155550123';

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

for (const parser of ['with a JSON parser in front, as in Node-RED', 'with no parser in front']) {
  describe(`the simulator's endpoints, ${parser}`, () => {
    let folder: string;
    let flow: TestServer;
    let simulator: Simulator;
    let admin: SimulatorAdmin;
    let server: http.Server;
    let base: string;
    /** What the requests wait for, as they wait for a deployment. */
    let waiting: Promise<void>;

    beforeEach(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'phone-'));
      await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>Phone</title>');
      await writeFile(path.join(folder, 'phone.js'), '1;');
      await writeFile(path.join(folder, 'secret'), 'no');
      flow = await startServer();
      const webhooks = () => ({ message: { url: flow.origin }, call: { url: flow.origin } });
      simulator = createSimulator({ webhooks });
      waiting = Promise.resolve();
      const find = (id: string) => (id === 'acc' ? waiting.then(() => simulator) : undefined);
      admin = createSimulatorAdmin({ find, phonePage: () => folder });
      const app = express();
      if (parser.startsWith('with a')) app.use(express.json(), express.urlencoded({ extended: true }));
      app.get('/:id/state', admin.state);
      app.get('/:id/events', admin.events);
      app.post('/:id/messages', admin.messages);
      app.post('/:id/messages/:sid/read', admin.read);
      app.post('/:id/calls', admin.calls);
      app.get('/:id/calls/:sid/audio', admin.hear);
      app.post('/:id/calls/:sid/audio', admin.talk);
      app.post('/:id/calls/:sid/:action', admin.callAction);
      app.get('/:id/files/:sid', admin.file);
      app.post('/:id/faults', admin.faults);
      app.get('/:id/phone', admin.phone);
      app.get('/:id/phone/:file', admin.phoneFile);
      server = http.createServer(app);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/acc`;
    });
    afterEach(async () => {
      admin.close();
      await simulator.close();
      await flow.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await rm(folder, { recursive: true });
    });

    const post = (endpoint: string, body: unknown): Promise<Response> =>
      fetch(`${base}/${endpoint}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
    const errorOf = async (response: Response): Promise<string> => {
      const body: { error: string } = await response.json().then((json) => Object(json));
      assert.deepEqual(Object.keys(body), ['error']);
      return body.error;
    };

    it('return the state as JSON that is not cached', async () => {
      const response = await fetch(`${base}/state`);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.deepEqual(await response.json(), simulator.state());
    });

    it('accept a text, and respond with the message after its webhook was answered', async () => {
      flow.answer = (_request, response) => {
        twiml(response, '<Response><Message>yes</Message></Response>');
      };
      const response = await post('messages', {
        from: person,
        to: own,
        body: 'hi',
        media: ['https://example.com/a.gif'],
      });
      assert.equal(response.status, 200);
      const message = Object(await response.json());
      assert.deepEqual([message.body, message.status, message.media[0].contentType], ['hi', 'received', 'image/gif']);
      assert.equal(simulator.state().messages[1]?.body, 'yes');
    });

    it('accept a call, and the actions of the person on it', async () => {
      flow.answer = ({ params }, response) => {
        twiml(response, `<Response>${params['Digits'] === '1' ? '<Hangup/>' : '<Gather numDigits="1"/>'}</Response>`);
      };
      const response = await post('calls', { from: person, to: own });
      assert.equal(response.status, 200);
      const call = Object(await response.json());
      assert.deepEqual([call.status, call.waitingFor], ['in-progress', 'digits']);
      const spoken = await post(`calls/${String(call.sid)}/speech`, { text: 'hello' });
      assert.equal(Object(await spoken.json()).transcript.at(-1).text, 'hello');
      const pressed = await post(`calls/${String(call.sid)}/digits`, { digits: '1' });
      assert.equal(Object(await pressed.json()).status, 'completed');
    });

    it('accept a request without a body, except from a page of another origin', async () => {
      flow.answer = (_request, response) => {
        twiml(response, '<Response><Gather timeout="600"/></Response>');
      };
      const { sid } = Object(await (await post('calls', { from: person, to: own })).json());
      const hangUp = (headers: Record<string, string>): Promise<Response> =>
        fetch(`${base}/calls/${String(sid)}/hangup`, { method: 'POST', headers });
      for (const Origin of ['https://example.com', 'null']) {
        assert.match(await errorOf(await hangUp({ Origin })), /Send a JSON object/);
      }
      assert.equal(Object(await (await hangUp({ Origin: new URL(base).origin })).json()).status, 'completed');
      assert.match(await errorOf(await fetch(`${base}/messages`, { method: 'POST' })), /from/i);
    });

    it('accept WhatsApp messages with all fields, and that one was read', async () => {
      const location = { latitude: 1, longitude: 2 };
      const response = await post('messages', { from: person, to: own, channel: 'whatsapp', location });
      assert.deepEqual(Object(await response.json()).location, location);
      const { sid = '' } = simulator.state().messages[0] ?? {};
      const read = await post(`messages/${sid}/read`, {});
      assert.equal(read.status, 400);
      assert.match(await errorOf(read), /Only a delivered WhatsApp message/);
    });

    it('accept the audio of a microphone, and return what the person hears until the call is over', async () => {
      flow.answer = (_request, response) => {
        twiml(response, '<Response><Gather timeout="600"/></Response>');
      };
      const { sid } = Object(await (await post('calls', { from: person, to: own })).json());
      const talk = (type: string, bytes: number): Promise<Response> => {
        const body = new Uint8Array(bytes);
        return fetch(`${base}/calls/${sid}/audio`, { method: 'POST', headers: { 'Content-Type': type }, body });
      };
      assert.equal((await talk('audio/basic', 800)).status, 204);
      assert.match(await errorOf(await talk('audio/basic', 16_001)), /Send 1 to 16000 bytes/);
      assert.match(await errorOf(await talk('audio/basic', 65_537)), /The audio is too long/);
      assert.match(await errorOf(await talk('text/plain', 800)), /content type audio\/basic/);
      const heard = await fetch(`${base}/calls/${sid}/audio`);
      assert.deepEqual([heard.status, heard.headers.get('content-type')], [200, 'audio/basic']);
      await post(`calls/${sid}/hangup`, {});
      assert.equal(await heard.text(), '', 'nobody has sent anything');
      assert.match(await errorOf(await fetch(`${base}/calls/${sid}/audio`)), /This call is over/);
      assert.match(await errorOf(await fetch(`${base}/calls/CA0/audio`)), /There is no such call/);
    });

    it('return the bytes that a person sent, with scripts blocked', async () => {
      const response = await post('messages', { from: person, to: own, media: 'data:image/svg+xml,<svg/>' });
      const [media] = Object(await response.json()).media;
      const file = await fetch(`${base}/files/${String(media.sid)}`);
      assert.equal(file.headers.get('content-type'), 'image/svg+xml');
      assert.match(file.headers.get('content-security-policy') ?? '', /default-src 'none'; sandbox/);
      assert.equal(await file.text(), '<svg/>');
      assert.equal((await fetch(`${base}/files/ME0`)).status, 404);
    });

    it('respond to invalid input with 400 and a sentence', async () => {
      const cases: [endpoint: string, body: unknown, says: RegExp][] = [
        ['messages', { to: own, body: 'x' }, /"from" must be/],
        ['messages', { from: person, to: own, body: 7 }, /"body" must be text/],
        ['messages', { from: person, to: own, media: [7] }, /"media" must be a URL/],
        ['messages', { from: person, to: own, body: 'x', channel: 'pigeon' }, /"channel" must be/],
        ['messages', { from: person, to: '+14155559999', body: 'x' }, /own numbers/],
        ['messages', {}, /"from" must be/],
        ['messages', [], /Send a JSON object/],
        ['faults', { drop: 'all' }, /"drop" must be/],
        ['calls', { from: person }, /"to" must be one/],
        ['calls', { from: 'me', to: own }, /"from" must be a phone number/],
        ['calls/CA0/digits', { digits: 'A' }, /"digits" must be keys/],
        ['calls/CA0/digits', {}, /"digits" must be keys/],
        ['calls/CA0/speech', { text: ' ' }, /"text" must be the words of the person/],
        ['calls/CA0/speech', { text: 'a'.repeat(1001) }, /at most 1000 characters/],
        ['calls/CA0/answer', { answeredBy: 'cat' }, /"answeredBy" must be one of: human, machine/],
        ['calls/CA0/dance', {}, /"dance" is not an action on a call. Use one of: digits, speech, speaking, .*/],
        ['calls/CA0/hangup', {}, /There is no such call/],
      ];
      for (const [endpoint, body, says] of cases) {
        const response = await post(endpoint, body);
        assert.equal(response.status, 400, JSON.stringify(body));
        assert.match(await errorOf(response), says);
      }
      const { messages, calls } = simulator.state();
      assert.deepEqual([messages, calls], [[], []]);
    });

    it('accept only JSON, so that a page of another origin cannot text the flow', async () => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
        const body = type === 'text/plain' ? '{"from":"+14155550123"}' : `from=%2B14155550123&to=%2B14155550100&body=x`;
        const response = await fetch(`${base}/messages`, { method: 'POST', headers: { 'Content-Type': type }, body });
        assert.equal(response.status, 400);
        assert.match(await errorOf(response), /application\/json/);
      }
      assert.deepEqual(simulator.state().messages, []);
    });

    it('set faults, and respond with all of them', async () => {
      const response = await post('faults', { drop: 2, fail: { code: 30003, count: 1 } });
      assert.deepEqual(await response.json(), {
        duplicate: 0,
        delay: 0,
        reorder: false,
        drop: 2,
        rateLimit: 0,
        fail: { code: 30003, count: 1 },
        preparing: 0,
      });
    });

    it('send the state first, and then every change', async () => {
      const response = await fetch(`${base}/events`);
      assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
      const events = eventsOf(response);
      const first = await events.next();
      assert.deepEqual(first.value, { name: 'state', data: simulator.state() });
      const message = await simulator.receiveMessage({ from: person, to: own, body: 'line\nbreak 👋' });
      const second = await events.next();
      assert.deepEqual(second.value, { name: 'message', data: message });
      simulator.setFaults({ drop: 1 });
      for await (const event of events) {
        if (event.name !== 'faults') continue;
        assert.equal(Object(event.data).drop, 1);
        break;
      }
    });

    it('end the stream of events when the simulator or the endpoints close', async () => {
      const streams = await Promise.all([fetch(`${base}/events`), fetch(`${base}/events`)]);
      await simulator.close();
      for (const stream of streams) assert.match(await stream.text(), /^event: state\n/);
      simulator = createSimulator();
      const third = await fetch(`${base}/events`);
      admin.close();
      assert.match(await third.text(), /^event: state\n/);
    });

    /** A call whose flow waits. */
    const waitingCall = async (): Promise<string> => {
      flow.answer = (_request, response) => {
        twiml(response, '<Response><Gather timeout="600"/></Response>');
      };
      return String(Object(await (await post('calls', { from: person, to: own })).json()).sid);
    };
    /** Counts who listens to the simulator. `left` resolves when somebody has left. */
    const countListeners = (): { count: () => number; left: Promise<void> } => {
      let listeners = 0;
      const { subscribe, hearCall } = simulator;
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
      simulator.subscribe = (listener) => counted(subscribe(listener));
      simulator.hearCall = (...call) => counted(hearCall(...call));
      return { count: () => listeners, left };
    };

    it('drop a client that disconnects', async () => {
      const listeners = countListeners();
      const reader = new AbortController();
      await fetch(`${base}/events`, { signal: reader.signal });
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
        waiting = new Promise((resolve) => {
          release = resolve;
        });
        const request = once(server, 'request') as Promise<[http.IncomingMessage, http.ServerResponse]>;
        const client = new AbortController();
        const answer = fetch(`${base}/${endpoint}`, { signal: client.signal });
        const [, response] = await request;
        const gone = once(response, 'close');
        client.abort();
        await assert.rejects(answer);
        await gone;
        release();
        await waiting;
        await setImmediate();
        assert.equal(listeners.count(), 0, endpoint);
      }
    });

    it('end the audio of a call when the simulator closes', async () => {
      const heard = await fetch(`${base}/calls/${await waitingCall()}/audio`);
      await simulator.close();
      assert.equal(await heard.text(), '');
    });

    it('respond to an unknown account with 404 and what to do', async () => {
      const other = base.replace('/acc', '/other');
      for (const endpoint of ['state', 'events', 'phone', 'phone/phone.js']) {
        const response = await fetch(`${other}/${endpoint}`);
        assert.equal(response.status, 404);
        assert.match(await errorOf(response), /not deployed, or its environment is not the simulator/);
      }
      const response = await fetch(`${other}/messages`, { method: 'POST' });
      assert.equal(response.status, 404);
    });

    it('serve the phone, which may load only its own scripts', async () => {
      const page = await fetch(`${base}/phone`);
      assert.equal(page.status, 200);
      assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.match(await page.text(), /<title>Phone/);
      const policy = page.headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'self'/);
      assert.ok(!policy.includes('unsafe'));
      const script = await fetch(`${base}/phone/phone.js`);
      assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8');
      assert.equal(script.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(await script.text(), '1;');
    });

    it('serve nothing else of this machine', async () => {
      for (const file of [
        'secret',
        'missing.js',
        '..%2fpackage.json',
        '%2e%2e%2fpackage.json',
        '.hidden.js',
        'a%00.js',
      ]) {
        const response = await fetch(`${base}/phone/${file}`);
        assert.equal(response.status, 404, file);
        assert.match(await errorOf(response), /^The phone has no file/);
      }
    });
  });
}
