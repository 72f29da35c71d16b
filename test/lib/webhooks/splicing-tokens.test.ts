/** Tokens in signed requests: their random characters can contain the name of a parameter. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ACCOUNT_SID } from '../../support/webhooks';
import { joined, problem, WHATSAPP } from './known-parameters';

describe('a signed request with a token of random characters', () => {
  const call = {
    AccountSid: ACCOUNT_SID,
    CallSid: `CA${'1'.repeat(32)}`,
    CallStatus: 'ringing',
    Called: '+14155550100',
    From: '+12125550123',
    FromCity: 'NEW YORK',
    FromZip: '10001',
    StirVerstat: 'TN-Validation-Passed-A',
    To: '+14155550100',
    ToZip: '94105',
  };
  const encoded = (text: string): string => Buffer.from(text).toString('base64url');
  /** A JSON Web Token whose signature has a text in it. */
  const webToken = (text: string, at: number): string => {
    const signature = 'x'.repeat(86);
    const cut = Math.min(at, 86 - text.length);
    const claims = encoded(JSON.stringify({ from: call.From, to: call.To, iat: '1635957423' }));
    return `${encoded('{"alg":"ES256"}')}.${claims}.${signature.slice(0, cut)}${text}${signature.slice(cut + text.length)}`;
  };
  const callToken = (parentCallInfoToken: string): string =>
    encodeURIComponent(JSON.stringify({ parentCallInfoToken, identityHeaderTokens: [] }));
  const withTokens = (text: string, at: number) => {
    const token = webToken(text, at);
    const identity = `${token};info=<https://example.com/a.pem>;alg=ES256;ppt=shaken`;
    return [
      { ...call, CallToken: callToken(token) },
      { ...call, CallToken: decodeURIComponent(callToken(token)) },
      { ...call, StirPassportToken: token },
      { ...call, CallToken: callToken(token), StirPassportToken: identity },
    ];
  };

  it('is accepted, also when the short name of a parameter is in the token', () => {
    const names = fc.constantFrom('To', 'To7', 'From1', 'For', 'msgA', 'Name', 'Hold', 'Body');
    const more = fc.base64String({ maxLength: 8 }).map((text) => text.replaceAll(/[+/=]/g, '_'));
    fc.assert(
      fc.property(names, more, fc.nat(86), (name, rest, at) => {
        for (const params of withTokens(name + rest, at)) {
          assert.equal(problem(params, 'call'), undefined, JSON.stringify(params));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is rejected when the token was cut at a name, or when parameters were joined to it', () => {
    for (const params of withTokens('To7xyz', 30)) {
      const text = joined(params);
      const inToken = text.indexOf('To7xyz');
      const token = 'CallToken' in params ? 'CallToken' : 'StirPassportToken';
      const tokenStart = text.indexOf(token) + token.length;
      const before = Object.fromEntries(Object.entries(params).filter(([name]) => name < token));
      const cut = { ...before, [token]: text.slice(tokenStart, inToken), To: '7', xyz: text.slice(inToken + 6) };
      const longer = { ...before, [token]: text.slice(tokenStart, text.lastIndexOf('ToZip')), ToZip: '94105' };
      for (const forged of [cut, longer]) {
        assert.equal(joined(forged), text);
        assert.notEqual(problem(forged, 'call'), undefined, JSON.stringify(forged));
      }
    }
  });

  it('is rejected when the short code that was called was joined to the token', () => {
    const { StirVerstat, ToZip, ...others } = call;
    assert.deepEqual([StirVerstat, ToZip], ['TN-Validation-Passed-A', '94105']);
    const StirPassportToken = webToken('x', 0);
    const { To, ...rest } = { ...others, StirPassportToken, To: '12345' };
    assert.equal(problem({ ...rest, To }, 'call'), undefined);
    const forged = { ...rest, StirPassportToken: `${StirPassportToken}To${To}` };
    assert.match(problem(forged, 'call') ?? '', /in another way, with "To"/);
  });

  it('of a message from an ad can have any ID of the click', () => {
    const ReferralCtwaClid = 'DVyLKSUaIVHDsb_YkXkEn6ugcsC-YZKsWVGLePnwcdOrA-jX9uvVmTo23qEZzNPvF2qTODegK-ywKwrZVVQh9yg';
    const message = { ...WHATSAPP, ReferralCtwaClid, ReferralHeadline: 'Buy now', ReferralSourceType: 'ad' };
    assert.equal(problem(message), undefined);
    const before = Object.fromEntries(Object.entries(message).filter(([name]) => name < 'ReferralCtwaClid'));
    const text = joined(message);
    const [clickId = '', more = ''] = text.slice(text.indexOf('ReferralCtwaClid') + 16).split(/To23q(?=E)/);
    const cut = { ...before, ReferralCtwaClid: clickId, To: '23', q: more };
    assert.equal(joined(cut), text);
    assert.match(problem(cut) ?? '', /in another way/);
  });
});
