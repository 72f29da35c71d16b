import assert from 'node:assert/strict';
import { kinds, type Kind } from '../../../lib/events/kinds';
import { CallSid, sidOf } from './documented';

describe('two deliveries of a', () => {
  const same = <K extends Kind>(kind: K, a: Record<string, string>, b: Record<string, string>): boolean => {
    const rules: (typeof kinds)[K] = kinds[kind];
    const [first, second] = [rules.identity(rules.parse(a)), rules.identity(rules.parse(b))];
    return first !== undefined && first === second;
  };

  it('ringing call are the same, but not those of an answered call', () => {
    assert.ok(same('call', { CallSid, CallStatus: 'ringing' }, { CallSid, CallStatus: 'ringing' }));
    assert.ok(!same('call', { CallSid, CallStatus: 'in-progress' }, { CallSid, CallStatus: 'in-progress' }));
    const failed = { CallStatus: 'ringing', ErrorCode: '11200', ErrorUrl: 'https://example.com', CallSid };
    assert.ok(same('call', { CallSid, CallStatus: 'ringing' }, failed), 'asked again at the fallback address');
  });

  it('step are the same, also with other digits, but not those of a leg that enters a key', () => {
    const step = { CallSid, CallStatus: 'in-progress', node: 'n1', n: '2' };
    assert.ok(same('step', step, { ...step, Digits: '1' }));
    const leg = { ...step, leg: 'whisper' };
    assert.ok(same('step', leg, { ...leg, SequenceNumber: '1' }));
    assert.ok(!same('step', leg, { ...leg, Digits: '1' }));
  });

  it('ringing call are not the same when the second one has other parameters', () => {
    // `<Dial answerOnBridge="true" action="…">` can end while the call is still ringing.
    const ringing = { CallSid, CallStatus: 'ringing' };
    assert.ok(!same('call', ringing, { ...ringing, DialCallStatus: 'busy' }));
    assert.ok(!same('call', ringing, { ...ringing, step: '2' }));
  });

  it('call status are distinguished by status, sequence and answeredBy', () => {
    const status = { CallSid, CallStatus: 'in-progress' };
    assert.ok(same('call-status', status, status));
    assert.ok(!same('call-status', status, { ...status, CallStatus: 'completed' }));
    assert.ok(!same('call-status', status, { ...status, SequenceNumber: '2' }));
    assert.ok(!same('call-status', status, { CallSid, AnsweredBy: 'human' }));
  });

  it('stream, SIPREC session or conference are distinguished by what happened', () => {
    const stream = { CallSid, StreamSid: sidOf('MZ'), StreamEvent: 'stream-started' };
    assert.ok(same('stream-status', stream, stream));
    assert.ok(!same('stream-status', stream, { ...stream, StreamEvent: 'stream-stopped' }));
    const session = { CallSid, SiprecSid: sidOf('SR'), SiprecEvent: 'siprec-started' };
    assert.ok(!same('siprec-status', session, { ...session, SiprecEvent: 'siprec-stopped' }));
    const join = { ConferenceSid: sidOf('CF'), StatusCallbackEvent: 'participant-join', SequenceNumber: '1' };
    assert.ok(!same('conference-status', join, { ...join, SequenceNumber: '2' }));
  });

  it('recording or transcription are distinguished by status, and by sequence', () => {
    const recording = { RecordingSid: sidOf('RE'), RecordingStatus: 'in-progress' };
    assert.ok(same('recording', recording, recording));
    assert.ok(!same('recording', recording, { ...recording, RecordingStatus: 'completed' }));
    const piece = { TranscriptionSid: sidOf('GT'), TranscriptionEvent: 'transcription-content', SequenceId: '1' };
    assert.ok(same('transcription', piece, piece));
    assert.ok(!same('transcription', piece, { ...piece, SequenceId: '2' }));
  });
});
