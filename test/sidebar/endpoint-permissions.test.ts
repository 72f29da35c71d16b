import assert from 'node:assert/strict';
import { OFFLINE_EDITOR } from '../support/editor';
import { startNodeRed, type RealNodeRed } from '../support/node-red';
import { client, FLOWS, listenTo } from './support';

describe("the permissions of the sidebar's endpoints", function () {
  this.timeout(60_000);
  // The hash of "password".
  const password = '$2b$08$5T75fFXQH4m51YuVnUteDuDYmTaqc6NMUsz8GEMM6wvvfUHgLZG3m';
  let nodeRed: RealNodeRed;
  before(async () => {
    const users = [
      { username: 'admin', password, permissions: '*' },
      { username: 'reader', password, permissions: 'read' },
    ];
    nodeRed = await startNodeRed({
      flows: FLOWS,
      settings: { ...OFFLINE_EDITOR, adminAuth: { type: 'credentials', users } },
    });
  });
  after(async () => {
    await nodeRed.stop();
  });

  const login = async (username: string, scope: string): Promise<Record<string, string>> => {
    const answer = await fetch(`${nodeRed.admin}/auth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: 'node-red-admin',
        grant_type: 'password',
        scope,
        username,
        password: 'password',
      }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return { Authorization: `Bearer ${token}` };
  };

  const READ = ['accounts', 'calls/pin', 'account/account/activity/1'];
  const COSTS = ['account/account/calls', 'account/account/numbers', 'account/account/messages/SM1'];
  const WRITE = [
    'account/account/activity/1/replay',
    'account/account/calls/CA1/end',
    'account/account/estimate',
    'account/account/messages',
    'account/account/numbers/PN1',
  ];

  it('show nothing without a login', async () => {
    const ask = client(nodeRed.admin);
    for (const path of [...READ, ...COSTS]) assert.equal((await ask.get(path)).status, 401, path);
    for (const path of WRITE) assert.equal((await ask.post(path)).status, 401, path);
    await assert.rejects(listenTo(nodeRed.admin), /HTTP 401/);
  });

  it('let a reader look, but do nothing that costs or changes something', async () => {
    const headers = await login('reader', 'read');
    const ask = client(nodeRed.admin, headers);
    for (const path of READ) assert.notEqual((await ask.get(path)).status, 401, path);
    for (const path of COSTS) assert.equal((await ask.get(path)).status, 401, path);
    for (const path of WRITE) assert.equal((await ask.post(path)).status, 401, path);
    (await listenTo(nodeRed.admin, headers)).end();
  });

  it('let an administrator do everything', async () => {
    const ask = client(nodeRed.admin, await login('admin', '*'));
    assert.equal((await ask.get('account/account/numbers')).status, 200);
  });
});
