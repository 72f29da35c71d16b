import assert from 'node:assert/strict';
import { WEBHOOK_KINDS, webhookAddress, webhookKind } from '../../editor/account/webhook-url';
import { isKind } from '../../lib/events/kinds';

const here = { origin: 'http://localhost:1880', httpNodeRoot: '/' };

describe('the webhook address in a form', () => {
  it('is the public URL, the path and the kind', () => {
    const parts = { ...here, publicUrl: 'https://example.com', path: '/twilio' };
    assert.deepEqual(webhookAddress(parts, 'message'), { url: 'https://example.com/twilio/message', reach: 'public' });
    assert.equal(webhookAddress(parts, 'message-status').url, 'https://example.com/twilio/message-status');
  });

  it('is there only for kinds of events that webhooks have', () => {
    for (const kind of WEBHOOK_KINDS) assert.ok(isKind(kind), kind);
    assert.equal(webhookKind('recording'), 'recording');
    assert.equal(webhookKind('nonsense'), undefined);
  });

  it('has each slash once', () => {
    const parts = { ...here, publicUrl: 'https://u:p@example.com:8443/x/', path: '/twilio/' };
    assert.equal(webhookAddress(parts, 'message').url, 'https://u:p@example.com:8443/x/twilio/message');
    assert.equal(webhookAddress({ ...parts, path: '/' }, 'message').url, 'https://u:p@example.com:8443/x/message');
    assert.equal(
      webhookAddress({ ...parts, path: 'twilio' }, 'message').url,
      'https://u:p@example.com:8443/x/twilio/message',
    );
  });

  it('is marked as local while there is no public URL', () => {
    const parts = { ...here, httpNodeRoot: '/api/', publicUrl: ' ', path: '/twilio' };
    assert.deepEqual(webhookAddress(parts, 'message'), {
      url: 'http://localhost:1880/api/twilio/message',
      reach: 'local',
    });
  });

  it('keeps environment variables and says that they are filled in later', () => {
    const parts = { ...here, publicUrl: '${PUBLIC_URL}', path: '/twilio' };
    assert.deepEqual(webhookAddress(parts, 'message'), { url: '${PUBLIC_URL}/twilio/message', reach: 'variable' });
    assert.equal(webhookAddress({ ...here, publicUrl: '', path: '${P}' }, 'message').reach, 'variable');
    assert.equal(webhookAddress({ ...parts, publicUrl: 'https://${HOST}' }, 'message').reach, 'public');
  });
});
