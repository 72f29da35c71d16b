import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { typedNumber } from '../model/address';
import { t } from '../text/locale';

export function NumberForm(props: { onUse: (number: string) => void; onCancel: () => void }): JSX.Element {
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
