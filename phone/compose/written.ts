import type { RefObject } from 'preact';
import type { TypedPlace } from '../model/location';
import type { Channel, Place, RepliedTo } from '../model/message';
import type { Quoted } from '../state/bubbles';
import type { Draft } from '../state/phone-state';
import type { Attachable } from './attach-menu';

/** What is being written. It outlives a look at another conversation. */
export interface Written {
  body: string;
  mediaUrl: string;
  attaching: Attachable | 'nothing';
  /** The location, once somebody has typed on it. */
  place?: TypedPlace;
  /** The message that this one will answer. */
  replyTo?: RepliedTo;
}

/** Nothing written yet. */
export const BLANK: Written = { body: '', mediaUrl: '', attaching: 'nothing' };

/** What a person sends; whom and how is up to the conversation. */
export type Content = Pick<Draft, 'body' | 'media' | 'location' | 'repliedTo'>;

export const NOWHERE: TypedPlace = { latitude: '', longitude: '', label: '', address: '' };

export interface ComposeProps {
  written: Written;
  channel: Channel;
  /** What `written` answers, as far as it is known. */
  quoted: Quoted | undefined;
  /** The account's side, for the quote. */
  line: string;
  /** Where a location begins. */
  place: Place | undefined;
  field: RefObject<HTMLTextAreaElement>;
  onWrite: (written: Written) => void;
  onSend: (content: Content) => void;
}
