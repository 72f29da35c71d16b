import assert from 'node:assert/strict';
import { CATALOGUE } from '../../../lib/resources/catalogue';
import { DEFAULT_LIMIT, runOperation } from '../../../lib/resources/run';
import { failure } from './failure';
import { own, person } from './scene';
import { useAccount } from './run-scene';

describe('an operation of the catalogue', () => {
  const scene = useAccount();
  const { list } = scene;

  const send = (body: string) =>
    scene.account.request('SEND_MESSAGE_FAILED', (client) => client.messages.create({ to: person, from: own, body }));
  const pages = () => scene.calls.filter(({ request }) => request.method.toLowerCase() === 'get');

  it('returns a resource like the SDK: in camelCase, with times in ISO 8601 format', async () => {
    const { sid } = await send('hello');
    const given = await runOperation(scene.account, CATALOGUE.messages.get, { sid });
    assert.equal(given.gives, 'resource');
    const { body, numSegments, dateCreated, dateSent, errorCode, subresourceUris } = given.resource;
    assert.deepEqual([body, numSegments, dateSent, errorCode], ['hello', '1', null, null]);
    assert.equal(dateCreated, '2026-01-02T03:04:05.000Z');
    assert.match(String(Object(subresourceUris).media), /Media\.json$/);
    scene.assertDescribed();
  });

  it('lists as many as the limit, over pages, newest first', async () => {
    for (let index = 0; index < 60; index += 1) await send(String(index));
    assert.equal((await list()).length, DEFAULT_LIMIT);
    assert.equal(pages().length, 1);
    assert.equal((await list(60)).length, 60);
    const all = await list(1000);
    assert.deepEqual([all[0]?.['body'], all.at(-1)?.['body']], ['59', '0']);
    scene.assertDescribed();
  });

  it('requests no more pages than it needs', async () => {
    for (let index = 0; index < 5; index += 1) await send(String(index));
    const all = CATALOGUE.messages.list;
    const small = { ...all, parameters: [...all.parameters, { name: 'pageSize', type: 'number' as const }] };
    const run = async (limit: number) => {
      const given = await runOperation(scene.account, small, { pageSize: 2 }, { limit });
      return given.gives === 'list' ? given.resources.map(({ body }) => body) : [];
    };
    assert.deepEqual(await run(3), ['4', '3', '2']);
    assert.equal(pages().length, 2);
    assert.deepEqual(await run(50), ['4', '3', '2', '1', '0']);
    assert.equal(pages().length, 5);
    assert.deepEqual(await run(0.5), ['4']);
    assert.equal((await list(2.5)).length, 2);
    assert.equal((await list(Number.NaN)).length, 5);
    scene.assertDescribed();
  });

  it('reads the pages of the newer APIs too', async () => {
    const operation = {
      ...CATALOGUE.contentTemplates.list,
      parameters: [{ name: 'pageSize', type: 'number' as const }],
    };
    const given = await runOperation(scene.account, operation, { pageSize: 2 });
    assert.equal(given.gives, 'list');
    const names = new Set(given.resources.map(({ friendlyName }) => friendlyName));
    assert.ok(names.size > 4);
    assert.equal(pages().length, Math.ceil(names.size / 2));
    scene.assertDescribed();
  });

  it("filters with Twilio's parameters", async () => {
    await send('first');
    scene.clock.advance(3 * 24 * 3_600_000);
    await send('second');
    const bodies = async (parameters: Record<string, unknown>) =>
      (await list(undefined, parameters)).map(({ body }) => body);
    assert.deepEqual(await bodies({ sentOn: '2026-01-02' }), ['first']);
    assert.deepEqual(await bodies({ sentAfter: new Date(Date.UTC(2026, 0, 3)) }), ['second']);
    assert.deepEqual(await bodies({ sentBefore: '2026-01-04', to: person }), ['first']);
    assert.deepEqual(await bodies({ to: '+14155550199' }), []);
    scene.assertDescribed();
  });

  it('compares the time of day itself, because Twilio compares days', async () => {
    const HOUR = 3_600_000;
    const start = scene.clock.now();
    for (const body of ['3:04', '4:04', '5:04']) {
      await send(body);
      scene.clock.advance(HOUR);
    }
    const bodies = async (parameters: Record<string, unknown>, limit?: number) =>
      (await list(limit, parameters)).map(({ body }) => body);
    assert.deepEqual(await bodies({ sentAfter: new Date(start + HOUR / 2) }), ['5:04', '4:04']);
    assert.deepEqual(await bodies({ sentBefore: '2026-01-02T05:00:00Z' }), ['4:04', '3:04']);
    assert.deepEqual(await bodies({ sentBefore: '2026-01-02T06:00:00+01:00', sentAfter: start + HOUR / 2 }), ['4:04']);
    assert.deepEqual(
      await bodies({ sentBefore: '2026-01-02T05:00:00Z' }, 1),
      ['4:04'],
      'the limit counts what is left',
    );
    const asked = scene.calls.at(-1)?.request.params;
    assert.equal(asked?.['DateSent<'], '2026-01-03', 'Twilio is asked for whole days');
    scene.assertDescribed();
  });

  it('returns the SID of what it deleted', async () => {
    const { sid } = await send('x');
    scene.clock.advance(2000);
    const given = await runOperation(scene.account, CATALOGUE.messages.delete, { sid }, { confirmed: true });
    assert.deepEqual(given, { gives: 'nothing', resource: { sid, deleted: true } });
    const error = await failure(runOperation(scene.account, CATALOGUE.messages.get, { sid }));
    assert.deepEqual([error.code, error.cause.twilioCode, error.cause.status], ['NOT_FOUND', 20404, 404]);
    assert.match(error.cause.moreInfo ?? '', /20404$/);
  });
});
