/** What "send sms" rejects before it sends a request, and the errors of Twilio. */
import assert from 'node:assert/strict';
import { real, REAL_CREDENTIALS } from '../support/flows';
import { useSendSms } from './send-sms-scene';

describe('send-sms, when something is wrong,', () => {
  const scene = useSendSms();
  const { start, fail } = scene;

  describe('rejects before it sends a request', () => {
    const cases: [string, Record<string, unknown>, Record<string, unknown>, string, RegExp][] = [
      ['no recipient', {}, { payload: 'x' }, 'INVALID_RECIPIENT', /recipient is missing/],
      ['a national number', {}, { to: '0171 1234567', payload: 'x' }, 'INVALID_RECIPIENT', /E\.164/],
      ['a number with a leading zero', {}, { to: '+0123456', payload: 'x' }, 'INVALID_RECIPIENT', /E\.164/],
      ['a number that is too long', {}, { to: '+1234567890123456', payload: 'x' }, 'INVALID_RECIPIENT', /E\.164/],
      ['a WhatsApp address', {}, { to: 'whatsapp:+14155550123', payload: 'x' }, 'INVALID_RECIPIENT', /WhatsApp/],
      ['an object as recipient', {}, { to: {}, payload: 'x' }, 'INVALID_RECIPIENT', /recipient is missing/],
      ['an empty text', {}, { to: '+14155550123', payload: ' ' }, 'INVALID_MESSAGE', /empty/],
      ['an object as text', {}, { to: '+14155550123', payload: { a: 1 } }, 'INVALID_MESSAGE', /object/],
      [
        '1,601 characters',
        {},
        { to: '+14155550123', payload: '€'.repeat(1601) },
        'MESSAGE_TOO_LARGE',
        /1601 characters/,
      ],
      [
        'an invalid sender',
        { from: '???' },
        { to: '+14155550123', payload: 'x' },
        'INVALID_SENDER',
        /not a valid sender/,
      ],
      [
        'no Messaging Service',
        { sender: 'service' },
        { to: '+14155550123', payload: 'x' },
        'MISSING_FROM_NUMBER',
        /Messaging Service/,
      ],
      [
        '11 media',
        { media: 'media', mediaType: 'msg' },
        { to: '+14155550123', payload: 'x', media: Array<string>(11).fill('https://example.com/a.png') },
        'INVALID_MESSAGE',
        /11 media/,
      ],
      [
        'media that is no address',
        { media: 'file:///etc/passwd' },
        { to: '+14155550123', payload: 'x' },
        'INVALID_MESSAGE',
        /not a valid URL/,
      ],
      [
        'an unknown option',
        {},
        { to: '+14155550123', payload: 'x', options: { colour: 'red' } },
        'INVALID_MESSAGE',
        /no parameter "colour"/,
      ],
      [
        'a broken expression',
        { body: '$$$(', bodyType: 'jsonata' },
        { to: '+14155550123' },
        'INVALID_PARAMETER',
        /"body" cannot be read/,
      ],
    ];
    for (const [what, fields, msg, code, message] of cases) {
      it(what, async () => {
        await start(fields, real(), REAL_CREDENTIALS);
        const error = await fail(msg);
        assert.equal(error.code, code);
        assert.match(error.message, message);
        assert.equal(typeof error.cause['hint'], 'string');
        assert.equal(error.cause['status'], undefined);
      });
    }

    it('no sender at all', async () => {
      await start({}, real({ from: '' }), REAL_CREDENTIALS);
      assert.equal((await fail({ to: '+14155550123', payload: 'x' })).code, 'MISSING_FROM_NUMBER');
    });

    it('missing credentials, also named in its status', async () => {
      await start({}, real());
      assert.deepEqual(scene.loaded.statuses('send'), ['The Account SID is missing']);
      const error = await fail({ to: '+14155550123', payload: 'x' });
      assert.equal(error.code, 'INVALID_CONNECTION_SETTINGS');
      assert.equal(error.message, 'The Account SID is missing');
    });

    it('a missing account', async () => {
      await start({ account: 'nowhere' });
      assert.deepEqual(scene.loaded.statuses('send'), ['runtime.problem.noAccount']);
      assert.equal((await fail({ to: '+14155550123', payload: 'x' })).code, 'INVALID_CONNECTION_SETTINGS');
    });
  });

  it('reports an error of Twilio, with its code, status, link and a hint', async () => {
    await start({ from: '+14155559999' });
    const error = await fail({ to: '+14155550123', payload: 'x' });
    assert.equal(error.code, 'INVALID_SENDER');
    assert.equal(error.cause['twilioCode'], 21606);
    assert.equal(error.cause['status'], 400);
    assert.match(String(error.cause['moreInfo']), /21606/);
    assert.match(String(error.cause['hint']), /number of this account/);
  });

  it('reports an error in an expression in one sentence, without a stack', async () => {
    await start({ body: '$number(payload)', bodyType: 'jsonata' });
    const error = await fail({ to: '+14155550123', payload: 'x' });
    assert.match(error.message, /^"body" cannot be read: Unable to cast value to a number/);
    assert.ok(error.message.length < 120, error.message);
  });
});
