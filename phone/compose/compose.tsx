import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { typedFrom } from '../model/location';
import { Quote } from '../thread/quote';
import { LocationSheet } from './location-form';
import { MessageForm } from './message-form';
import { type ComposeProps, NOWHERE } from './written';

/** Where the person writes: the message field, or the location in its place. */
export function Compose(props: ComposeProps): JSX.Element {
  const { written, field, onWrite } = props;
  const atLocation = written.attaching === 'location';
  const wasAtLocation = useRef(atLocation);
  useLayoutEffect(() => {
    if (wasAtLocation.current && !atLocation) field.current?.focus();
    wasAtLocation.current = atLocation;
  }, [atLocation, field]);

  if (!atLocation) return <MessageForm {...props} />;
  const { replyTo, ...rest } = written;
  return (
    <LocationSheet
      typed={written.place ?? (props.place ? typedFrom(props.place) : NOWHERE)}
      onType={(place) => onWrite({ ...written, place })}
      onCancel={() => onWrite({ ...written, attaching: 'nothing' })}
      onSend={(location) => {
        onWrite({ ...rest, attaching: 'nothing' });
        props.onSend({ body: '', media: [], location, ...(replyTo && { repliedTo: replyTo }) });
      }}
    >
      {replyTo && <Quote quoted={props.quoted} line={props.line} />}
    </LocationSheet>
  );
}
