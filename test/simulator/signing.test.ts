import assert from 'node:assert/strict';
import fc from 'fast-check';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { signature, signedUrl } from '../../simulator/protocol/signing';

const parameters = [
  ['CallSid', 'CA1234567890ABCDE'],
  ['Caller', '+14158675309'],
  ['Digits', '1234'],
  ['From', '+14158675309'],
  ['To', '+18005551212'],
] as const;

describe("the simulator's signature", () => {
  it("is the one in Twilio's documentation", () => {
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    assert.equal(signature('12345', url, parameters), 'RSOYDt4T1cUTdK1PDd93/VVr8B8=');
    assert.equal(signature('12345', url, [...parameters].reverse()), 'RSOYDt4T1cUTdK1PDd93/VVr8B8=');
    const withPort = 'https://mycompany.com:443/myapp.php?foo=1&bar=2';
    assert.equal(signature('12345', withPort, parameters), 'kvajT1Ptam85bY51eRf/AJRuM3w=');
    const json = `${url}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620`;
    assert.equal(signature('12345', json), 'a9nBmqA0ju/hNViExpshrM61xv4=');
  });

  it('ignores user, password and fragment, and keeps every other character', () => {
    const cases: [url: string, signed: string][] = [
      ['https://user:p%40ss@example.com/a?b#rc=2', 'https://example.com/a?b'],
      ['https://user@example.com', 'https://example.com'],
      ['https://Example.COM:443/./a//b/?q=a@b&x=%7e#', 'https://Example.COM:443/./a//b/?q=a@b&x=%7e'],
      ['https://example.com/?to=a@b#c@d', 'https://example.com/?to=a@b'],
      ['wss://user:x@example.com/stream', 'wss://example.com/stream'],
    ];
    for (const [url, signed] of cases) assert.equal(signedUrl(url), signed);
  });

  const token = fc.stringMatching(/^[0-9a-f]{32}$/);
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.]{0,15}$/);
  const form = fc.uniqueArray(fc.tuple(name, fc.string({ unit: 'grapheme' })), { selector: ([key]) => key });
  const url = fc.webUrl({ withQueryParameters: true });

  it('is accepted by the validator of the SDK for every form', () => {
    fc.assert(
      fc.property(token, url, form, (authToken, address, pairs) => {
        const signed = signature(authToken, address, pairs);
        return validateRequest(authToken, signed, address, Object.fromEntries(pairs));
      }),
    );
  });

  it('is accepted by the validator of the SDK when a name occurs more than once', () => {
    fc.assert(
      fc.property(
        token,
        url,
        name,
        fc.array(fc.string(), { minLength: 2, maxLength: 5 }),
        (authToken, address, key, all) => {
          const signed = signature(
            authToken,
            address,
            all.map((value): [string, string] => [key, value]),
          );
          return validateRequest(authToken, signed, address, { [key]: all });
        },
      ),
    );
  });

  it('changes with the token, the URL, every value and every name', () => {
    fc.assert(
      fc.property(token, url, form, fc.nat(), (authToken, address, pairs, pick) => {
        const signed = signature(authToken, address, pairs);
        assert.notEqual(signature(`${authToken}0`, address, pairs), signed);
        assert.notEqual(signature(authToken, `${address}x`, pairs), signed);
        const at = pairs[pick % Math.max(1, pairs.length)];
        if (at === undefined) return;
        const others = pairs.filter((pair) => pair !== at);
        assert.notEqual(signature(authToken, address, [...others, [at[0], `${at[1]}!`]]), signed);
        assert.notEqual(signature(authToken, address, others), signed);
      }),
    );
  });
});
