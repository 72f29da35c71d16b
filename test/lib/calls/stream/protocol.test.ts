import assert from 'node:assert/strict';
import { readStreamMessage, streamWriter } from '../../../../lib/calls/stream/protocol';

/** The examples of https://www.twilio.com/docs/voice/media-streams/websocket-messages, with other values. */
const EXAMPLES = {
  media: {
    event: 'media',
    sequenceNumber: '3',
    media: { track: 'outbound', chunk: '1', timestamp: '5', payload: 'no+JhoaJjpz/' },
    streamSid: 'MZ18ad3ab5a668481ce02b83e7395059f0',
  },
  dtmf: {
    event: 'dtmf',
    streamSid: 'MZ18ad3ab5a668481ce02b83e7395059f0',
    sequenceNumber: '5',
    dtmf: { track: 'inbound_track', digit: '1' },
  },
  mark: {
    event: 'mark',
    sequenceNumber: '4',
    streamSid: 'MZ18ad3ab5a668481ce02b83e7395059f0',
    mark: { name: 'my label' },
  },
  stop: {
    event: 'stop',
    sequenceNumber: '5',
    streamSid: 'MZ18ad3ab5a668481ce02b83e7395059f0',
    stop: { accountSid: 'AC5d41402abc4b2a76b9719d911017c592', callSid: 'CA7b774effe4a349c6dd82ad4f4f21d34c' },
  },
};

describe('the messages of a Media Stream', () => {
  it('are read', () => {
    const read = (message: unknown) => readStreamMessage(JSON.stringify(message));
    assert.deepEqual(read(EXAMPLES.media), {
      event: 'media',
      track: 'outbound',
      timestamp: 5,
      audio: Buffer.from('no+JhoaJjpz/', 'base64'),
    });
    assert.deepEqual(read(EXAMPLES.dtmf), { event: 'dtmf', digit: '1' });
    assert.deepEqual(read(EXAMPLES.mark), { event: 'mark', name: 'my label' });
    assert.deepEqual(read(EXAMPLES.stop), { event: 'stop' });
  });

  it('are written', () => {
    const write = streamWriter('MZ1"');
    assert.deepEqual(
      [write.media(Buffer.from([0xff, 0])), write.mark('a "b"'), write.clear()].map(
        (text) => JSON.parse(text) as unknown,
      ),
      [
        { event: 'media', streamSid: 'MZ1"', media: { payload: '/wA=' } },
        { event: 'mark', streamSid: 'MZ1"', mark: { name: 'a "b"' } },
        { event: 'clear', streamSid: 'MZ1"' },
      ],
    );
  });

  it('never throw, for any input', () => {
    const problems = [
      '',
      'null',
      '1',
      '[]',
      '{}',
      '{"event":["media"]}',
      '{"event":"media"}',
      '{"event":"media","media":1}',
      '{"event":"media","media":{"payload":1}}',
      '{"event":"dtmf"}',
      '{"event":"__proto__"}',
      '{"event":"constructor"}',
    ].map((text) => readStreamMessage(text).event);
    assert.deepEqual([...new Set(problems)], ['invalid']);
    const oddNumber = readStreamMessage('{"event":"media","media":{"payload":"AA==","timestamp":"x"}}');
    assert.deepEqual(oddNumber, { event: 'media', track: 'inbound', timestamp: 0, audio: Buffer.from([0]) });
  });
});
