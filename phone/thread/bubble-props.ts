import type { Media } from '../model/message';
import type { Bubble, Retry } from '../state/bubbles';

/** The properties of the components that show a message. */
export interface BubbleProps {
  bubble: Bubble;
  /** The author, for screen readers. */
  from: string;
  onRetry: (retry: Retry) => void;
  onOpen: (media: Media) => void;
}

/** Messages of a few emoji are shown large and without a bubble. */
export const ONLY_EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\ufe0f|\u200d|\s){1,8}$/u;

/** Joins the class names, without false ones. */
export function classNames(...names: (string | false)[]): string {
  return names.filter(Boolean).join(' ');
}
