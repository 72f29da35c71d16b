import assert from 'node:assert/strict';
import { RELAY_URL, useRelays, type RelayPeer } from './relay-server';

const RECONNECTS = 'applicationReconnect="true" events="tokens-played"';
/** How long the simulator tries to connect again, in milliseconds. */
const GIVES_UP_MS = 15_500;

// https://www.twilio.com/en-us/changelog/conversation-relay--dynamic-configuration--application-reconnect
describe('an assistant with applicationReconnect', () => {
  const relays = useRelays();
  const { scene } = relays;
  const done = () => scene.told('done').at(-1);

  /** The server drops the connection. */
  async function drop(peer: RelayPeer): Promise<void> {
    const dropped = relays.relay().reconnections + 1;
    peer.raw.destroy();
    await relays.until(() => relays.relay().reconnections === dropped);
  }
  /** The simulator connects again. */
  async function again(ms = 500): Promise<RelayPeer> {
    scene.clock.advance(ms);
    await scene.simulator.settled();
    return relays.current();
  }

  it('continues in the same session, and gets what happened in the meantime', async () => {
    const first = await relays.talk(`${RECONNECTS} dtmfDetection="true"`, {
      within: '<Parameter name="who" value="Ann"/>',
    });
    await first.say('One two three four five six. ');
    await drop(first);
    await scene.act({ action: 'speech', text: 'stop' });
    await scene.act({ action: 'digits', digits: '5' });
    const second = await again();
    assert.notEqual(second, first);
    assert.deepEqual(second.messages()[0], first.messages()[0], 'the same setup');
    assert.deepEqual(
      second.messages().map(({ type }) => type),
      ['setup', 'info', 'interrupt', 'dtmf'],
    );
    await relays.wait(2000);
    assert.equal(second.messages('prompt')[0]?.['voicePrompt'], 'stop');
    assert.equal(relays.relay().status, 'in-progress');
    assert.ok(scene.errors().some((error) => error?.startsWith('64105')));
    assert.equal(relays.relay().error, null);
    second.send({ type: 'end' });
    await relays.until(() => relays.relay().status === 'ended');
    await scene.simulator.settled();
    assert.equal(done()?.['SessionStatus'], 'ended');
  });

  it('does not greet again, and keeps speaking while the connection is lost', async () => {
    const first = await relays.talk(`${RECONNECTS} welcomeGreeting="Hi there."`);
    await drop(first);
    const second = await again();
    await relays.wait(5000);
    assert.deepEqual(
      scene.transcript().filter((line) => line.startsWith('Say')),
      ['Say: Hi there.'],
    );
    assert.deepEqual(
      second.messages('info').map(({ value }) => value),
      ['Hi there.'],
    );
  });

  it('is tried again when the server rejects it, and fails in the end', async () => {
    const first = await relays.talk(RECONNECTS);
    relays.server.refuse = (raw) => raw.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
    await drop(first);
    for (const ms of [500, 1000, 2000, 4000]) {
      scene.clock.advance(ms);
      await scene.simulator.settled();
      assert.equal(relays.relay().status, 'in-progress');
    }
    scene.clock.advance(8000);
    await scene.simulator.settled();
    assert.deepEqual([done()?.['SessionStatus'], done()?.['ErrorCode']], ['failed', '64105']);
    assert.equal(relays.relay().status, 'failed');
  });

  it('keeps 500 messages, and logs when there are more', async () => {
    const first = await relays.talk(`${RECONNECTS} dtmfDetection="true"`);
    await drop(first);
    for (let count = 0; count < 51; count += 1) await scene.act({ action: 'digits', digits: '1234567890' });
    const second = await again();
    assert.equal(second.messages('dtmf').length, 500);
    assert.match(relays.relay().error ?? '', /only 500 messages are kept/);
  });

  it('fails at once when the server closes it normally, or was never connected', async () => {
    const peer = await relays.talk(RECONNECTS);
    peer.close(1000);
    await relays.until(() => relays.relay().status === 'failed');
    await scene.simulator.settled();
    assert.equal(done()?.['ErrorCode'], '64105');
    relays.server.refuse = (raw) => raw.destroy();
    await relays.call(`<Connect action="done"><ConversationRelay url="${RELAY_URL}" ${RECONNECTS}/></Connect>`);
    await relays.until(() => relays.relay().status === 'failed');
    await scene.simulator.settled();
    assert.equal(done()?.['ErrorCode'], '64102');
  });

  it('is not tried again when the call has ended', async () => {
    const first = await relays.talk(RECONNECTS);
    await drop(first);
    await scene.act({ action: 'hangup' });
    scene.clock.advance(GIVES_UP_MS);
    await scene.simulator.settled();
    assert.equal(relays.server.peers.length, 1);
    assert.equal(relays.relay().status, 'completed');
  });
});
