import assert from 'node:assert/strict';
import { sentencesInCode } from '../../scripts/error-sentences';
import { ENGLISH, ERRORS_FILE, stringsOf } from '../../scripts/locales';

describe('the sentences of errors', () => {
  it('are those of lib and the nodes, as "npm run docs" collects them', () => {
    const sentences = Object.keys(stringsOf(ENGLISH, ERRORS_FILE));
    assert.deepEqual(sentences, sentencesInCode(), 'Run "npm run docs".');
    assert.ok(sentences.includes('The message is empty'));
    assert.ok(sentences.includes('The call __1__ has ended'));
  });
});
