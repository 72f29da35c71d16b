import type { Caption } from '../state/captions';
import { t } from '../text/locale';
import { formatNumber } from '../text/numbers';

/** The text of a caption. Words are returned without their author. */
export function captionText({ kind, who, text }: Caption): string {
  switch (kind) {
    case 'speech':
      return text;
    case 'keys':
      return who === 'other' ? t.calls.otherPressed(text) : t.calls.pressed(text);
    case 'tones':
      return t.calls.playsTones(text);
    case 'audio':
      return t.calls.playsAudio;
    case 'music':
      return t.calls.playsMusic;
    case 'record':
      return t.calls.recording;
    case 'dial':
      return t.calls.dialling(text.split(', ').map(formatNumber).join(', '));
    case 'queue':
      return t.calls.queued(text);
  }
}
