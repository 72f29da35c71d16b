import assert from 'node:assert/strict';
import { localeFor } from '../../sidebar/text/locale';

describe('the locale of dates and times in the sidebar', () => {
  it('is that of the browser when the editor has the same language', () => {
    assert.equal(localeFor('en-US', ['en-GB', 'en']), 'en-GB');
    assert.equal(localeFor('de', ['fr', 'de-AT']), 'de-AT');
  });

  it('is the language of the editor when the browser has another one', () => {
    assert.equal(localeFor('de', ['en-US', 'en']), 'de');
    assert.equal(localeFor('en-US', []), 'en-US');
  });

  it('is never a locale that the browser cannot format with', () => {
    assert.equal(localeFor('en-US', ['en-US@posix']), 'en-US');
    assert.equal(localeFor('en-US', ['en-US@posix', 'en']), 'en');
    assert.equal(localeFor('en_US', []), undefined);
  });
});
