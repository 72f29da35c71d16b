/** What "make call" rejects before it sends a request, and what Twilio rejects. */
import assert from 'node:assert/strict';
import { real, REAL_CREDENTIALS } from '../support/flows';
import { runAction } from '../support/run-action';

const TO = '+14155550123';

describe('make-call, when something is wrong,', () => {
  const { start, fail } = runAction('make-call');

  it('reports an error of Twilio, with its code and a hint', async () => {
    await start();
    const error = await fail({ to: '+15005550003', payload: 'x' });
    assert.equal(error.cause['twilioCode'], 21215);
    assert.equal(error.cause['status'], 400);
    assert.equal(typeof error.cause['hint'], 'string');
  });

  describe('rejects before it sends a request', () => {
    const cases: [string, Record<string, unknown>, Record<string, unknown>, string][] = [
      ['nobody to call', {}, { payload: 'x' }, 'INVALID_RECIPIENT'],
      ['a national number', {}, { to: '0171 1234567', payload: 'x' }, 'INVALID_RECIPIENT'],
      ['an invalid caller ID', { from: 'Ringflow' }, { to: TO, payload: 'x' }, 'INVALID_SENDER'],
      ['nothing to say', {}, { to: TO, payload: ' ' }, 'INVALID_CALL'],
      ['a text that is too long', {}, { to: TO, payload: 'x'.repeat(4000) }, 'MESSAGE_TOO_LARGE'],
      ['no document', { answer: 'twiml' }, { to: TO }, 'INVALID_TWIML'],
      ['an invalid document', { answer: 'twiml', twiml: '<Response><Sing/></Response>' }, { to: TO }, 'INVALID_TWIML'],
      ['no web address', { answer: 'url', url: 'example' }, { to: TO }, 'INVALID_CALL'],
      ['keys that no phone has', { sendDigits: '12x' }, { to: TO, payload: 'x' }, 'INVALID_CALL'],
      ['an invalid time', { timeout: 'soon', timeoutType: 'str' }, { to: TO, payload: 'x' }, 'INVALID_CALL'],
      ['an option that Twilio does not have', {}, { to: TO, payload: 'x', options: { colour: 1 } }, 'INVALID_CALL'],
    ];
    for (const [what, fields, msg, code] of cases) {
      it(what, async () => {
        await start(fields, real(), REAL_CREDENTIALS);
        const error = await fail(msg);
        assert.equal(error.code, code);
        assert.equal(typeof error.cause['hint'], 'string');
        assert.equal(error.cause['status'], undefined);
      });
    }

    it('no caller ID at all', async () => {
      await start({}, real({ from: '' }), REAL_CREDENTIALS);
      assert.equal((await fail({ to: TO, payload: 'x' })).code, 'MISSING_FROM_NUMBER');
    });

    it('a call that is to go on in the flow, where Twilio cannot reach the flow', async () => {
      await start({ answer: 'flow', outputs: 2 }, real({ publicUrl: '' }), REAL_CREDENTIALS);
      const error = await fail({ to: TO });
      assert.equal(error.code, 'INVALID_CONNECTION_SETTINGS');
      assert.match(String(error.cause['hint']), /Public URL/);
    });
  });
});
