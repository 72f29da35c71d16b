import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mediaReader } from '../../../../lib/calls/stream/media-reader';
import { readStreamMessage } from '../../../../lib/calls/stream/protocol';

const SID = 'MZ18ad3ab5a668481ce02b83e7395059f0';

const messageWith = (media: Record<string, unknown>, others: Record<string, unknown> = {}): string =>
  JSON.stringify({ event: 'media', sequenceNumber: '4', media, streamSid: SID, ...others });

const usual = { track: 'inbound', chunk: '2', timestamp: '40', payload: 'no+JhoaJjpz/' };

/** What comes over the wire, as the reader gets it. */
const latin1 = (text: string): string => Buffer.from(text).toString('latin1');

describe('the reader of audio messages', () => {
  const read = mediaReader(SID);

  it('reads what Twilio documents, as the JSON says', () => {
    for (const media of [usual, { ...usual, track: 'outbound' }, { ...usual, payload: 'AA==' }]) {
      const text = messageWith(media);
      assert.notEqual(read(text), undefined, text);
      assert.deepEqual(read(text), readStreamMessage(text));
    }
  });

  it('leaves anything else to JSON', () => {
    const texts = [
      messageWith({ ...usual, track: 'both' }),
      messageWith({ ...usual, chunk: 2 }),
      messageWith({ ...usual, timestamp: '' }),
      messageWith({ ...usual, timestamp: '1234567890123456' }),
      messageWith({ ...usual, payload: '' }),
      messageWith({ ...usual, payload: 'AAA' }),
      messageWith({ ...usual, payload: 'A\u00e9A=' }),
      messageWith(usual, { streamSid: 'MZ1' }),
      messageWith({ payload: 'AA==', track: 'inbound', chunk: '2', timestamp: '40' }),
      messageWith(usual, { more: 1 }),
      messageWith(usual).replace('/', '\\/'),
      messageWith({ ...usual, payload: 'AAAA' }).replace('AAAA', 'AAAA","payload":"AAAA'),
      messageWith(usual).slice(1),
      ` ${messageWith(usual)}`,
      '{"event":"dtmf"}',
      '',
    ];
    assert.deepEqual(
      texts.filter((text) => read(latin1(text)) !== undefined),
      [],
    );
  });

  it('never reads for a stream whose SID can be written in several ways', () => {
    assert.equal(mediaReader('MZ"1')(JSON.stringify({ event: 'media', media: usual, streamSid: 'MZ"1' })), undefined);
  });

  it('never says something else than the JSON', () => {
    const piece = fc.constantFrom('"', '\\', '/', '=', 'A', '0', ' ', '}', ',', 'é', '","payload":"', '\\u0041', '"}');
    let readCount = 0;
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 12 }),
        fc.nat(999_999),
        fc.array(fc.record({ at: fc.nat(300), remove: fc.nat(2), piece }), { maxLength: 2 }),
        (bytes, number, changes) => {
          const payload = Buffer.from(bytes).toString('base64');
          let text = messageWith({ ...usual, chunk: String(number), timestamp: String(number * 20), payload });
          for (const { at, remove, piece: added } of changes) {
            text = text.slice(0, at) + added + text.slice(at + remove);
          }
          const found = read(latin1(text));
          if (found === undefined) return;
          readCount += 1;
          assert.deepEqual(found, readStreamMessage(text));
        },
      ),
      { numRuns: 2000 },
    );
    assert.ok(readCount > 100, `${readCount} were read`);
  });
});
