import assert from 'node:assert/strict';
import { accountStatus } from '../../editor/account/account-status';

describe("an account's answer about itself", () => {
  it('is read as the endpoint sends it', () => {
    const last = { at: '2026-11-20T10:00:00.000Z', url: 'https://a.example/twilio/message', reason: 'r', hint: 'h' };
    const answer = {
      id: 'a1',
      environment: 'twilio',
      urls: { message: 'https://a.example/twilio/message' },
      rejected: { count: 2, last },
      problems: ['The auth token is missing'],
    };
    assert.deepEqual(accountStatus(answer), {
      environment: 'twilio',
      urls: { message: 'https://a.example/twilio/message' },
      rejected: { count: 2, last },
      problems: ['The auth token is missing'],
    });
  });

  it('is empty where something is missing or odd', () => {
    const empty = { environment: '', urls: {}, rejected: { count: 0, last: undefined }, problems: [] };
    for (const answer of [undefined, null, 'x', [], {}, { urls: { message: 1 }, rejected: null, problems: [1, ''] }]) {
      assert.deepEqual(accountStatus(answer), empty);
    }
  });
});
