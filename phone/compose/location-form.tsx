import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { CloseIcon, SendIcon } from '../components/icons';
import { MapIllustration } from '../components/map-illustration';
import { parseLocation, type InvalidLocationField, type LocationInput } from '../model/location';
import type { GeoLocation } from '../model/message';
import { t } from '../text/locale';

/** The form for a location. WhatsApp sends a location without text. */
export function LocationForm(props: {
  input: LocationInput;
  /** The quote of a reply. */
  children?: ComponentChildren;
  onInput: (input: LocationInput) => void;
  onSend: (location: GeoLocation) => void;
  onCancel: () => void;
}): JSX.Element {
  const { input, onInput, onCancel } = props;
  const [invalid, setInvalid] = useState<InvalidLocationField>();
  const form = useRef<HTMLFormElement>(null);
  const focusField = (name: string): void => form.current?.querySelector<HTMLElement>(`#location-${name}`)?.focus();
  useLayoutEffect(() => focusField('label'), []);

  const field = (name: keyof LocationInput, label: string): JSX.Element => (
    <div class="location-field">
      <label for={`location-${name}`}>{label}</label>
      <input
        id={`location-${name}`}
        type="text"
        dir={name === 'label' || name === 'address' ? 'auto' : 'ltr'}
        inputMode={name === 'label' || name === 'address' ? 'text' : 'decimal'}
        autocomplete="off"
        value={input[name]}
        aria-invalid={invalid === name}
        aria-describedby={invalid === name ? 'location-error' : undefined}
        onInput={(event) => {
          setInvalid(undefined);
          onInput({ ...input, [name]: event.currentTarget.value });
        }}
      />
    </div>
  );

  return (
    <form
      class="compose location-form"
      ref={form}
      noValidate
      aria-labelledby="location-title"
      onSubmit={(event) => {
        event.preventDefault();
        const parsed = parseLocation(input);
        if (typeof parsed === 'object') {
          props.onSend(parsed);
          return;
        }
        setInvalid(parsed);
        focusField(parsed);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <div class="location-head">
        <h2 id="location-title">{t.location}</h2>
        <button type="button" class="icon-button" aria-label={t.cancel} title={t.cancel} onClick={onCancel}>
          <CloseIcon size={18} />
        </button>
      </div>
      {props.children}
      <MapIllustration />
      <div class="location-fields">
        {field('label', t.label)}
        {field('address', t.address)}
        {field('latitude', t.latitude)}
        {field('longitude', t.longitude)}
      </div>
      {invalid !== undefined && (
        <p id="location-error" class="field-error" role="alert">
          {invalid === 'latitude' ? t.latitudeInvalid : t.longitudeInvalid}
        </p>
      )}
      <button type="submit" id="send" class="button primary">
        <SendIcon />
        {t.sendLocation}
      </button>
    </form>
  );
}
