/** The errors of "call control": what Twilio rejects, and what is rejected before. */
import assert from 'node:assert/strict';
import type { RestResponse } from '../../simulator';
import { real } from '../support/flows';
import { sid } from '../support/twilio';
import { CONFERENCE, str, useCallControl } from './call-control-scene';

describe('call control reports', () => {
  const scene = useCallControl();
  const { start, run, fail } = scene;

  const notInProgress: RestResponse = {
    statusCode: 400,
    headers: {},
    body: { code: 21220, message: 'Call is not in-progress. Cannot redirect.', status: 400 },
  };

  for (const [operation, fields] of [
    ['hang-up', {}],
    ['record-start', {}],
    ['transfer', str('to', '+14155550177')],
    ['say', {}],
  ] as const) {
    it(`a call that has ended: ${operation}`, async () => {
      await start({ operation, account: 'account', ...fields, ...str('callSid', sid('CA')) });
      scene.answer = ({ method }) =>
        method.toLowerCase() === 'post'
          ? notInProgress
          : { statusCode: 200, headers: {}, body: { sid: sid('CA'), status: 'completed' } };
      assert.equal((await fail({ payload: 'x' })).code, 'CALL_ENDED');
    });
  }

  it('a call that was not answered yet as what Twilio says', async () => {
    await start({ operation: 'say', account: 'account', ...str('callSid', sid('CA')) });
    scene.answer = ({ method }) =>
      method.toLowerCase() === 'post'
        ? notInProgress
        : { statusCode: 200, headers: {}, body: { sid: sid('CA'), status: 'ringing' } };
    assert.equal((await fail({ payload: 'x' })).code, 'CALL_FAILED');
  });

  for (const [what, fields, code, message] of [
    [
      'a message without a call',
      { operation: 'hang-up', account: 'account' },
      'INVALID_CALL',
      /SID of the call is missing/,
    ],
    [
      'something that is not a call',
      { operation: 'hang-up', account: 'account', ...str('callSid', 'SM1') },
      'INVALID_CALL',
      /"SM1" is not the SID of a call/,
    ],
    [
      'a wrong recipient',
      { operation: 'transfer', account: 'account', ...str('callSid', sid('CA')), ...str('to', 'Ada') },
      'INVALID_RECIPIENT',
      /Ada/,
    ],
    [
      'a document that is not TwiML',
      {
        operation: 'transfer',
        account: 'account',
        ...str('callSid', sid('CA')),
        ...str('to', '<Response><Dance/></Response>'),
      },
      'INVALID_TWIML',
      /Dance/,
    ],
    [
      'an address in place of a document',
      {
        operation: 'transfer',
        transferTo: 'twiml',
        account: 'account',
        ...str('callSid', sid('CA')),
        ...str('twiml', '+14155550177'),
      },
      'INVALID_TWIML',
      /TwiML/,
    ],
    [
      'keys that no phone has',
      { operation: 'send-digits', account: 'account', ...str('callSid', sid('CA')), ...str('digits', '1x') },
      'INVALID_CALL',
      /"1x" cannot be sent as keys/,
    ],
    [
      'a missing conference',
      { operation: 'mute', account: 'account', ...str('callSid', sid('CA')) },
      'INVALID_CALL',
      /The conference is missing/,
    ],
    [
      'an announcement without a URL',
      { operation: 'announce', account: 'account', ...str('conference', CONFERENCE) },
      'INVALID_CALL',
      /URL of the announcement is missing/,
    ],
    [
      'an unknown operation',
      { operation: 'sing', account: 'account', ...str('callSid', sid('CA')) },
      'INVALID_PARAMETER',
      /sing/,
    ],
  ] as const) {
    it(`${what}, and sends nothing`, async () => {
      await start(fields);
      const error = await fail({ payload: 'x', twilio: {} });
      assert.equal(error.code, code);
      assert.match(error.message, message);
      assert.deepEqual(scene.asked, []);
    });
  }

  it('a call that may be of several accounts, and sends nothing', async () => {
    await start({ operation: 'hang-up' }, real({ id: 'second', path: '/second' }));
    const { code, message } = await fail({ twilio: { callSid: sid('CA') } });
    assert.equal(code, 'INVALID_CONNECTION_SETTINGS');
    assert.match(message, /not known which/);
    assert.deepEqual(scene.asked, []);
  });

  it('nothing when there is only one account that can have the call', async () => {
    await start({ operation: 'hang-up' });
    await run({ twilio: { callSid: sid('CA') } });
    assert.equal(scene.asked.length, 1);
  });
});
