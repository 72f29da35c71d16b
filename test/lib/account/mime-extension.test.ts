import assert from 'node:assert/strict';
import { extensionFor } from '../../../lib/account/mime-extension';

describe('the extension of a file', () => {
  for (const [contentType, extension] of [
    ['audio/mpeg', 'mp3'],
    ['audio/mp3', 'mp3'],
    ['audio/x-wav', 'wav'],
    ['audio/ogg', 'ogg'],
    ['image/jpeg', 'jpg'],
    ['image/jpg', 'jpg'],
    ['image/heic', 'heic'],
    ['text/vcard', 'vcf'],
    ['video/3gpp', '3gp'],
    ['video/quicktime', 'mov'],
    ['application/pdf', 'pdf'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
    ['application/octet-stream', 'bin'],
    ['application/x-msdownload', 'bin'],
    ['image/unheard-of', 'bin'],
    ['../../etc/passwd', 'bin'],
    ['toString', 'bin'],
    ['', 'bin'],
  ] as const) {
    it(`of the type "${contentType}" is ${extension}`, () => {
      assert.equal(extensionFor(contentType), extension);
    });
  }
});
