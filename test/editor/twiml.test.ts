import assert from 'node:assert/strict';
import { brokenReason, twimlProblem, type Outline } from '../../editor/validators/twiml';
import type { TwimlKind } from '../../lib/twiml/verbs';

/** What is found wrong when the parser sees this outline. */
function problem(outline: Partial<Outline>, kinds: readonly TwimlKind[] = ['voice']): string | undefined {
  return twimlProblem('<any/>', kinds, () => ({ root: 'Response', verbs: [], ...outline }))?.key;
}

describe('TwiML while it is typed', () => {
  it('is valid with known verbs in a Response, and with none', () => {
    assert.equal(problem({ verbs: ['Say', 'Gather', 'Hangup'] }), undefined);
    assert.equal(problem({}), undefined);
  });

  it('is invalid with another root element, a document type, or an error in its XML', () => {
    assert.equal(problem({ root: 'response' }), 'twimlRoot');
    assert.equal(problem({ hasDoctype: true }), 'twimlDoctype');
    assert.equal(problem({ broken: 'no end' }), 'twimlBroken');
  });

  it('distinguishes the verbs of calls from those of messages', () => {
    assert.equal(problem({ verbs: ['Say', 'Message'] }, ['voice']), 'twimlVerb');
    assert.equal(problem({ verbs: ['Say'] }, ['messaging']), 'twimlVerb');
    assert.equal(problem({ verbs: ['Say', 'Message'] }, ['messaging', 'voice']), undefined);
    assert.deepEqual(
      twimlProblem('<Response/>', ['voice'], () => ({ root: 'Response', verbs: ['Say', 'say'] })),
      { key: 'twimlVerb', values: { verb: 'say' } },
    );
  });

  it('has to be there, and not to be longer than Twilio takes', () => {
    const read = (): Outline => ({ root: 'Response', verbs: [] });
    assert.equal(twimlProblem(' \n ', ['voice'], read)?.key, 'twimlEmpty');
    assert.equal(twimlProblem('x'.repeat(65_537), ['voice'], read)?.key, 'twimlLong');
    assert.equal(twimlProblem('x'.repeat(65_536), ['voice'], read), undefined);
    assert.equal(twimlProblem('ä'.repeat(32_769), ['voice'], read)?.key, 'twimlLong');
  });

  it('is not checked when it is an environment variable', () => {
    const read = (): Outline => ({ broken: 'no XML', root: '', verbs: [] });
    assert.equal(twimlProblem('${GREETING}', ['voice'], read), undefined);
    assert.equal(twimlProblem('<Response>${GREETING}', ['voice'], read)?.key, 'twimlBroken');
  });

  it('reports the position of an error, in any browser', () => {
    const chromium =
      'This page contains the following errors:error on line 2 at column 9: Opening and ending tag mismatch: Say\nBelow is';
    assert.equal(brokenReason(chromium), 'Opening and ending tag mismatch: Say (line 2, column 9)');
    const firefox =
      'XML Parsing Error: mismatched tag. Expected: </Say>.\nLocation: http://localhost/\nLine Number 2, Column 9:\n<a>';
    assert.equal(brokenReason(firefox), 'mismatched tag. Expected: </Say>. (line 2, column 9)');
    assert.equal(brokenReason('Something else\nand more'), 'Something else');
  });
});
