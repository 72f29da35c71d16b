import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFlowInput } from '../../../../lib/calls/relay/flow-input';
import { readFromTwilio } from '../../../../lib/calls/relay/from-twilio';
import { TwilioError } from '../../../../lib/errors/twilio-error';

const read = (message: unknown) => {
  const found: Record<string, unknown> = { ...readFromTwilio(JSON.stringify(message)) };
  Reflect.deleteProperty(found, 'raw');
  return found;
};

// The messages are those of https://www.twilio.com/docs/voice/conversationrelay/websocket-messages
describe('messages from ConversationRelay', () => {
  it('are read', () => {
    const setup = {
      type: 'setup',
      sessionId: 'VX00000000000000000000000000000000',
      callSid: 'CA00000000000000000000000000000000',
      direction: 'inbound',
      callStatus: 'RINGING',
      customParameters: { callReference: 'bar' },
    };
    assert.deepEqual(read(setup), { type: 'setup', sessionId: setup.sessionId });
    assert.deepEqual((readFromTwilio(JSON.stringify(setup)) as { raw: unknown }).raw, setup);
    assert.deepEqual(read({ type: 'prompt', voicePrompt: ' Hi! I need help. ', lang: 'en-US', last: true }), {
      type: 'prompt',
      text: 'Hi! I need help.',
      lang: 'en-US',
      last: true,
    });
    assert.equal(read({ type: 'prompt', voicePrompt: 'Hi', last: false })['last'], false);
    assert.equal(read({ type: 'prompt', voicePrompt: 'Hi' })['last'], true);
    assert.deepEqual(read({ type: 'dtmf', digit: '1' }), { type: 'dtmf', digit: '1' });
    for (const durationUntilInterruptMs of [460, '460']) {
      assert.deepEqual(read({ type: 'interrupt', utteranceUntilInterrupt: 'Life is a', durationUntilInterruptMs }), {
        type: 'interrupt',
        heard: 'Life is a',
        afterMs: 460,
      });
    }
    assert.deepEqual(read({ type: 'interrupt' }), { type: 'interrupt', heard: undefined, afterMs: undefined });
    assert.deepEqual(read({ type: 'error', description: 'Invalid message received' }), {
      type: 'error',
      description: 'Invalid message received',
    });
    assert.deepEqual(read({ type: 'info', name: 'tokensPlayed', value: 'Hello' }), {
      type: 'info',
      name: 'tokensPlayed',
      value: 'Hello',
    });
    assert.deepEqual(read({ type: 'configUpdated', x: 1 }), { type: 'other', name: 'configUpdated' });
  });

  it('that are none are not, and nothing throws', () => {
    for (const text of ['', 'Hello', '{', 'null', '1', '"setup"', '[]', '{}', '{"type":1}', '{"type":""}']) {
      assert.equal(readFromTwilio(text).type, 'invalid', text);
    }
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        readFromTwilio(text);
      }),
    );
    const types = fc.constantFrom('setup', 'prompt', 'dtmf', 'interrupt', 'error', 'info');
    const members = fc.constantFrom('voicePrompt', 'lang', 'last', 'digit', 'utteranceUntilInterrupt', 'value', 'name');
    fc.assert(
      fc.property(types, fc.dictionary(members, fc.jsonValue()), (type, rest) => {
        assert.equal(readFromTwilio(JSON.stringify({ ...rest, type })).type, type);
      }),
    );
  });
});

const text = (msg: Record<string, unknown>, mode: 'whole' | 'chunks' = 'whole') => {
  const input = readFlowInput(msg, mode);
  return input.kind === 'text' ? [input.text, input.isLast, input.options] : input;
};
const commands = (msg: Record<string, unknown>) => {
  const input = readFlowInput(msg, 'whole');
  if (input.kind !== 'commands') throw new Error('It is a text');
  return { commands: input.commands.map((one) => JSON.parse(one) as unknown), end: input.end };
};

describe('messages of a flow to a conversation', () => {
  it('are a whole answer, or a piece of one', () => {
    assert.deepEqual(text({ payload: 'Hello' }), ['Hello', true, {}]);
    assert.deepEqual(text({ payload: 42 }), ['42', true, {}]);
    assert.deepEqual(text({ payload: 'Hel', complete: false }), ['Hel', false, {}]);
    assert.deepEqual(text({ payload: 'Hel', last: false }), ['Hel', false, {}]);
    assert.deepEqual(text({ payload: 'Hel' }, 'chunks'), ['Hel', false, {}]);
    assert.deepEqual(text({ payload: 'lo', complete: true }, 'chunks'), ['lo', true, {}]);
    assert.deepEqual(text({ payload: '', complete: true }, 'chunks'), ['', true, {}]);
    assert.deepEqual(text({ complete: true }, 'chunks'), ['', true, {}]);
    assert.deepEqual(text({ payload: '' }, 'chunks'), ['', false, {}]);
    assert.deepEqual(text({ payload: { token: 'Hallo', last: false, lang: 'de-DE', interruptible: false } }), [
      'Hallo',
      false,
      { lang: 'de-DE', interruptible: false },
    ]);
  });

  it('are commands, whose payload is not spoken', () => {
    assert.deepEqual(commands({ payload: 'what the caller said', end: true }), { commands: [], end: {} });
    assert.deepEqual(commands({ end: 'bye' }).end, { handoffData: 'bye' });
    assert.deepEqual(commands({ end: { to: 'sales' } }).end, { handoffData: '{"to":"sales"}' });
    const all = { language: 'sv-SE', play: 'https://example.com/a.mp3', digits: '9www4085551212' };
    assert.deepEqual(commands(all).commands, [
      { type: 'language', ttsLanguage: 'sv-SE', transcriptionLanguage: 'sv-SE' },
      { type: 'play', source: 'https://example.com/a.mp3' },
      { type: 'sendDigits', digits: '9www4085551212' },
    ]);
    for (const relay of [
      { type: 'config', interruptible: 'none', echoPromptFiltering: true },
      { type: 'hints', hints: 'Ringflow' },
      { type: 'language', ttsLanguage: 'de-DE' },
    ]) {
      assert.deepEqual(commands({ payload: 'what the caller said', relay }).commands, [relay]);
    }
    assert.deepEqual(
      commands({
        language: { ttsLanguage: 'sv-SE' },
        play: { source: 'https://example.com/a.mp3', loop: 2, preemptible: true },
      }).commands,
      [
        { type: 'language', ttsLanguage: 'sv-SE' },
        { type: 'play', source: 'https://example.com/a.mp3', loop: 2, preemptible: true },
      ],
    );
    assert.deepEqual(text({ payload: 'Hello', end: false, play: '' }), ['Hello', true, {}]);
  });

  it('that cannot be said are an error with a hint', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    const wrong: Record<string, unknown>[] = [
      {},
      { payload: '' },
      { payload: null },
      { payload: {} },
      { payload: ['Hello'] },
      { payload: Number.NaN },
      { payload: { token: {} } },
      { payload: { token: 'a', lang: 7 } },
      { payload: { token: 'a', preemptible: 'yes' } },
      { language: 'German please' },
      { language: {} },
      { language: { ttsLanguage: 1 } },
      { play: 'a.mp3' },
      { play: {} },
      { play: { source: 'https://example.com/a.mp3', loop: -1 } },
      { digits: 'abc' },
      { digits: {} },
      { relay: 'config' },
      { relay: {} },
      { relay: { type: 'end' } },
      { relay: { type: 'config', loop } },
      { relay: [{ type: 'config' }] },
      { end: loop },
      { end: () => undefined },
    ];
    for (const msg of wrong) {
      assert.throws(
        () => readFlowInput(msg, 'whole'),
        (error) => error instanceof TwilioError && error.code === 'INVALID_CALL' && error.cause.hint !== '',
        Object.keys(msg).join(),
      );
    }
  });
});
