import type { JSX } from 'preact';
import { KEY_LETTERS, KEYS } from '../model/keys';
import { t } from '../text/locale';

/** The twelve keys of a phone. */
export function Keypad(props: { id: string; disabled?: boolean; onKey: (key: string) => void }): JSX.Element {
  return (
    <div class="keypad" id={props.id} role="group" aria-label={t.calls.keypad}>
      {KEYS.map((key) => (
        <button
          key={key}
          type="button"
          data-key={key}
          aria-label={key === '*' || key === '#' ? t.calls.keyNames[key] : undefined}
          disabled={props.disabled}
          onClick={() => props.onKey(key)}
        >
          <span>{key}</span>
          <small aria-hidden="true">{KEY_LETTERS[key] ?? ''}</small>
        </button>
      ))}
    </div>
  );
}
