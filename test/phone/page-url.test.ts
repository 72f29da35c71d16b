import assert from 'node:assert/strict';
import { editorPath, loginStorageKey, parseAccessToken } from '../../phone/api/page-url';

describe('phone page URL', () => {
  it('contains the editor path for any admin root', () => {
    assert.equal(editorPath('/twilio/simulator/abc/phone'), '/');
    assert.equal(editorPath('/red/twilio/simulator/abc/phone'), '/red/');
    assert.equal(editorPath('/twilio/simulator/x/twilio/simulator/abc/phone'), '/twilio/simulator/x/');
  });

  it('determines the storage key of the editor login', () => {
    assert.equal(loginStorageKey('/twilio/simulator/abc/phone'), 'auth-tokens');
    assert.equal(loginStorageKey('/home/red/twilio/simulator/abc/phone'), 'auth-tokens-home-red');
  });

  it('leads to the access token, if the login is valid', () => {
    assert.equal(parseAccessToken('{"access_token":"secret","expires_in":1}'), 'secret');
    for (const login of [null, '', 'null', '{', '[]', '"text"', '{"access_token":7}']) {
      assert.equal(parseAccessToken(login), undefined);
    }
  });
});
