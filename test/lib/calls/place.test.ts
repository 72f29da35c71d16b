import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CallRequest } from '../../../lib/calls/call-request';
import { callAddress } from '../../../lib/addresses/call-address';
import { twimlProblem } from '../../../lib/twiml/check';
import { place, refusal } from './place-scene';

describe('placing a call', () => {
  it('says a text in a voice, and escapes it', async () => {
    const { To, From, Twiml } = await place({ say: 'Fish & <Chips/>', voice: 'Polly.Amy', language: 'en-GB' });
    assert.deepEqual([To, From], ['+14155550123', '+14155550100']);
    assert.equal(
      Twiml,
      '<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Amy" language="en-GB">Fish &amp; &lt;Chips/&gt;</Say></Response>',
    );
  });

  it('makes a valid document from any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), async (text) => {
        if (text.replace(/[\u0000-\u001f\ufffe\uffff]/g, '').trim() === '') return;
        const { Twiml } = await place({ say: text });
        assert.equal(twimlProblem(String(Twiml), 'voice'), undefined, JSON.stringify(text));
      }),
      { numRuns: 200 },
    );
  });

  it('continues with a document, a URL or the flow', async () => {
    const document = '<Response><Play>https://example.com/a.mp3</Play></Response>';
    assert.equal((await place({ answer: 'twiml', twiml: document }))['Twiml'], document);
    assert.equal((await place({ answer: 'url', url: 'https://example.com/x' }))['Url'], 'https://example.com/x');
    assert.equal(
      (await place({ answer: 'flow', flowUrl: 'https://example.com/call?flow=1' }))['Url'],
      'https://example.com/call?flow=1',
    );
  });

  it('sends every field, and the options take precedence', async () => {
    const sent = await place({
      timeout: '20',
      timeLimit: 600,
      record: true,
      machineDetection: 'Enable',
      asyncAmd: true,
      statusEvents: ['ringing', 'completed', 'nonsense'],
      statusCallback: 'https://example.com/call-status',
      recordingStatusCallback: 'https://example.com/recording',
      options: { timeout: 30, callReason: 'Your appointment' },
    });
    assert.deepEqual(
      {
        Timeout: 30,
        TimeLimit: 600,
        Record: true,
        MachineDetection: 'Enable',
        AsyncAmd: 'true',
        AsyncAmdStatusCallback: 'https://example.com/call-status',
        StatusCallback: 'https://example.com/call-status',
        StatusCallbackEvent: ['ringing', 'completed'],
        RecordingStatusCallback: 'https://example.com/recording',
        CallReason: 'Your appointment',
      },
      Object.fromEntries(
        Object.entries(sent)
          .filter(([name]) => !['To', 'From', 'Twiml'].includes(name))
          .map(([name, value]) => [name, value === 'true' && name === 'Record' ? true : value]),
      ),
    );
  });

  it('sends digits', async () => {
    assert.equal((await place({ sendDigits: 'ww1234#' }))['SendDigits'], 'ww1234#');
  });

  it('rejects digits together with answering machine detection, which Twilio would ignore', async () => {
    for (const request of [
      { sendDigits: 'ww1#', machineDetection: 'Enable' },
      { sendDigits: 'ww1#', options: { machineDetection: 'DetectMessageEnd' } },
      { machineDetection: 'Enable', options: { sendDigits: 1 } },
    ]) {
      const error = await refusal(request);
      assert.equal(error.code, 'INVALID_CALL');
      assert.match(error.message, /does not detect answering machines/);
    }
  });

  it('transcribes a call that says a text or runs a document', async () => {
    const transcription = { url: 'https://example.com/transcription?a=1&b=2', language: 'en-GB' };
    const start =
      '<Start><Transcription statusCallbackUrl="https://example.com/transcription?a=1&amp;b=2" languageCode="en-GB"/></Start>';
    assert.match(String((await place({ transcription }))['Twiml']), /<Response><Start>.*<\/Start><Say>Hello<\/Say>/);
    const transcribed = async (twiml: string) => (await place({ answer: 'twiml', twiml, transcription }))['Twiml'];
    for (const [given, expected] of [
      ['<Response><Pause/></Response>', `<Response>${start}<Pause/></Response>`],
      ['<Response/>', `<Response>${start}</Response>`],
      [
        '<?xml version="1.0"?>\n<!-- <Response> -->\n<Response a="1>0"><Pause/></Response>',
        `<?xml version="1.0"?>\n<!-- <Response> -->\n<Response a="1>0">${start}<Pause/></Response>`,
      ],
    ] as const) {
      assert.equal(await transcribed(given), expected);
      assert.equal(twimlProblem(expected, 'voice'), undefined);
    }
    const twiml = `<Response><Say>${'x'.repeat(3950)}</Say></Response>`;
    assert.equal((await refusal({ answer: 'twiml', twiml, transcription })).code, 'MESSAGE_TOO_LARGE');
    const elsewhere = await refusal({ transcription, options: { url: 'https://example.com/x' } });
    assert.equal(elsewhere.code, 'INVALID_CALL');
  });

  it('says numbers and booleans, but not objects, lists, NaN or Buffers', async () => {
    assert.match(String((await place({ say: 42 }))['Twiml']), /<Say>42<\/Say>/);
    for (const say of [{ a: 1 }, ['x'], Number.NaN, Buffer.from('x')]) {
      const error = await refusal({ say });
      assert.match(error.message, /^The text to say is /);
    }
    assert.match((await refusal({ answer: 'twiml', twiml: { a: 1 } })).message, /not a string/);
  });

  it('sends a document without outer white space', async () => {
    const document = '<?xml version="1.0"?>\n<Response><Say>hi</Say></Response>';
    assert.equal((await place({ answer: 'twiml', twiml: `\n  ${document}\n` }))['Twiml'], document);
  });

  it('accepts options in place of fields, and for answering machine detection', async () => {
    const sent = await place({
      machineDetection: 'Enable',
      statusCallback: 'https://example.com/call-status',
      options: { from: '+442079460100', url: 'https://example.com/x', asyncAmd: true },
    });
    assert.deepEqual(
      [sent['From'], sent['Url'], sent['Twiml'], sent['AsyncAmd']],
      ['+442079460100', 'https://example.com/x', undefined, 'true'],
    );
    assert.match((await refusal({ options: { to: '+14155550124' } })).message, /the node has a field for it/);
  });

  it('accepts a single event as a text, as in an imported flow', async () => {
    const sent = await place({ statusEvents: 'ringing', statusCallback: 'https://example.com/s' });
    assert.deepEqual(sent['StatusCallbackEvent'], ['ringing']);
  });

  it('calls SIP addresses and clients', async () => {
    // Twilio's OpenAPI description has no such caller, but its page on SIP calls has one.
    assert.equal(callAddress('Jack', 'sender', 'sip:ada@example.com'), 'Jack');
    assert.equal((await place({ to: 'client:ada?x=1' }))['To'], 'client:ada?x=1');
    assert.equal((await place({ to: 'sip:ada@example.com' }))['To'], 'sip:ada@example.com');
    assert.equal((await place({ to: 'client:ada', from: 'client:me' }))['From'], 'client:me');
  });

  it('rejects invalid values before anything is sent', async () => {
    for (const [request, code] of [
      [{ to: '' }, 'INVALID_RECIPIENT'],
      [{ to: 'Ada' }, 'INVALID_RECIPIENT'],
      [{ to: ['+14155550123'] }, 'INVALID_RECIPIENT'],
      [{ from: 'Jack' }, 'INVALID_SENDER'],
      [{ to: '0171 123456' }, 'INVALID_RECIPIENT'],
      [{ from: 'nobody' }, 'INVALID_SENDER'],
      [{ say: '' }, 'INVALID_CALL'],
      [{ say: 'x'.repeat(4000) }, 'MESSAGE_TOO_LARGE'],
      [{ answer: 'twiml', twiml: '<Response>' }, 'INVALID_TWIML'],
      [{ answer: 'url', url: 'nowhere' }, 'INVALID_CALL'],
      [{ answer: 'flow' }, 'INVALID_CONNECTION_SETTINGS'],
      [{ timeout: 601 }, 'INVALID_CALL'],
      [{ sendDigits: '12;34' }, 'INVALID_CALL'],
      [{ sendDigits: '1'.repeat(33) }, 'INVALID_CALL'],
      [{ machineDetection: 'perhaps' }, 'INVALID_CALL'],
      [{ options: { colour: 'red' } }, 'INVALID_CALL'],
    ] as [Partial<CallRequest>, string][]) {
      const error = await refusal(request);
      assert.equal(error.code, code, JSON.stringify(request));
      assert.ok(error.cause.hint.endsWith('.'));
    }
  });
});
