import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isKnownParameter } from '../../../lib/webhooks/known-parameters';

describe('the table of known parameters', () => {
  it('has every parameter of Twilio that an event is made of', () => {
    const folder = join(__dirname, '../../../lib/events');
    const source = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    // Names in lower case are those of our own URLs.
    const read = [...source.matchAll(/params, '([A-Z]\w+)'/g), ...source.matchAll(/: '([A-Z][A-Za-z]+)',$/gm)];
    const names = new Set(read.map(([, name = '']) => name));
    assert.ok(names.size > 60);
    assert.deepEqual(
      [...names].filter((name) => !isKnownParameter(name)),
      [],
    );
  });
});
