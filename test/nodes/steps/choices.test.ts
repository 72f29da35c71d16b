import assert from 'node:assert/strict';
import { attributesOf, chosen, hintsFrom } from '../../../nodes/menu/choose';
import { choicesProblem, readChoices } from '../../../nodes/menu/choices';
import { outputMap } from '../../../nodes/menu/output-map';

const choices = (...saved: object[]) => readChoices(saved);
const keys = (...texts: string[]) => choices(...texts.map((text) => ({ keys: text })));

describe('the choices of a menu', () => {
  it('are read from the texts of the form', () => {
    assert.deepEqual(choices({ keys: '1, 10 *', words: 'sales,  buy a car', label: ' Sales ' }, { keys: '2' }, {}), [
      { keys: ['1', '10', '*'], words: ['sales', 'buy a car'], label: 'Sales' },
      { keys: ['2'], words: [], label: '2' },
      { keys: [], words: [], label: '' },
    ]);
    assert.equal(choices({ keys: 1, words: 'yes, sure' })[0]?.label, 'yes');
    assert.deepEqual(readChoices('1'), []);
  });

  it('are checked', () => {
    const problemOf = (...saved: unknown[]) => choicesProblem(saved);
    assert.equal(problemOf({ keys: '1' }, { words: 'one' }), undefined);
    assert.deepEqual(choicesProblem('1'), { problem: 'list' });
    assert.deepEqual(problemOf(), { problem: 'none' });
    assert.deepEqual(problemOf({ keys: '1' }, { label: 'Sales' }), { problem: 'empty', text: '2' });
    assert.deepEqual(problemOf({ words: '?!' }), { problem: 'empty', text: '1' });
    assert.deepEqual(problemOf(null), { problem: 'empty', text: '1' });
    assert.deepEqual(problemOf({ keys: '1a' }), { problem: 'key', text: '1a' });
    assert.deepEqual(problemOf({ keys: '1' }, { keys: '2 1' }), { problem: 'twice', text: '1' });
    assert.deepEqual(problemOf({ words: 'Sales' }, { words: 'help, sales!' }), { problem: 'twice', text: 'sales!' });
  });

  it('let Twilio wait for as many keys as they have', () => {
    assert.deepEqual(attributesOf(keys('1', '2')), { input: 'dtmf', numDigits: 1, finishOnKey: 'none' });
    assert.deepEqual(attributesOf(keys('10', '20')), { input: 'dtmf', numDigits: 2, finishOnKey: 'none' });
    assert.deepEqual(attributesOf(keys('1', '10')), { input: 'dtmf', numDigits: 2, finishOnKey: '#' });
    assert.deepEqual(attributesOf(keys('1', '10', '#')), { input: 'dtmf', numDigits: 2, finishOnKey: '*' });
    assert.deepEqual(attributesOf(keys('*', '10', '#')), { input: 'dtmf', numDigits: 2, finishOnKey: 'none' });
  });

  it('let Twilio recognize speech only when they have words', () => {
    assert.deepEqual(attributesOf(choices({ words: 'yes' }, { words: 'no' })), {
      input: 'speech',
      speechTimeout: 'auto',
    });
    assert.equal(attributesOf(choices({ keys: '1', words: 'yes' })).input, 'dtmf speech');
    assert.equal(hintsFrom(choices({ words: 'yes, sure' }, { keys: '2' }, { words: 'no' })), 'yes, sure, no');
  });

  it('are chosen by exactly their keys', () => {
    const some = keys('1', '10', '*');
    const by = (digits: string) => chosen(some, { payload: digits, twilio: { digits } });
    assert.deepEqual(['1', '10', '*', '0', '11'].map(by), [0, 1, 2, -1, -1]);
  });

  it('are chosen by whole words, without case and punctuation', () => {
    const some = choices({ words: 'sales' }, { words: 'sales support, Hilfe' }, { words: 'don’t know, 係' });
    const by = (speech: string) => chosen(some, { payload: speech, twilio: { speech } });
    assert.equal(by('Sales, please.'), 0);
    assert.equal(by('I want the SALES-support!'), 1, 'the longer phrase');
    assert.equal(by('hilfe'), 1);
    assert.equal(by("I don't know"), 2);
    assert.equal(by('係'), 2);
    assert.equal(by('wholesales'), -1, 'a part of a word');
    assert.equal(by('sales or Hilfe'), -1, 'words of two choices');
    assert.equal(by(''), -1);
  });
});

describe('the outputs of a menu', () => {
  it('stay when nothing has changed', () => {
    assert.deepEqual(outputMap({ choices: 2, hungUp: true }, { choices: [0, 1], hungUp: true }), {
      0: 0,
      1: 1,
      2: 2,
      3: 3,
    });
  });

  it('follow choices that are moved, removed and added', () => {
    assert.deepEqual(outputMap({ choices: 3, hungUp: false }, { choices: [2, undefined, 0], hungUp: false }), {
      2: 0,
      new1: 1,
      0: 2,
      3: 3,
      1: -1,
    });
  });

  it('follow “hung up” when it is added or removed', () => {
    assert.deepEqual(outputMap({ choices: 1, hungUp: false }, { choices: [0], hungUp: true }), { 0: 0, 1: 1, new1: 2 });
    assert.deepEqual(outputMap({ choices: 1, hungUp: true }, { choices: [], hungUp: false }), { 1: 0, 2: -1, 0: -1 });
  });
});
