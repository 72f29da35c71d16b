import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { createSimulator } from '../../simulator';
import { fakeClock, own, person, startServer, twiml } from './support';

describe('a webhook whose connection fails', () => {
  /** An address where nobody listens any more. */
  async function deadOrigin(): Promise<string> {
    const server = await startServer();
    await server.close();
    return server.origin;
  }
  async function attempts(fragment: string): Promise<(string | undefined)[]> {
    const url = `${await deadOrigin()}/x${fragment}`;
    const simulator = createSimulator({ webhooks: () => ({ message: { url } }) });
    await simulator.receiveMessage({ from: person, to: own, body: 'x' });
    const errors = simulator.state().requests.map(({ error }) => error);
    await simulator.close();
    return errors;
  }

  it('is tried once more by default, and logged each time', async () => {
    const errors = await attempts('');
    assert.equal(errors.length, 2);
    for (const error of errors) assert.match(error ?? '', /^11200: HTTP retrieval failure: .*ECONNREFUSED/);
  });

  it('is retried as often as the URL says', async () => {
    assert.equal((await attempts('#rc=0')).length, 1);
    assert.equal((await attempts('#rc=4')).length, 5);
    assert.equal((await attempts('#rc=4&rp=5xx')).length, 1);
    assert.equal((await attempts('#rc=99')).length, 2, 'what is out of range is ignored');
  });

  it('is retried with the same token after an error, when the URL says so', async () => {
    const server = await startServer();
    server.answer = (_request, response) => {
      if (server.received.length < 3) response.writeHead(503).end();
      else twiml(response, '<Response><Message>at last</Message></Response>');
    };
    const webhooks = () => ({ message: { url: `${server.origin}/#rc=2&rp=5xx` } });
    const simulator = createSimulator({ webhooks });
    await simulator.receiveMessage({ from: person, to: own, body: 'x' });
    assert.deepEqual(
      simulator.state().requests.map(({ status }) => status),
      [503, 503, 200],
    );
    assert.equal(new Set(server.received.map(({ headers }) => headers['i-twilio-idempotency-token'])).size, 1);
    assert.equal(simulator.state().messages[1]?.body, 'at last');
    await simulator.close();
    await server.close();
  });

  it('to an invalid URL is an error in the log', async () => {
    for (const url of ['nonsense', 'ftp://example.com', 'http://', 'http://exa mple.com/']) {
      const simulator = createSimulator({ webhooks: () => ({ message: { url } }) });
      await simulator.receiveMessage({ from: person, to: own, body: 'x' });
      assert.match(simulator.state().requests[0]?.error ?? '', /^11200: /, url);
      await simulator.close();
    }
  });

  for (const [what, respond] of [
    ['an error', (response: ServerResponse) => response.writeHead(503).end()],
    ['a redirect', (response: ServerResponse) => response.writeHead(307, { Location: '/again' }).end()],
  ] as const) {
    it(`is not sent again after ${what} when the simulator was closed`, async () => {
      const server = await startServer();
      const webhooks = () => ({ message: { url: `${server.origin}/#rc=2&rp=all` } });
      const simulator = createSimulator({ webhooks });
      // The line in the log is the last thing before the next attempt.
      simulator.subscribe((change) => {
        if (change.type === 'request' && change.item.status !== null) void simulator.close();
      });
      server.answer = (_request, response) => respond(response);
      await simulator.receiveMessage({ from: person, to: own, body: 'x' });
      await simulator.settled();
      assert.equal(simulator.state().requests.length, 1, 'requests');
      assert.equal(server.received.length, 1);
      await server.close();
    });

    it(`is not sent again after ${what} when the time for all attempts is over`, async () => {
      const clock = fakeClock();
      const server = await startServer();
      const webhooks = () => ({ message: { url: `${server.origin}/#rc=2&rp=all&tt=1000` } });
      const simulator = createSimulator({ clock, webhooks });
      simulator.subscribe((change) => {
        if (change.type === 'request' && change.item.status !== null) clock.advance(1000);
      });
      server.answer = (_request, response) => respond(response);
      await simulator.receiveMessage({ from: person, to: own, body: 'x' });
      assert.equal(simulator.state().requests.length, 1, 'requests');
      assert.match(simulator.state().requests[0]?.error ?? '', /^11200: HTTP retrieval failure/);
      await simulator.close();
      await server.close();
    });
  }
});
