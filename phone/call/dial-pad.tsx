import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { playKeyTone } from '../audio/tones';
import { Avatar } from '../components/avatar';
import { BackspaceIcon, CallIcon } from '../components/call-icons';
import { CloseIcon } from '../components/icons';
import { parseNumber } from '../model/address';
import { isPhoneKey } from '../model/keys';
import type { AccountNumber } from '../model/message';
import { t } from '../text/locale';
import { formatNumber } from '../text/numbers';
import { Keypad } from './keypad';
import { useKeyboardKeys } from './use-keyboard-keys';

/** Why the number in the field cannot be called, or undefined when it can. */
function problemOf(input: string, numbers: readonly AccountNumber[]): string | undefined {
  const number = parseNumber(input);
  if (number === undefined) return t.calls.numberInvalid;
  const owned = numbers.some(({ phoneNumber }) => phoneNumber === number);
  return owned ? undefined : t.calls.numberNotOwned(formatNumber(number));
}

/** The dial pad: a number of the account, chosen or typed. */
export function DialPad(props: {
  initial: string;
  numbers: readonly AccountNumber[];
  /** Key tones are played. */
  sound: boolean;
  /** Why the last call failed, or empty. */
  problem: string;
  onCall: (number: string) => void;
  onClose: () => void;
}): JSX.Element {
  const [input, setInput] = useState(props.initial);
  const [problem, setProblem] = useState(props.problem);
  const field = useRef<HTMLInputElement>(null);

  const change = (next: string): void => {
    setInput(next);
    setProblem('');
  };
  const press = (key: string): void => {
    if (props.sound) playKeyTone(key);
    // Every number starts with a plus, and the keypad has no key for it.
    change(input === '' && /\d/.test(key) ? `+${key}` : input + key);
  };
  useKeyboardKeys(true, press);

  return (
    <section
      class="call-layer dial-pad"
      id="dial-pad"
      aria-label={t.calls.dialPad}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onClose();
      }}
    >
      <header class="call-tools">
        <h2>{t.calls.dialPad}</h2>
        <button
          type="button"
          id="close-dial-pad"
          class="icon-button"
          aria-label={t.calls.closeCall}
          onClick={props.onClose}
        >
          <CloseIcon />
        </button>
      </header>
      <ul class="dial-numbers" aria-label={t.calls.accountNumbers}>
        {props.numbers.map(({ phoneNumber, name }) => (
          <li key={phoneNumber}>
            <button type="button" data-dial={phoneNumber} onClick={() => props.onCall(phoneNumber)}>
              <Avatar of={phoneNumber} kind="contact" />
              <span>
                <span class="visually-hidden">{t.calls.call} </span>
                <strong>{name || formatNumber(phoneNumber)}</strong>
                {name !== '' && formatNumber(phoneNumber)}
              </span>
              <CallIcon />
            </button>
          </li>
        ))}
      </ul>
      <form
        class="dial-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const found = problemOf(input, props.numbers);
          setProblem(found ?? '');
          if (found === undefined) props.onCall(parseNumber(input) ?? input);
          else field.current?.focus();
        }}
      >
        <div class="dial-field">
          <input
            id="dial-number"
            ref={field}
            type="tel"
            dir="ltr"
            autocomplete="off"
            aria-label={t.calls.numberToCall}
            placeholder={t.calls.numberToCall}
            aria-invalid={problem !== ''}
            aria-describedby={problem === '' ? undefined : 'dial-error'}
            data-autofocus
            value={input}
            onInput={(event) => change(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (props.sound && isPhoneKey(event.key)) playKeyTone(event.key);
            }}
          />
          <button
            type="button"
            class="icon-button"
            aria-label={t.calls.deleteDigit}
            disabled={input === ''}
            onClick={() => change(input.slice(0, -1))}
          >
            <BackspaceIcon />
          </button>
        </div>
        {problem !== '' && (
          <p id="dial-error" class="field-error" role="alert">
            {problem}
          </p>
        )}
        <Keypad id="dial-keys" onKey={press} />
        <div class="controls">
          <button type="submit" id="place-call" class="control accept">
            <span class="control-icon">
              <CallIcon size={26} />
            </span>
            {t.calls.call}
          </button>
        </div>
      </form>
    </section>
  );
}
