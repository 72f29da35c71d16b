import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Avatar } from '../components/avatar';
import { ChevronIcon } from '../components/icons';
import { nameOf, PEOPLE } from '../model/people';
import { personLabel } from '../text/labels';
import { t } from '../text/locale';
import { formatNumber } from '../text/numbers';
import { NumberForm } from './number-form';

/** The value of the option that opens the number form. */
const OTHER_NUMBER = 'other';

/** WhatsApp's limit. */
const MAX_PROFILE_NAME_LENGTH = 25;

/** The choice of the phone: a fictional person, a recently used number or any other number. */
export function OwnNumber(props: {
  me: string;
  recentNumbers: readonly string[];
  /** The person's WhatsApp name, or empty. */
  profileName: string;
  onChange: (number: string) => void;
  onProfileName: (name: string) => void;
}): JSX.Element {
  const { me, recentNumbers, onChange } = props;
  const [formOpen, setFormOpen] = useState(false);
  const select = useRef<HTMLSelectElement>(null);
  const others = [...new Set([me, ...recentNumbers])].filter((n) => nameOf(n) === undefined);

  const closeForm = (): void => {
    setFormOpen(false);
    select.current?.focus();
  };

  return (
    <div class="own-number">
      <div class="own-number-row">
        <Avatar of={me} kind="person" />
        <div class="own-number-select">
          <label for="my-number">{t.myPhone}</label>
          <div class="select">
            <select
              id="my-number"
              ref={select}
              value={formOpen ? OTHER_NUMBER : me}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setFormOpen(value === OTHER_NUMBER);
                if (value !== OTHER_NUMBER) onChange(value);
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
                <optgroup label={t.recentNumbers}>
                  {others.map((number) => (
                    <option key={number} value={number}>
                      {formatNumber(number)}
                    </option>
                  ))}
                </optgroup>
              )}
              <option value={OTHER_NUMBER}>{t.anotherNumber}</option>
            </select>
            <ChevronIcon />
          </div>
        </div>
      </div>
      <div class="profile-name">
        <label for="profile-name">{t.profileName}</label>
        <input
          id="profile-name"
          type="text"
          dir="auto"
          autocomplete="off"
          maxLength={MAX_PROFILE_NAME_LENGTH}
          placeholder={t.profileNamePlaceholder}
          value={props.profileName}
          onInput={(event) => props.onProfileName(event.currentTarget.value)}
        />
      </div>
      {formOpen && (
        <NumberForm
          onCancel={closeForm}
          onUse={(number) => {
            onChange(number);
            closeForm();
          }}
        />
      )}
    </div>
  );
}
