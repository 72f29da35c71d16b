import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { locationInput } from '../model/location';
import { Quote } from '../thread/quote';
import { EMPTY_LOCATION, type ComposeProps } from './draft';
import { LocationForm } from './location-form';
import { MessageForm } from './message-form';

/** The message form, or the location form instead of it. */
export function Compose(props: ComposeProps): JSX.Element {
  const { input, suggestedLocation, field, onInput } = props;
  const isLocation = input.attaching === 'location';
  const wasLocation = useRef(isLocation);
  useLayoutEffect(() => {
    if (wasLocation.current && !isLocation) field.current?.focus();
    wasLocation.current = isLocation;
  }, [isLocation, field]);

  if (!isLocation) return <MessageForm {...props} />;
  const { replyTo, ...rest } = input;
  return (
    <LocationForm
      input={input.location ?? (suggestedLocation ? locationInput(suggestedLocation) : EMPTY_LOCATION)}
      onInput={(location) => onInput({ ...input, location })}
      onCancel={() => onInput({ ...input, attaching: 'nothing' })}
      onSend={(location) => {
        onInput({ ...rest, attaching: 'nothing' });
        props.onSend({ body: '', media: [], location, ...(replyTo && { repliedTo: replyTo }) });
      }}
    >
      {replyTo && <Quote quoted={props.quoted} contact={props.contact} />}
    </LocationForm>
  );
}
