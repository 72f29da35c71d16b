import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { CloseIcon, SendIcon } from '../components/icons';
import { MapDrawing } from '../components/map-drawing';
import { readTypedPlace, type TypedPlace, type WrongDegrees } from '../model/location';
import type { Place } from '../model/message';
import { t } from '../text/locale';

/** In place of the message field: where the person is. WhatsApp sends a location on its own, without a text. */
export function LocationSheet(props: {
  typed: TypedPlace;
  /** What it answers. */
  children?: ComponentChildren;
  onType: (typed: TypedPlace) => void;
  onSend: (place: Place) => void;
  onCancel: () => void;
}): JSX.Element {
  const { typed, onType, onCancel } = props;
  const [wrong, setWrong] = useState<WrongDegrees>();
  const form = useRef<HTMLFormElement>(null);
  const focusOn = (name: string): void => form.current?.querySelector<HTMLElement>(`#location-${name}`)?.focus();
  useLayoutEffect(() => focusOn('label'), []);

  const field = (name: keyof TypedPlace, label: string): JSX.Element => (
    <div class="sheet-field">
      <label for={`location-${name}`}>{label}</label>
      <input
        id={`location-${name}`}
        type="text"
        dir={name === 'label' || name === 'address' ? 'auto' : 'ltr'}
        inputMode={name === 'label' || name === 'address' ? 'text' : 'decimal'}
        autocomplete="off"
        value={typed[name]}
        aria-invalid={wrong === name}
        aria-describedby={wrong === name ? 'location-wrong' : undefined}
        onInput={(event) => {
          setWrong(undefined);
          onType({ ...typed, [name]: event.currentTarget.value });
        }}
      />
    </div>
  );

  return (
    <form
      class="compose sheet"
      ref={form}
      noValidate
      aria-labelledby="location-title"
      onSubmit={(event) => {
        event.preventDefault();
        const place = readTypedPlace(typed);
        if (typeof place === 'object') {
          props.onSend(place);
          return;
        }
        setWrong(place);
        focusOn(place);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <div class="sheet-head">
        <h2 id="location-title">{t.location}</h2>
        <button type="button" class="round" aria-label={t.cancel} title={t.cancel} onClick={onCancel}>
          <CloseIcon size={18} />
        </button>
      </div>
      {props.children}
      <MapDrawing />
      <div class="sheet-fields">
        {field('label', t.label)}
        {field('address', t.address)}
        {field('latitude', t.latitude)}
        {field('longitude', t.longitude)}
      </div>
      {wrong !== undefined && (
        <p id="location-wrong" class="wrong" role="alert">
          {wrong === 'latitude' ? t.latitudeInvalid : t.longitudeInvalid}
        </p>
      )}
      <button type="submit" id="send" class="button primary">
        <SendIcon />
        {t.sendLocation}
      </button>
    </form>
  );
}
