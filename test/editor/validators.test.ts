import assert from 'node:assert/strict';
import { smsRecipients } from '../../editor/validators/action-validators';
import { all, required } from '../../editor/validators/check';
import {
  addressList,
  deadline,
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
import { accepts, HEX, marks } from './validator-checks';

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

  it('distinguish the SIDs of different resources', () => {
    accepts(sid('AC'), '', `AC${HEX}`);
    marks(sid('AC'), 'sid', `SK${HEX}`, `AC${HEX}0`, `ac${HEX}`, HEX);
    accepts(sid('VA'), `VA${HEX}`);
  });

  it('mark a secret with a blank in it', () => {
    accepts(secret, '', 'abc', '__PWRD__');
    marks(secret, 'secret', 'a b', 'a\nb');
  });

  it('take an object as options, and nothing else', () => {
    const options = jsonObject('{ "tags": {} }');
    accepts(options, '', '{}', '{"validityPeriod":3600}');
    marks(options, 'jsonObject', '[]', '1', 'null', '"x"');
    marks(options, 'json', '{', '{a:1}');
    assert.deepEqual(options('[]')?.values, { example: '{ "tags": {} }' });
  });
});
