/** `httpNodeMiddleware` of the settings, which Node-RED calls for each HTTP node: https://nodered.org/docs/user-guide/runtime/configuration */
import assert from 'node:assert/strict';
import type { Middleware } from '../../../lib/webhooks/express';
import { messageFields, post } from '../../support/webhooks';
import { useRouter } from './router-scene';

describe('the router calls Node-RED’s middleware for HTTP nodes', () => {
  const scene = useRouter();
  const { restart } = scene;

  const seen: string[] = [];
  const note =
    (name: string): Middleware =>
    (_request, _response, next) => {
      seen.push(name);
      setImmediate(next);
    };

  beforeEach(() => (seen.length = 0));

  it('when it is one', async () => {
    await restart({ middleware: note('one') });
    assert.equal((await post(scene.server, messageFields())).status, 200);
    assert.deepEqual(seen, ['one']);
  });

  it('when it is several, in their order', async () => {
    await restart({ middleware: [note('one'), note('two')] });
    assert.equal((await post(scene.server, messageFields())).status, 200);
    assert.deepEqual(seen, ['one', 'two']);
  });

  it('for its own paths only', async () => {
    await restart({ middleware: note('one') });
    await scene.server.send({ path: '/elsewhere' });
    assert.deepEqual(seen, []);
  });

  it('and stops when the middleware responds itself', async () => {
    await restart({ middleware: [(_request, response) => response.writeHead(401).end('no'), note('two')] });
    const { status, text } = await post(scene.server, messageFields());
    assert.equal(status, 401);
    assert.equal(text, 'no');
    assert.deepEqual([seen, scene.trigger.accepted], [[], []]);
  });

  it('and passes its error on, whether it is passed or thrown', async () => {
    const broken = new Error('broken');
    await restart({
      middleware: (request, _response, next) => {
        if (request.url?.endsWith('?throw') === true) throw broken;
        next(broken);
      },
    });
    assert.equal((await post(scene.server, messageFields())).status, 500);
    assert.equal((await post(scene.server, messageFields(), { path: '/twilio/message?throw' })).status, 500);
    assert.deepEqual(scene.passedOn, [broken, broken]);
    assert.deepEqual(scene.trigger.accepted, []);
  });

  it('that may have read the body', async () => {
    await restart({
      middleware(request, _response, next) {
        request.setEncoding('utf8').on('data', (text: string) => {
          Object.assign(request, { _body: true, body: Object.fromEntries(new URLSearchParams(text)) });
        });
        request.on('end', next);
      },
    });
    assert.equal((await post(scene.server, messageFields())).status, 200);
    assert.equal(scene.trigger.accepted[0]?.body, 'Hello');
  });
});
