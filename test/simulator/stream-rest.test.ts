import assert from 'node:assert/strict';
import { assertAllDescribed } from '../support/openapi';
import { simulatedTwilio } from '../support/simulated-twilio';
import { useStreams } from './stream-server';

const url = 'wss://audio.example.com/ears';

describe('a stream by REST', () => {
  const streams = useStreams();
  const { scene } = streams;
  const waiting = '<Gather timeout="600"/>';

  it('starts during a call, and is stopped by its SID', async () => {
    await streams.call(waiting);
    const { client, calls } = simulatedTwilio(scene.simulator);
    const call = client.calls(scene.current().sid);
    const created = await call.streams.create({
      url,
      track: 'both_tracks',
      statusCallback: 'https://flows.example.com/twilio/status',
      statusCallbackMethod: 'GET',
      'parameter1.name': 'who',
      'parameter1.value': 'Ann',
      'parameter99.name': 'last',
      'parameter99.value': '',
    });
    assert.match(created.sid, /^MZ[0-9a-f]{32}$/);
    assert.deepEqual([created.status, created.name], ['in-progress', null]);
    await scene.simulator.settled();
    const peer = await streams.server.peer();
    const { start } = peer.received[1] ?? {};
    assert.deepEqual(
      [start?.['tracks'], start?.['customParameters']],
      [['inbound', 'outbound'], { who: 'Ann', last: '' }],
    );
    scene.clock.advance(2000);
    const stopped = await call.streams(created.sid).update({ status: 'stopped' });
    assert.deepEqual([stopped.sid, stopped.status], [created.sid, 'stopped']);
    assert.equal(stopped.dateUpdated.getTime() - created.dateUpdated.getTime(), 2000);
    assert.equal(await peer.closed, 1000);
    await scene.simulator.settled();
    const told = scene.server.received.filter(({ method }) => method === 'GET');
    assert.deepEqual(
      told.map(({ url: path }) => new URL(path, 'http://localhost').searchParams.get('StreamEvent')),
      ['stream-started', 'stream-stopped'],
    );
    assertAllDescribed(calls);
    await assert.rejects(call.streams(created.sid).update({ status: 'stopped' }), { status: 404, code: 20404 });
  });

  it('is stopped by its name, however it was started', async () => {
    await streams.call(`<Start><Stream url="${url}" name="my ears"/></Start>${waiting}`);
    const { client, calls } = simulatedTwilio(scene.simulator);
    const call = client.calls(scene.current().sid);
    const { name, status } = await call.streams('my ears').update({ status: 'stopped' });
    assert.deepEqual([name, status], ['my ears', 'stopped']);
    const again = await call.streams.create({ url, name: 'my ears' });
    assert.equal(again.name, 'my ears', 'the name is free again');
    assertAllDescribed(calls);
  });

  it('is rejected for invalid parameters', async () => {
    await streams.call(`<Start><Stream url="${url}" name="ears" track="both_tracks"/></Start>${waiting}`);
    const { sid } = scene.current();
    const post = async (data: Record<string, string>, path = 'Streams') => {
      const { simulator } = scene;
      const { statusCode, body } = await simulator.request({
        method: 'POST',
        uri: `https://api.twilio.com/2010-04-01/Accounts/${simulator.accountSid}/Calls/${sid}/${path}.json`,
        data,
        username: simulator.accountSid,
        password: simulator.authToken,
      });
      return [statusCode, Object(body).code];
    };
    assert.deepEqual(await post({}), [400, 21205]);
    assert.deepEqual(await post({ Url: 'ws://audio.example.com/' }), [400, 21205]);
    assert.deepEqual(await post({ Url: 'relative' }), [400, 21205]);
    assert.deepEqual(await post({ Url: url, Track: 'all' }), [400, 20001]);
    assert.deepEqual(await post({ Url: url, StatusCallback: 'relative' }), [400, 21205]);
    assert.deepEqual(await post({ Url: url, Name: 'ears' }), [400, 20001]);
    assert.deepEqual(
      await post({ Url: url, 'Parameter1.Name': 'n', 'Parameter1.Value': 'x'.repeat(499) }),
      [400, 20001],
    );
    assert.deepEqual(await post({ Status: 'paused' }, 'Streams/ears'), [400, 20001]);
    assert.deepEqual(await post({ Status: 'stopped' }, 'Streams/eyes'), [404, 20404]);
    assert.equal((await post({ Url: url, Track: 'both_tracks' }))[0], 200);
    assert.deepEqual(await post({ Url: url }), [400, 20001], 'four tracks are the most');
    await scene.act({ action: 'hangup' });
    assert.deepEqual(await post({ Url: url }), [400, 21220]);
  });

  it('does not stop a stream of a Connect', async () => {
    const peer = await streams.connect(`<Connect><Stream url="${url}"/></Connect>`);
    const { client } = simulatedTwilio(scene.simulator);
    const streamOf = client.calls(scene.current().sid).streams(streams.stream().sid);
    await assert.rejects(streamOf.update({ status: 'stopped' }), { status: 404 });
    peer.mark('still here');
    await peer.sync();
    assert.equal(peer.of('mark').length, 1);
  });
});
