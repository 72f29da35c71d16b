import type { RefObject } from 'preact';
import type { LocationInput } from '../model/location';
import type { Channel, GeoLocation, RepliedTo } from '../model/message';
import type { QuotedMessage } from '../state/bubbles';
import type { Draft } from '../state/phone-state';

/** What can be attached to a message. */
export type AttachmentKind = 'picture' | 'location';

/** The input of a conversation. It is kept while another conversation is open. */
export interface DraftInput {
  body: string;
  mediaUrl: string;
  attaching: AttachmentKind | 'nothing';
  /** Present when the user has edited the location form. */
  location?: LocationInput;
  /** The message to reply to. */
  replyTo?: RepliedTo;
}

export const EMPTY_DRAFT: DraftInput = { body: '', mediaUrl: '', attaching: 'nothing' };

/** A message without its addresses. */
export type MessageContent = Pick<Draft, 'body' | 'media' | 'location' | 'repliedTo'>;

/** The location form before any input. */
export const EMPTY_LOCATION: LocationInput = { latitude: '', longitude: '', label: '', address: '' };

/** The properties of the form for a message. */
export interface ComposeProps {
  input: DraftInput;
  channel: Channel;
  /** The quote for `input.replyTo`. */
  quoted: QuotedMessage | undefined;
  /** The contact's name, for the quote. */
  contact: string;
  /** The location that the form suggests. */
  suggestedLocation: GeoLocation | undefined;
  field: RefObject<HTMLTextAreaElement>;
  onInput: (input: DraftInput) => void;
  onSend: (content: MessageContent) => void;
}
