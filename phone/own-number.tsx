import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Avatar } from './avatar';
import { ChevronIcon } from './icons';
import { formatNumber, nameOf, PEOPLE, typedNumber } from './numbers';
import { t } from './words';

const OTHER = 'other';
/** WhatsApp takes no longer one. */
const LONGEST_NAME = 25;

/** A person for reading: the name before the number, where there is one. */
export function personLabel(number: string): string {
  const name = nameOf(number);
  return name === undefined ? formatNumber(number) : `${name} · ${formatNumber(number)}`;
}

/** The choice of the phone that one holds: somebody made up, somebody seen here, or any number that is typed. */
export function OwnNumber(props: {
  me: string;
  seen: readonly string[];
  /** What the person is called on WhatsApp, or empty. */
  profileName: string;
  onChange: (number: string) => void;
  onProfileName: (name: string) => void;
}): JSX.Element {
  const { me, seen, onChange } = props;
  const [typing, setTyping] = useState(false);
  const select = useRef<HTMLSelectElement>(null);
  const others = [...new Set([me, ...seen])].filter((n) => nameOf(n) === undefined);

  const stopTyping = (): void => {
    setTyping(false);
    select.current?.focus();
  };

  return (
    <div class="own">
      <div class="own-card">
        <Avatar of={me} kind="person" />
        <div class="own-choice">
          <label for="my-number">{t.myPhone}</label>
          <div class="select">
            <select
              id="my-number"
              ref={select}
              value={typing ? OTHER : me}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setTyping(value === OTHER);
                if (value !== OTHER) onChange(value);
              }}
            >
              <optgroup label={t.people}>
                {PEOPLE.map(({ number }) => (
                  <option key={number} value={number}>
                    {personLabel(number)}
                  </option>
                ))}
              </optgroup>
              {others.length > 0 && (
                <optgroup label={t.seen}>
                  {others.map((number) => (
                    <option key={number} value={number}>
                      {formatNumber(number)}
                    </option>
                  ))}
                </optgroup>
              )}
              <option value={OTHER}>{t.anotherNumber}</option>
            </select>
            <ChevronIcon />
          </div>
        </div>
      </div>
      <div class="own-name">
        <label for="profile-name">{t.profileName}</label>
        <input
          id="profile-name"
          type="text"
          dir="auto"
          autocomplete="off"
          maxLength={LONGEST_NAME}
          placeholder={t.profileHint}
          value={props.profileName}
          onInput={(event) => props.onProfileName(event.currentTarget.value)}
        />
      </div>
      {typing && (
        <TypedNumber
          onCancel={stopTyping}
          onUse={(number) => {
            onChange(number);
            stopTyping();
          }}
        />
      )}
    </div>
  );
}

function TypedNumber(props: { onUse: (number: string) => void; onCancel: () => void }): JSX.Element {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  return (
    <form
      class="own-typed"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const number = typedNumber(typed);
        if (number !== undefined) {
          props.onUse(number);
          return;
        }
        setWrong(true);
        field.current?.focus();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onCancel();
      }}
    >
      <label for="my-number-other">{t.anotherLabel}</label>
      <div class="row">
        <input
          id="my-number-other"
          ref={field}
          type="tel"
          dir="ltr"
          autocomplete="off"
          placeholder="+14155550123"
          value={typed}
          aria-invalid={wrong}
          aria-describedby={wrong ? 'my-number-wrong' : undefined}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <button class="button primary" type="submit">
          {t.use}
        </button>
        <button class="button" type="button" onClick={props.onCancel}>
          {t.cancel}
        </button>
      </div>
      {wrong && (
        <p id="my-number-wrong" class="wrong" role="alert">
          {t.anotherInvalid}
        </p>
      )}
    </form>
  );
}
