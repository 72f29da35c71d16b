import { nameOf } from '../model/people';
import type { Caption } from '../state/captions';
import { formatNumber } from '../text/numbers';
import type { Strings } from '../text/strings';

function calleeName(number: string): string {
  return nameOf(number) ?? formatNumber(number);
}

/** The text of a caption. Words are returned without their author. */
export function captionText({ kind, who, text }: Caption, { calls }: Strings): string {
  switch (kind) {
    case 'speech':
      return text;
    case 'keys':
      return who === 'other' ? calls.otherPressed(text) : calls.pressed(text);
    case 'tones':
      return calls.playsTones(text);
    case 'audio':
      return calls.playsAudio;
    case 'music':
      return calls.playsMusic;
    case 'record':
      return calls.recording;
    case 'dial':
      return calls.dialling(text.split(', ').map(calleeName).join(', '));
    case 'queue':
      return calls.queued(text);
  }
}
