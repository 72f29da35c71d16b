import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { debug, real, sendSms, smsIn, tab } from '../support/flows';
import { startNodeRed, type FlowNode, type RealNodeRed } from '../support/node-red';
import { postEvent } from '../support/twilio';

const credentials = {
  accountSid: `AC${'1'.repeat(32)}`,
  authToken: 'token-that-nobody-may-see',
  secondaryAuthToken: 'next-token-that-nobody-may-see',
  apiKey: `SK${'2'.repeat(32)}`,
  apiSecret: 'api-secret-that-nobody-may-see',
  clientId: 'OQ-client',
  clientSecret: 'client-secret-that-nobody-may-see',
  publicUser: 'twilio',
  publicPassword: 'url-password-that-nobody-may-see',
};
const secrets = [
  credentials.authToken,
  credentials.secondaryAuthToken,
  credentials.apiSecret,
  credentials.clientSecret,
  credentials.publicPassword,
];

/** Every file that this Node-RED has written, as text. */
function savedFiles(userDir: string): string {
  return readdirSync(userDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

describe('what Node-RED saves and prints', function () {
  this.timeout(60_000);
  let nodeRed: RealNodeRed;
  before(async () => {
    nodeRed = await startNodeRed({ settings: { credentialSecret: 'the-key-of-this-test' } });
  });
  after(() => nodeRed.stop());

  it('holds no secret of an account, after deployments, failures and forged requests', async () => {
    const account: FlowNode = { ...real(), credentials };
    const catcher: FlowNode = { id: 'catch', type: 'catch', z: 'tab', x: 0, y: 0, scope: null, wires: [['caught']] };
    const inject: FlowNode = {
      id: 'go',
      type: 'inject',
      z: 'tab',
      x: 0,
      y: 0,
      props: [{ p: 'payload' }],
      payload: 'hello',
      payloadType: 'str',
      wires: [['send']],
    };
    const send = sendSms({ to: '+14155550123', toType: 'str', from: '+14155550100', wires: [[]] });
    await nodeRed.deploy([tab, account, smsIn(), send, inject, catcher, debug(), debug('caught')]);
    await nodeRed.status('in', /listening/);

    const forged = await postEvent(nodeRed.url, 'message', { MessageSid: 'SM1' }, { token: 'forged' });
    assert.equal(forged.status, 403);
    await nodeRed.printed(/Unauthorized request/);
    await fetch(`${nodeRed.admin}/inject/go`, { method: 'POST' });
    const caught = await nodeRed.debug('caught');
    assert.match(JSON.stringify(caught), /CONNECTION_FAILED/);

    const flows = await (await fetch(`${nodeRed.admin}/flows`)).text();
    const everything = [savedFiles(nodeRed.userDir), nodeRed.output(), JSON.stringify(caught), flows].join('\n');
    assert.match(everything, /twilio-config/);
    for (const secret of secrets) assert.ok(!everything.includes(secret), secret);
  });
});
