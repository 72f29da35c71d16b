import assert from 'node:assert/strict';
import { splitWebAddresses } from '../../lib/validation/web-address';
import { smsRecipients } from '../../editor/validators/action-validators';
import { all, required, type Check } from '../../editor/validators/check';
import {
  addressList,
  deadline,
  defaultSender,
  errorCodes,
  jsonObject,
  maxNotBelow,
  mediaUrls,
  messageBody,
  publicUrl,
  regularExpression,
  secret,
  sender,
  sid,
  statusList,
  webhookPath,
  wholeNumber,
} from '../../editor/validators/validators';

const HEX = '0123456789abcdef0123456789abcdef';

function accepts(check: Check, ...texts: string[]): void {
  for (const text of texts) assert.equal(check(text), undefined, `accepts ${JSON.stringify(text)}`);
}

function marks(check: Check, key: string, ...texts: string[]): void {
  for (const text of texts) assert.equal(check(text)?.key, key, `marks ${JSON.stringify(text)}`);
}

describe('the checks of the forms', () => {
  it('require a value in a required field', () => {
    marks(required, 'required', '', '  ');
    accepts(required, 'x', '${NAME}');
  });

  it('return the first problem of several checks', () => {
    const check = all(required, sid('AC'));
    marks(check, 'required', '');
    marks(check, 'sid', 'AC1');
    accepts(check, `AC${HEX}`);
  });

  it('accept an environment variable as the whole value in every field', () => {
    for (const check of [
      smsRecipients,
      sender,
      addressList,
      regularExpression,
      deadline,
      sid('MG'),
      secret,
      publicUrl,
    ]) {
      accepts(check, '${NAME}');
    }
    accepts(webhookPath, '${NAME}');
    accepts(mediaUrls, '${NAME}');
    accepts(errorCodes, '${CODES}');
    accepts(jsonObject('{}'), '${OPTIONS}');
  });

  it('mark an environment variable within other text, where Node-RED fills nothing in', () => {
    marks(publicUrl, 'variableWithin', 'https://${HOST}/x', ' ${PUBLIC_URL}', '${HOST}${PATH}');
    marks(webhookPath, 'variableWithin', '/${PATH}');
    marks(addressList, 'variableWithin', '+14155550100, ${NUMBER}');
    marks(mediaUrls, 'variableWithin', 'https://${HOST}/a.png', '${A} ${B}');
    marks(errorCodes, 'variableWithin', '30003, ${CODES}');
    marks(sid('MG'), 'variableWithin', 'MG${REST}');
    marks(deadline, 'wholeNumber', '1${REST}');
    marks(regularExpression, 'regex', '(${NAME}');
    accepts(messageBody, 'Hello ${NAME}');
  });

  it('take a recipient in E.164, punctuation and all', () => {
    accepts(smsRecipients, '+14155550100', ' +14155550100 ', '+44 (20) 7183-8750', '\u202a+14155550100', 'rcs:agent');
    marks(smsRecipients, 'phoneNumber', '4155550100', '+0155550100', '+1234567890123456', 'whatsapp:+14155550100');
  });

  it('take numbers, short codes and sender IDs as senders', () => {
    accepts(sender, '', '+14155550100', '+1 415-555-0100', '12345', 'ACME', 'Acme Shop 1', 'rcs:agent');
    accepts(defaultSender, '', '+14155550100', 'ACME', 'whatsapp:+14155550100');
    marks(sender, 'sender', '14155550100', 'whatsapp:+14155550100', 'A name too long', '+1415x', 'Müller');
  });

  it('take a list of addresses with wildcards', () => {
    accepts(
      addressList,
      '',
      '+14155550100',
      '+1415*',
      '*',
      '+1415*, +44 20 7183 8750 ,12345,',
      'sip:1001@pbx.example.com:5061;transport=tls',
      'client:4155550100, messenger:104256789012345',
      'ACME',
      'AC*',
      'whatsapp:+1415*',
      'whatsapp:AR.1A2B',
      '*5550100',
    );
  });

  it('quote the entry of a list that can be no address', () => {
    assert.deepEqual(addressList('+1415*, +1415#5'), { key: 'address', values: { entry: '+1415#5' } });
    marks(addressList, 'address', '++1415', '<b>', '1415+5550100');
  });

  it('mark a number without its plus, because it would match nothing', () => {
    assert.deepEqual(addressList('14155550100'), { key: 'addressPlus', values: { entry: '14155550100' } });
  });

  it('mark what is no regular expression', () => {
    accepts(regularExpression, '', '^stop$', '\\d+');
    marks(regularExpression, 'regex', '(', '[a', '*');
    marks(regularExpression, 'regex', '(?=a)', '(?<!a)b', '(a)\\1', 'a{1001}');
    assert.deepEqual(regularExpression('(?!a)')?.values, {
      reason: 'lookahead and lookbehind are not supported: (?!',
    });
  });

  it('take a deadline from 1 to 14 seconds', () => {
    accepts(deadline, '1', '10', '14');
    marks(deadline, 'wholeNumber', '', '0', '15', '1.5', '-1', 'ten');
    assert.deepEqual(wholeNumber(3, 5)('9')?.values, { min: '3', max: '5' });
  });

  it('take a longest duration that is not below the shortest', () => {
    accepts(maxNotBelow('5'), '5', '6', '');
    accepts(maxNotBelow(''), '3');
    assert.deepEqual(maxNotBelow('5')('4'), { key: 'longest', values: { shortest: '5' } });
  });

  it('take a list of statuses, and mark what an imported flow may have in its place', () => {
    accepts(statusList, '', '[]', '["sent","failed"]');
    marks(statusList, 'statusList', 'sent', '{}', '[1]', '"sent"', 'null');
  });

  it('take error codes with a wildcard at the end', () => {
    accepts(errorCodes, '', '30003', '30003, 63016, 300*', '*', '30003,');
    assert.deepEqual(errorCodes('30003, 3*3'), { key: 'errorCode', values: { entry: '3*3' } });
    marks(errorCodes, 'errorCode', 'E30003', '30 003', '-1');
  });

  it('split a list of URLs at commas, blanks and lines, and leave a comma within one', () => {
    assert.deepEqual(
      splitWebAddresses(' https://a.example/1.jpg, https://a.example/2,3.jpg\nhttps://a.example/4.jpg, '),
      ['https://a.example/1.jpg', 'https://a.example/2,3.jpg', 'https://a.example/4.jpg'],
    );
    assert.deepEqual(splitWebAddresses(''), []);
  });

  it('take up to ten media addresses', () => {
    const url = 'https://example.com/a.jpg';
    accepts(mediaUrls, '', url, `${url}, ${url}`, Array<string>(10).fill(url).join(' '), 'http://localhost:1880/a.png');
    marks(mediaUrls, 'mediaUrl', 'a.jpg', 'ftp://example.com/a', `${url}, b.jpg`, 'https://');
    marks(mediaUrls, 'mediaCount', Array<string>(11).fill(url).join(','));
  });

  it('take a text of up to 1,600 characters', () => {
    accepts(messageBody, '', 'x'.repeat(1600), '😀'.repeat(1600));
    assert.deepEqual(messageBody('x'.repeat(1601)), { key: 'tooLong', values: { length: '1601', max: '1600' } });
  });

  it('distinguish the SIDs of different resources', () => {
    accepts(sid('AC'), '', `AC${HEX}`);
    marks(sid('AC'), 'sid', `SK${HEX}`, `AC${HEX}0`, `ac${HEX}`, HEX);
    accepts(sid('VA'), `VA${HEX}`);
  });

  it('mark a secret with a blank in it', () => {
    accepts(secret, '', 'abc', '__PWRD__');
    marks(secret, 'secret', 'a b', 'a\nb');
  });

  it('take a public URL with user, port and path', () => {
    accepts(
      publicUrl,
      '',
      'example.com',
      'https://example.com/#x',
      'https://example.com',
      'https://u:p@example.com:8443/node-red/',
      'http://10.0.0.1',
    );
  });

  it('mark a public URL with another scheme, without a host, or with a query', () => {
    marks(publicUrl, 'publicUrl', 'ftp://example.com', 'https://', 'https://a b', 'https://example.com/a b');
    marks(publicUrl, 'publicUrlQuery', 'https://example.com?x=1');
  });

  it('take every path that a request can have', () => {
    accepts(webhookPath, '/twilio', 'twilio', '/a/b-c', '/a b', '/');
    marks(webhookPath, 'path', '/a?b', '/a#b', '/a\\b');
    marks(webhookPath, 'required', '');
  });

  it('take an object as options, and nothing else', () => {
    const options = jsonObject('{ "tags": {} }');
    accepts(options, '', '{}', '{"validityPeriod":3600}');
    marks(options, 'jsonObject', '[]', '1', 'null', '"x"');
    marks(options, 'json', '{', '{a:1}');
    assert.deepEqual(options('[]')?.values, { example: '{ "tags": {} }' });
  });
});
