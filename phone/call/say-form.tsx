import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { canListen } from '../audio/speech-input';
import { MicrophoneIcon } from '../components/call-icons';
import { SendIcon } from '../components/icons';
import { t } from '../text/locale';
import { useDictation } from './use-dictation';

/** The simulator's limit. */
const MAX_SPEECH_LENGTH = 1000;

/** What the person says: typed, or spoken where the browser can turn speech into text. */
export function SayForm(props: {
  muted: boolean;
  /** The browser hears that the person begins to speak. */
  onBegin: () => void;
  onSay: (text: string) => void;
}): JSX.Element {
  const { muted } = props;
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);

  const say = (words: string): void => {
    setText('');
    if (words.trim() !== '') props.onSay(words.trim());
  };
  const begun = useRef(false);
  const dictation = useDictation((words, final) => {
    if (!begun.current && words !== '') props.onBegin();
    begun.current = !final && words !== '';
    if (final) say(words);
    else setText(words);
  });
  const { listening, problem, stop } = dictation;
  useEffect(() => {
    if (muted) stop();
  }, [muted, stop]);

  return (
    <form
      class="say-form"
      onSubmit={(event) => {
        event.preventDefault();
        say(text);
        field.current?.focus();
      }}
    >
      {canListen() && (
        <button
          type="button"
          id="speak"
          class="icon-button"
          aria-pressed={listening}
          aria-label={listening ? t.calls.stopListening : t.calls.speak}
          aria-describedby="speak-help"
          title={t.calls.speakHelp}
          disabled={muted}
          onClick={() => {
            begun.current = false;
            dictation.toggle();
          }}
        >
          <MicrophoneIcon size={22} />
        </button>
      )}
      <input
        id="say"
        ref={field}
        type="text"
        dir="auto"
        autocomplete="off"
        aria-label={t.calls.say}
        placeholder={muted ? t.calls.muted : listening ? t.calls.listening : t.calls.say}
        maxLength={MAX_SPEECH_LENGTH}
        disabled={muted}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="icon-button send" aria-label={t.calls.saySend} disabled={muted}>
        <SendIcon />
      </button>
      {canListen() && (
        <span id="speak-help" class="visually-hidden">
          {t.calls.speakHelp}
        </span>
      )}
      {problem !== '' && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
