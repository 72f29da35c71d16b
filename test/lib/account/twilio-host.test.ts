/** Which hosts are Twilio's, and get the credentials. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isTwilioHost } from '../../../lib/validation/twilio-url';
import { inRegion } from '../../../lib/account/settings';

describe('a host of Twilio', () => {
  it('is a subdomain of twilio.com over https, and nothing similar', () => {
    for (const [address, expected] of [
      ['https://api.twilio.com/2010-04-01/x', true],
      ['https://api.dublin.ie1.twilio.com/x', true],
      ['https://mcs.us1.twilio.com/x', true],
      ['http://api.twilio.com/x', false],
      ['https://twilio.com.evil.example/x', false],
      ['https://eviltwilio.com/x', false],
      ['https://api.twilio.com.evil.example/', false],
      ['https://api.twilio.com@evil.example/', false],
      ['https://user:pass@api.twilio.com/', false],
      ['https://api.twilio.com:8443/', false],
      ['https://media.twiliocdn.com/x', false],
      ['https://evil.example/?https://api.twilio.com/', false],
      ['https://evil.example/#.twilio.com', false],
    ] as const) {
      assert.equal(isTwilioHost(new URL(address)), expected, address);
    }
  });

  it('is moved to the region of the account', () => {
    for (const [address, region, expected] of [
      ['https://api.twilio.com/2010-04-01/x.mp3?a=b', 'ie1', 'https://api.dublin.ie1.twilio.com/2010-04-01/x.mp3?a=b'],
      ['https://api.twilio.com/x', 'au1', 'https://api.sydney.au1.twilio.com/x'],
      ['https://api.twilio.com/x', '', 'https://api.twilio.com/x'],
      ['https://api.dublin.ie1.twilio.com/x', 'ie1', 'https://api.dublin.ie1.twilio.com/x'],
      ['https://api.twilio.com.evil.example/x', 'ie1', 'https://api.twilio.com.evil.example/x'],
      ['https://example.com/x', 'ie1', 'https://example.com/x'],
    ] as const) {
      assert.equal(inRegion(address, region), expected);
    }
  });

  it('depends only on the host', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const url = new URL(address);
        const isOne = url.hostname.endsWith('.twilio.com') && url.protocol === 'https:' && url.port === '';
        assert.equal(isTwilioHost(url), isOne);
      }),
    );
  });
});
