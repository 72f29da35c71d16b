/**
 * What Twilio really sends must be accepted, whatever people write and whatever random characters a token has. The forms are those
 * of requests that others have captured and published. A text with two names of parameters in a certain order, such as `Frome`
 * and then `Label`, can still be taken for another reading.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kindOfRequest, kinds, type Kind, type TwilioEvent } from '../../../lib/events/kinds';
import { joined, problem } from './known-parameters';
import * as calls from './realistic-calls';
import * as messages from './realistic-messages';
import type { Fields } from './realistic-values';

/** More runs by hand: `REALISTIC_RUNS=20000`. */
const RUNS = Number(process.env['REALISTIC_RUNS'] ?? 100);

const REQUESTS: readonly [name: string, url: Kind, kind: Kind, request: fc.Arbitrary<Fields>][] = [
  ['an incoming message', 'message', 'message', messages.incomingMessage],
  ['a status of a message', 'message-status', 'message-status', messages.messageStatus],
  ['an incoming call', 'call', 'call', calls.incomingCall],
  ['the end of a verb', 'step', 'step', calls.step],
  ['the end of a verb in a document of a flow', 'call', 'call', calls.step],
  ['a status of a call', 'call-status', 'call-status', calls.callStatus],
  ['the result of answering machine detection', 'call-status', 'call-status', calls.detection],
  ['a partial speech result', 'step-partial', 'step-partial', calls.partialSpeech],
  ['a recording', 'recording', 'recording', calls.recording],
  ['a transcription', 'transcription', 'transcription', calls.transcription],
  ['a status of a stream', 'call-status', 'stream-status', calls.streamStatus],
  ['a status of a conference', 'call-status', 'conference-status', calls.conferenceStatus],
];

describe('a request of Twilio with made-up values', () => {
  for (const [name, url, kind, request] of REQUESTS) {
    it(`is accepted: ${name}`, () => {
      fc.assert(
        fc.property(request, (fields) => {
          assert.equal(problem(fields, url), undefined, JSON.stringify(fields));
          assert.equal(kindOfRequest(url, fields), kind);
          const rules: { parse(params: Fields): TwilioEvent; sid(event: never): string } = kinds[kind];
          // The query of a step names its node.
          const event = rules.parse({ ...fields, node: 'a', n: '1' });
          assert.notEqual(rules.sid(event as never), '');
        }),
        { numRuns: RUNS },
      );
    });

    it(`is rejected when a parameter was joined to the value before it: ${name}`, () => {
      fc.assert(
        fc.property(request, fc.nat(), (fields, at) => {
          const names = Object.keys(fields).sort();
          const index = 1 + (at % (names.length - 1));
          const [before = '', moved = ''] = names.slice(index - 1);
          const { [moved]: value = '', ...rest } = fields;
          const merged = { ...rest, [before]: `${fields[before] ?? ''}${moved}${value}` };
          assert.equal(joined(merged), joined(fields));
          assert.notEqual(problem(merged, url), undefined, `${before} ${JSON.stringify(merged)}`);
        }),
        { numRuns: RUNS },
      );
    });
  }
});
