import assert from 'node:assert/strict';
import fc from 'fast-check';
import { endOfHeard } from '../../../../lib/calls/relay/heard';
import { ChatHistory } from '../../../../lib/calls/relay/history';

const contents = (history: ChatHistory) => history.messages().map(({ role, content }) => `${role}: ${content}`);

describe('what the caller has heard', () => {
  const heard = (said: string, utterance: string, starts = [0]) => {
    const end = endOfHeard(said, utterance, starts);
    return end === undefined ? undefined : said.slice(0, end);
  };

  it('is found by its words', () => {
    assert.equal(heard('Life is a box of chocolates.', 'Life is a'), 'Life is a');
    assert.equal(heard('We open at nine, and close at six.', 'we open at NINE'), 'We open at nine');
    assert.equal(heard('We open at nine, and close.', 'We open at nine,'), 'We open at nine,');
    assert.equal(heard('Let me look that up.', 'Let me loo'), 'Let me loo');
    assert.equal(heard('Grüß Gott, wie geht es?', 'grüß gott'), 'Grüß Gott');
  });

  it('can be the current sentence only, and the last one of several', () => {
    assert.equal(heard('I see. We open at nine. And close at six.', 'And close'), 'I see. We open at nine. And close');
    assert.equal(heard('Yes. Yes.', 'Yes.', [0, 5]), 'Yes. Yes.');
    assert.equal(heard('No idea. No problem.', 'No', [0, 9]), 'No idea. No');
    assert.equal(heard('No idea. No problem.', 'No idea. No', [0, 9]), 'No idea. No');
  });

  it('is not found when it was not sent', () => {
    for (const [said, utterance] of [
      ['Hello', ''],
      ['Hello', '...'],
      ['Hello', 'Good bye'],
      ['', 'Hello'],
      ['a b', 'a b c'],
    ] as const) {
      assert.equal(heard(said, utterance), undefined);
    }
  });

  it('is always a beginning of what was sent, up to the words that were heard', () => {
    const words = fc.array(fc.constantFrom('one', 'two', 'three', 'Yes', 'no', 'für'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.nat(11), (said, last) => {
        const text = `${said.join(', ')}.`;
        const utterance = said.slice(0, last + 1).join(' ');
        const found = heard(text, utterance) ?? '';
        assert.ok(text.startsWith(found));
        assert.equal(found.replaceAll(',', ''), utterance);
      }),
    );
  });
});

describe('a chat history', () => {
  it('has the system prompt, the greeting, and what was said', () => {
    const history = new ChatHistory('Be short.');
    history.assistant('Hello!', true);
    history.user('When are you open?');
    history.assistant('From ', false);
    history.assistant('nine.', true);
    history.user('Thanks.');
    assert.deepEqual(contents(history), [
      'system: Be short.',
      'assistant: Hello!',
      'user: When are you open?',
      'assistant: From nine.',
      'user: Thanks.',
    ]);
    assert.deepEqual(new ChatHistory('').messages(), []);
  });

  it('joins consecutive texts of one side, and leaves out what the node itself says', () => {
    const history = new ChatHistory('');
    history.user('Hello?');
    history.assistant('One moment.', true, true);
    history.user('Anybody there?');
    history.assistant('Yes.', true);
    history.assistant('How can I help?', true);
    assert.deepEqual(contents(history), ['user: Hello? Anybody there?', 'assistant: Yes. How can I help?']);
  });

  it('is cut to what was heard', () => {
    const cut = (heard: string | undefined) => {
      const history = new ChatHistory('');
      history.user('Hours?');
      history.assistant('One moment.', true, true);
      history.assistant('We open at nine ', false);
      history.assistant('and close at six.', true);
      history.interrupted(heard);
      history.user('Stop');
      return contents(history)[1];
    };
    assert.equal(cut('We open at'), 'assistant: We open at');
    assert.equal(cut('One moment. We open at nine and'), 'assistant: We open at nine and');
    assert.equal(cut('One mo'), undefined);
    assert.equal(cut(''), undefined);
    assert.equal(cut('We open at 9'), 'assistant: We open at 9');
    assert.equal(cut(undefined), 'assistant: We open at nine and close at six.');
  });

  it('does not join a late piece to what was cut', () => {
    const history = new ChatHistory('');
    history.assistant('We open at ', false);
    history.interrupted('We');
    history.assistant('Sorry?', true);
    assert.deepEqual(contents(history), ['assistant: We Sorry?']);
  });

  it('is the same after a restart', () => {
    const history = new ChatHistory('Be short.');
    history.assistant('Hello!', true);
    history.user('Hi');
    history.assistant('One moment.', true, true);
    history.assistant('Good', false);
    const again = new ChatHistory('Be short.');
    again.restore(JSON.parse(JSON.stringify(history.toJson())));
    assert.deepEqual(again.messages(), history.messages());
    for (const broken of [undefined, null, 1, 'a', [1], [[1]], [{}], [[[]]], [[[{}, true]]]]) {
      const none = new ChatHistory('');
      none.restore(broken);
      assert.deepEqual(none.messages(), []);
    }
  });

  it('does not grow without end', () => {
    const history = new ChatHistory('Be short.');
    for (let index = 0; index < 500; index += 1) {
      history.user('u'.repeat(1000));
      history.assistant('a'.repeat(1000), true);
    }
    const messages = history.messages();
    assert.equal(messages[0]?.role, 'system');
    assert.ok(JSON.stringify(messages).length < 250_000);
  });

  it('always alternates, has the system prompt first, and never has more than was sent', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('user' as const), text: fc.lorem({ maxCount: 5 }) }),
      fc.record({
        kind: fc.constant('assistant' as const),
        text: fc.lorem({ maxCount: 5 }),
        isLast: fc.boolean(),
        isAside: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('interrupt' as const), words: fc.nat(8) }),
      fc.record({ kind: fc.constant('restart' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let history = new ChatHistory('Be short.');
        let sent = '';
        let current = '';
        /** Whether the next piece belongs to the same answer, and is joined as it is. */
        let open: { isAside: boolean } | undefined;
        for (const one of steps) {
          const isJoined = one.kind === 'assistant' && open?.isAside === one.isAside;
          open = one.kind === 'assistant' && !one.isLast ? { isAside: one.isAside } : undefined;
          if (one.kind === 'user') {
            history.user(one.text);
            current = '';
          } else if (one.kind === 'assistant') {
            history.assistant(one.text, one.isLast, one.isAside);
            const piece = isJoined ? one.text : ` ${one.text}`;
            current += piece;
            sent += piece;
          } else if (one.kind === 'interrupt') {
            history.interrupted(current.trim().split(' ').slice(0, one.words).join(' '));
            current = '';
          } else {
            const next = new ChatHistory('Be short.');
            next.restore(JSON.parse(JSON.stringify(history.toJson())));
            history = next;
          }
        }
        const [system, ...rest] = history.messages();
        assert.deepEqual(system, { role: 'system', content: 'Be short.' });
        rest.forEach(({ role, content }, index) => {
          assert.notEqual(content, '');
          assert.notEqual(role, rest[index - 1]?.role);
        });
        const words = rest.filter(({ role }) => role === 'assistant').flatMap(({ content }) => content.split(/\s+/));
        assert.ok(words.length <= sent.trim().split(/\s+/).length);
      }),
    );
  });
});
