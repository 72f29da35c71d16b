import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findingsIn, missingIn, webhooksIn } from '../../editor/setup/answers';
import { hostOf, portOf, WAYS } from '../../editor/setup/ways';

describe('what the editor reads about the setup', () => {
  it('is complete for any response', () => {
    fc.assert(
      fc.property(fc.anything(), (answer) => {
        assert.ok(Array.isArray(webhooksIn(answer).targets));
        assert.ok(Array.isArray(findingsIn(answer)));
        assert.ok('notDeployed' in missingIn(answer) || 'error' in missingIn(answer));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.anything()), (items) => {
        for (const { slots, overrides } of webhooksIn({ targets: items }).targets) assert.ok(slots && overrides);
        for (const { details, values } of findingsIn({ findings: items })) assert.ok(details && values);
      }),
    );
  });

  it('says whether the account is not deployed', () => {
    assert.deepEqual(missingIn({ status: 404 }), { notDeployed: true });
    assert.deepEqual(missingIn({ status: 502, responseJSON: { error: 'No.' } }), { error: 'No.' });
  });
});

describe('the ways in from outside', () => {
  const parts = { port: '1881', path: '/red/twilio', host: 'flows.example.com' };

  it('name the port, the path and the host where they need them', () => {
    const typed = Object.fromEntries(Object.entries(WAYS).map(([way, write]) => [way, write(parts)]));
    for (const way of ['nginx', 'caddy', 'traefik', 'cloudflared', 'ngrok', 'tailscale']) {
      assert.match(typed[way] ?? '', /1881/, way);
    }
    for (const way of ['nginx', 'caddy', 'traefik', 'cloudflared', 'tailscale']) {
      assert.match(typed[way] ?? '', /\/red\/twilio/, way);
    }
    for (const way of ['caddy', 'traefik', 'cloudflared', 'ngrok', 'homeAssistant', 'flowFuse']) {
      assert.match(typed[way] ?? '', /flows\.example\.com/, way);
    }
  });

  it('take the port from the URL of the editor only where no proxy is before it', () => {
    assert.equal(portOf({ protocol: 'http:', hostname: 'pi.local', port: '1881' }), '1881');
    assert.equal(portOf({ protocol: 'https:', hostname: 'example.com', port: '8443' }), '1880');
    assert.equal(portOf({ protocol: 'http:', hostname: 'example.com', port: '' }), '1880');
  });

  it('take the host from the public URL, and an example while there is none', () => {
    assert.equal(hostOf('https://user:pass@flows.example.com/red'), 'flows.example.com');
    assert.equal(hostOf('flows.example.com:8443'), 'flows.example.com:8443');
    assert.equal(hostOf(''), 'example.com');
    assert.equal(hostOf('https://'), 'example.com');
  });
});
