import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { parseNumber } from '../model/address';
import { t } from '../text/locale';

/** The form for any other phone number. */
export function NumberForm(props: { onUse: (number: string) => void; onCancel: () => void }): JSX.Element {
  const [input, setInput] = useState('');
  const [invalid, setInvalid] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  return (
    <form
      class="number-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const number = parseNumber(input);
        if (number !== undefined) {
          props.onUse(number);
          return;
        }
        setInvalid(true);
        field.current?.focus();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onCancel();
      }}
    >
      <label for="my-number-other">{t.anotherNumberLabel}</label>
      <div class="button-row">
        <input
          id="my-number-other"
          ref={field}
          type="tel"
          dir="ltr"
          autocomplete="off"
          placeholder="+14155550123"
          value={input}
          aria-invalid={invalid}
          aria-describedby={invalid ? 'my-number-error' : undefined}
          onInput={(event) => {
            setInput(event.currentTarget.value);
            setInvalid(false);
          }}
        />
        <button class="button primary" type="submit">
          {t.use}
        </button>
        <button class="button" type="button" onClick={props.onCancel}>
          {t.cancel}
        </button>
      </div>
      {invalid && (
        <p id="my-number-error" class="field-error" role="alert">
          {t.anotherNumberInvalid}
        </p>
      )}
    </form>
  );
}
