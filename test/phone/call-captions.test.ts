import assert from 'node:assert/strict';
import { captionText } from '../../phone/call/caption-text';
import type { PhoneCall } from '../../phone/model/call';
import { captionsOf, newWords, nowPlaying, type Caption } from '../../phone/state/captions';
import { ENGLISH } from '../../phone/text/strings';
import { call, line, over } from './call-fixtures';
import { LONDON, NOON, OLIVER } from './fixtures';

const captions = (one: PhoneCall): string[] => captionsOf(one).map(({ who, kind, text }) => `${who} ${kind} ${text}`);

describe('the captions of a phone call', () => {
  it('say what is said, pressed and played', () => {
    const lines = [
      line('flow', 'Gather', 'dtmf speech'),
      line('flow', 'Say', 'Press 1.'),
      line('person', 'Digits', '1'),
      line('person', 'Digits', '2#'),
      line('person', 'Speech', 'Hello'),
      line('flow', 'Play', 'https://example.com/a.mp3'),
      line('flow', 'Play', 'ww12'),
      line('flow', 'Redirect'),
      line('flow', 'Enqueue', 'support'),
      line('flow', 'Play', 'hold music'),
    ];
    assert.deepEqual(captions(call({ lines })), [
      'flow speech Press 1.',
      'person keys 1 2 #',
      'person speech Hello',
      'flow audio https://example.com/a.mp3',
      'flow tones w w 1 2',
      'flow queue support',
      'flow music hold music',
    ]);
    const text = `${OLIVER}, ${LONDON}`;
    const dial = { id: '1', who: 'flow', kind: 'dial', text, upcoming: '', interrupted: false, at: NOON } as const;
    assert.equal(captionText(dial, ENGLISH), 'Calls Oliver, +44 20 7946 0100');
    assert.equal(captionText({ ...dial, kind: 'queue', text: 'support' }, ENGLISH), 'Waiting in the queue “support”');
  });

  it('keep their ids when the oldest line is removed', () => {
    const lines = [line('flow', 'Say', 'one'), line('flow', 'Say', 'two'), line('flow', 'Say', 'three')];
    const ids = captionsOf(call({ lines })).map(({ id }) => id);
    assert.deepEqual(
      captionsOf(call({ lines: lines.slice(1) })).map(({ id }) => id),
      ids.slice(1),
    );
  });

  it('contain the words of the person at the other end', () => {
    const hello = line('person', 'Speech', 'Hello');
    assert.deepEqual(captions(call({ lines: [{ ...hello, who: 'other' }] })), ['other speech Hello']);
  });

  it('have the words of an assistant as it says them, and each of them is read out once', () => {
    const say = line('flow', 'Say', 'Hello', { upcoming: ' there.' });
    const states = [
      { ...say },
      { ...say, text: 'Hello there.', upcoming: '' },
      { ...say, text: 'Hello there. How', upcoming: ' are you?' },
      { ...say, text: 'Hello there. How are', upcoming: '', interrupted: true },
    ];
    let before: Caption | undefined;
    const read = states.map((one) => {
      const [caption] = captionsOf(call({ lines: [one] }));
      assert.ok(caption);
      const words = newWords(caption, before);
      assert.ok(before === undefined || before.id === caption.id);
      before = caption;
      return words;
    });
    assert.deepEqual(read, ['Hello there.', '', 'How are you?', '']);
    assert.deepEqual([before?.text, before?.interrupted], ['Hello there. How are', true]);
  });

  it('know what is played now', () => {
    const play = line('flow', 'Play', 'https://example.com/a.mp3');
    const music = line('flow', 'Play', 'hold music');
    const playing = nowPlaying(call({ lines: [play, line('person', 'Digits', '1')] }));
    assert.deepEqual([playing?.kind, playing?.url, playing?.ended], ['audio', play.text, false]);
    assert.equal(nowPlaying(call({ lines: [{ ...play, ended: true }] }))?.ended, true);
    const again = nowPlaying(call({ lines: [play, { ...play, at: play.at + 3000 }] }));
    assert.notEqual(again?.id, playing?.id, 'the same file again');
    assert.equal(nowPlaying(call({ lines: [music] }))?.kind, 'music');
    assert.equal(nowPlaying(call({ lines: [play, line('flow', 'Say', 'Bye')] })), undefined);
    assert.equal(nowPlaying(over('completed', { lines: [play] })), undefined);
  });
});
