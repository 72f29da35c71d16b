/** What stands ahead of the router: middleware of a user, which it must not bypass, and parsers that have read the body. */
import assert from 'node:assert/strict';
import type { RouterOptions } from '../../../lib/webhooks/router';
import type { Fields } from '../../support/sign';
import { messageFields, post, PUBLIC_BASE } from '../../support/webhooks';
import { NESTED, postJson, useExpress, type Setup } from './express-scene';
import express = require('express');

describe('the router without other middleware', () => {
  const scene = useExpress();
  const { start } = scene;

  const refuse: express.RequestHandler = (_request, response) => {
    response.status(401).end('a guard');
  };
  const postForm = (root = '') =>
    post(scene.server, messageFields(), { path: `${root}/twilio/message`, url: `${PUBLIC_BASE}/twilio/message` });

  it('bypasses the editor’s app', async () => {
    await start('/', '/', { hasHttpGuards: false });
    assert.equal((await postForm()).status, 200);
    assert.equal(scene.throughEditor, 0);
  });

  it('goes through it when a setting of Node-RED may intercept requests, or is unknown', async () => {
    for (const options of [{ hasHttpGuards: true }, {}]) {
      await start('/', '/', options);
      assert.equal((await postForm()).status, 200);
      assert.equal(scene.throughEditor, 1);
      await scene.server.close();
    }
    await start('/', '/');
  });

  const guards: [what: string, root: string, ahead: NonNullable<Setup['ahead']>][] = [
    ['everything', '', (app) => app.use(refuse)],
    ['the HTTP nodes', '/api', (app) => app.use('/api', refuse)],
    ['a path', '', (app) => app.use('/twilio', refuse)],
    ['the way within the HTTP nodes', '', (_app, node) => node.use(refuse)],
    ['one address', '', (app) => app.post('/twilio/message', refuse)],
    ['a route of an HTTP node', '/api', (_app, node) => node.post('/twilio/message', refuse)],
    ['a pattern of paths', '/api', (app) => app.all(/^\/api\/.*message$/, refuse)],
    ['a path of several', '', (app) => app.use(['/x', '/twilio/:kind'], refuse)],
  ];
  for (const [what, root, ahead] of guards) {
    it(`still calls a guard of ${what}`, async () => {
      await start('/', root === '' ? '/' : root, { hasHttpGuards: false, ahead });
      assert.equal((await postForm(root)).text, 'a guard');
      assert.deepEqual(scene.trigger.accepted, []);
    });
  }

  it('does not call a guard of other paths', async () => {
    await start('/', '/api', {
      hasHttpGuards: false,
      ahead: (app, node) => {
        app.use('/private', refuse);
        node.get('/twilio', refuse);
      },
    });
    assert.equal((await postForm('/api')).status, 200);
    assert.equal(scene.throughEditor, 0);
  });

  it('calls Node-RED’s middleware for HTTP nodes', async () => {
    const middleware: RouterOptions['middleware'] = (_request, response) => response.writeHead(401).end();
    await start('/', '/', { hasHttpGuards: false, middleware });
    assert.equal((await postForm()).status, 401);
  });
});

describe('the router after parsers that it cannot precede', () => {
  const scene = useExpress();
  const { start } = scene;

  beforeEach(() => start('/', '/', { capture: false }));

  it('restores nested names', async () => {
    const fields: Fields = [
      ...messageFields(),
      ['Tag[x]', '1'],
      ['Tag[y][z]', '2'],
      ['Tag[digit]', '2'],
      ['Tag[digit]', '1'],
    ];
    assert.equal((await post(scene.server, fields)).status, 200);
    assert.equal(scene.trigger.accepted[0]?.raw['Tag[y][z]'], '2');
  });

  it('rejects a body that cannot be restored', async () => {
    assert.equal((await post(scene.server, NESTED)).status, 403);
  });

  it('reports that the bytes are missing for a hash', async () => {
    const { status, text } = await postJson(scene.server, '');
    assert.equal(status, 403);
    assert.match(text, /other middleware read the body first/);
  });
});
