import assert from 'node:assert/strict';
import type { RestRequest, RestResponse } from '../../simulator';
import { action } from '../support/action-flows';
import { catcher, real, REAL_CREDENTIALS, sink, tab, trigger } from '../support/flows';
import { load, type Loaded } from '../support/loaded';
import { assertKnownRequest } from '../support/openapi';
import { gather } from '../support/step-flows';
import { sid } from '../support/twilio';
import { testCall, verbs, type TestCall } from './steps/call-of-test';

const DOCUMENT = '<?xml version="1.0" encoding="UTF-8"?>';
const CONFERENCE = sid('CF');

interface Caught {
  code: string;
  message: string;
  cause: { hint: string };
}

describe('call control', () => {
  let loaded: Loaded;
  let call: TestCall;
  let asked: RestRequest[];
  /** What Twilio answers; by default, that it is done. */
  let answer: (request: RestRequest) => RestResponse;

  const control = (more: Record<string, unknown>) => action('call-control', { account: '', ...more });
  const str = (name: string, value: string) => ({ [name]: value, [`${name}Type`]: 'str' });

  async function start(fields: Record<string, unknown>, ...more: Parameters<typeof load>[0]): Promise<void> {
    const nodes = [
      tab,
      real(),
      catcher,
      sink(),
      sink('nothing'),
      sink('gone'),
      sink('caught'),
      trigger('call-in', { filterTo: '+14155550100', respond: 'flow', deadline: 10, wires: [['gather', 'rings']] }),
      sink('rings'),
      gather('gather', [['digits'], ['nothing'], ['gone']], { hungUp: true }),
      sink('digits'),
      control(fields),
      ...more,
    ];
    loaded = await load(nodes, REAL_CREDENTIALS);
    call = testCall(loaded.url);
    asked = [];
    answer = () => ({ statusCode: 200, headers: {}, body: { sid: sid('CA'), status: 'in-progress' } });
    const { account } = loaded.node('account') as unknown as { account: { options: Record<string, unknown> } };
    account.options['transport'] = (request: RestRequest) => {
      asked.push(request);
      assertKnownRequest(request);
      return Promise.resolve(answer(request));
    };
  }
  afterEach(() => loaded.unload());

  /** The call waits in "gather". @returns the document that it is in, and a message about the call */
  const waits = async (): Promise<{ document: string; msg: Record<string, unknown> }> => {
    const document = (await call.ring()).text;
    const { twilio } = await loaded.arrival('rings');
    return { document, msg: { twilio, payload: 'You are next', kept: 'yes' } };
  };
  const run = (msg: Record<string, unknown>): Promise<Record<string, unknown>> => {
    loaded.node('action').receive(msg);
    return loaded.arrival('out');
  };
  const fail = async (msg: Record<string, unknown>): Promise<Caught> => {
    loaded.node('action').receive(msg);
    return (await loaded.arrival('caught'))['error'] as Caught;
  };
  const sent = (index = -1) => asked.at(index)?.data as Record<string, string>;
  const path = (index = -1) =>
    `${asked.at(index)?.method.toUpperCase()} ${new URL(asked.at(index)?.uri ?? '').pathname}`;
  const accountPath = `/2010-04-01/Accounts/${REAL_CREDENTIALS.account.accountSid}`;

  it('says a text to a caller in a gather, and the question is asked again', async () => {
    await start({ operation: 'say' });
    const { document, msg } = await waits();
    const { payload, kept } = await run(msg);
    assert.deepEqual([payload, kept], ['You are next', 'yes']);
    assert.equal(path(), `POST ${accountPath}/Calls/${call.sid}.json`);
    assert.match(sent()['Twiml'] ?? '', /<Response><Say>You are next<\/Say><Redirect method="POST">/);
    const again = await call.comeBack(sent()['Twiml'] ?? '');
    assert.equal(again.text, document);
    void call.comeBack(again.text, { Digits: '5' });
    assert.equal((await loaded.arrival('digits'))['payload'], '5');
  });

  for (const [operation, fields, verb] of [
    ['play', str('url', 'https://example.com/a.mp3'), '<Play>https://example.com/a.mp3</Play>'],
    ['send-digits', str('digits', '1W2#'), '<Play digits="1ww2#"/>'],
  ] as const) {
    it(`${operation}: comes back to the step too`, async () => {
      await start({ operation, ...fields });
      const { msg } = await waits();
      await run(msg);
      assert.ok(sent()['Twiml']?.startsWith(`${DOCUMENT}<Response>${verb}<Redirect`), sent()['Twiml']);
    });
  }

  it('ends a call without steps after what is said', async () => {
    await start({ operation: 'say', ...str('text', 'Goodbye'), ...str('callSid', sid('CA')), account: 'account' });
    await run({ payload: 1 });
    assert.equal(sent()['Twiml'], `${DOCUMENT}<Response><Say>Goodbye</Say></Response>`);
  });

  it('answers a call that still rings', async () => {
    await start(
      { operation: 'say' },
      trigger('call-in', { id: 'other', respond: 'flow', filterTo: '+14155550199', wires: [['other-rings']] }),
      sink('other-rings'),
    );
    const ringing = call.ring({ To: '+14155550199' });
    await loaded.arrival('other-rings');
    await run({ payload: 'Welcome', twilio: { accountSid: REAL_CREDENTIALS.account.accountSid, callSid: call.sid } });
    assert.match(verbs((await ringing).text), /^<Say>Welcome<\/Say>/);
    assert.deepEqual(asked, []);
  });

  it('hangs up, and the message that waits leaves by "hung up"', async () => {
    await start({ operation: 'hang-up' });
    const { msg } = await waits();
    assert.equal((await run(msg))['payload'], 'You are next');
    assert.deepEqual(sent(), { Status: 'completed' });
    assert.equal((await loaded.arrival('gone'))['payload'], 'hung-up');
    await loaded.statusOf('action', 'runtime.status.hungUp');
  });

  for (const [what, to, verb] of [
    ['a number', '+1 (415) 555-0177', '<Dial><Number>+14155550177</Number></Dial>'],
    ['a client', 'client:ada', '<Dial><Client>ada</Client></Dial>'],
    ['a SIP address', 'sip:ada@example.com', '<Dial><Sip>sip:ada@example.com</Sip></Dial>'],
    ['a URL', 'https://example.com/a?b&c', '<Redirect method="POST">https://example.com/a?b&amp;c</Redirect>'],
    ['a document', '<Response><Leave/></Response>', '<Leave/>'],
  ] as const) {
    it(`transfers a call to ${what}, and reports the step that waited`, async () => {
      await start({ operation: 'transfer', ...str('to', to) });
      const { msg } = await waits();
      await run(msg);
      assert.equal(verbs(sent()['Twiml'] ?? ''), verb);
      assert.equal(((await loaded.arrival('caught'))['error'] as Caught).code, 'CALL_FAILED');
    });
  }

  it('transfers a call to a document of a field of its own', async () => {
    const document = '<Response>\n  <Leave/>\n</Response>';
    await start({ operation: 'transfer', transferTo: 'twiml', ...str('to', 'Ada'), ...str('twiml', document) });
    const { msg } = await waits();
    await run(msg);
    assert.equal(sent()['Twiml'], document);
  });

  it('starts a recording, and "recording in" gets it when it is ready', async () => {
    await start({ operation: 'record-start' }, trigger('recording-in', { id: 'recordings' }));
    const { msg } = await waits();
    answer = () => ({ statusCode: 201, headers: {}, body: { sid: sid('RE'), status: 'in-progress' } });
    const { payload } = await run(msg);
    assert.match(String((payload as Record<string, unknown>)['sid']), /^RE/);
    assert.equal(path(), `POST ${accountPath}/Calls/${call.sid}/Recordings.json`);
    assert.deepEqual(sent(), { RecordingStatusCallback: 'https://example.com/twilio/recording' });
  });

  for (const [operation, status] of [
    ['record-pause', 'paused'],
    ['record-resume', 'in-progress'],
    ['record-stop', 'stopped'],
  ] as const) {
    it(`${operation}: changes the recording that runs`, async () => {
      await start({ operation });
      const { msg } = await waits();
      await run(msg);
      assert.equal(path(), `POST ${accountPath}/Calls/${call.sid}/Recordings/Twilio.CURRENT.json`);
      assert.deepEqual(sent(), { Status: status });
    });
  }

  describe('in a conference', () => {
    const participants = `${accountPath}/Conferences/${CONFERENCE}/Participants`;
    const one = str('callSid', `CA${'2'.repeat(32)}`);
    for (const [operation, more, request, data] of [
      [
        'hold',
        str('url', 'https://example.com/music.mp3'),
        'POST',
        { Hold: 'true', HoldUrl: 'https://example.com/music.mp3' },
      ],
      ['hold', {}, 'POST', { Hold: 'true' }],
      ['unhold', {}, 'POST', { Hold: 'false' }],
      ['mute', {}, 'POST', { Muted: 'true' }],
      ['unmute', {}, 'POST', { Muted: 'false' }],
      ['remove', {}, 'DELETE', undefined],
      [
        'announce',
        { announceTo: 'participant', ...str('url', 'https://example.com/a.mp3') },
        'POST',
        { AnnounceUrl: 'https://example.com/a.mp3' },
      ],
    ] as const) {
      it(`${operation}: ${JSON.stringify(data ?? 'removes the participant')}`, async () => {
        await start({ operation, account: 'account', ...one, ...str('conference', CONFERENCE), ...more });
        if (operation === 'remove') answer = () => ({ statusCode: 204, headers: {}, body: '' });
        await run({ payload: 'x' });
        assert.equal(path(), `${request} ${participants}/${one['callSid']}.json`);
        assert.deepEqual(data && sent(), data);
      });
    }

    it('finds it by its name, also when only one is in it, and announces to all', async () => {
      const url = str('url', 'https://example.com/a.mp3');
      await start({ operation: 'announce', account: 'account', ...str('conference', 'Room'), ...url });
      answer = ({ method, params }) => {
        const found = params?.['Status'] === 'init' ? [{ sid: CONFERENCE }] : [];
        const body = method.toLowerCase() === 'get' ? { conferences: found } : { sid: CONFERENCE };
        return { statusCode: 200, headers: {}, body };
      };
      const { payload } = await run({ payload: 'x' });
      assert.equal((payload as Record<string, unknown>)['sid'], CONFERENCE);
      assert.equal(path(), `POST ${accountPath}/Conferences/${CONFERENCE}.json`);
      assert.deepEqual(sent(), { AnnounceUrl: 'https://example.com/a.mp3' });
    });

    it('lists the participants as plain JSON', async () => {
      await start({ operation: 'participants', account: 'account', ...str('conference', CONFERENCE) });
      answer = () => ({
        statusCode: 200,
        headers: {},
        body: { participants: [{ call_sid: one['callSid'], muted: false, hold: true }] },
      });
      const payload = (await run({ payload: 'x' }))['payload'] as Record<string, unknown>[];
      assert.deepEqual(
        payload.map(({ callSid, muted, hold }) => [callSid, muted, hold]),
        [[one['callSid'], false, true]],
      );
      await loaded.statusOf('action', 'runtime.status.found');
    });

    it('reports a conference that nobody is in', async () => {
      await start({ operation: 'participants', account: 'account', ...str('conference', 'Room') });
      answer = () => ({ statusCode: 200, headers: {}, body: { conferences: [] } });
      const { code, cause } = await fail({ payload: 'x' });
      assert.equal(code, 'NOT_FOUND');
      assert.match(cause.hint, /case-sensitive/);
    });
  });

  describe('reports', () => {
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
        answer = ({ method }) =>
          method.toLowerCase() === 'post'
            ? notInProgress
            : { statusCode: 200, headers: {}, body: { sid: sid('CA'), status: 'completed' } };
        assert.equal((await fail({ payload: 'x' })).code, 'CALL_ENDED');
      });
    }

    it('a call that was not answered yet as what Twilio says', async () => {
      await start({ operation: 'say', account: 'account', ...str('callSid', sid('CA')) });
      answer = ({ method }) =>
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
        'no account',
        { operation: 'hang-up', ...str('callSid', sid('CA')) },
        'INVALID_CONNECTION_SETTINGS',
        /not known which/,
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
        assert.deepEqual(asked, []);
      });
    }
  });
});
