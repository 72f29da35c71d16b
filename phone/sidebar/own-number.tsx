import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Avatar } from '../components/avatar';
import { ChevronIcon } from '../components/icons';
import { nameOf, PEOPLE } from '../model/people';
import { personLabel } from '../text/labels';
import { t } from '../text/locale';
import { formatNumber } from '../text/numbers';
import { NumberForm } from './number-form';

const OTHER = 'other';
/** WhatsApp takes no longer one. */
const LONGEST_NAME = 25;

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
        <NumberForm
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
