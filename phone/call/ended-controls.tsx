import type { JSX } from 'preact';
import { CallIcon } from '../components/call-icons';
import { BubblesIcon, CloseIcon } from '../components/icons';
import { t } from '../text/locale';

/** What to do after a call. */
export function EndedControls(props: {
  /** Absent when the other end is not a number of the account. */
  onCallAgain: (() => void) | undefined;
  onMessage: (() => void) | undefined;
  onClose: () => void;
}): JSX.Element {
  return (
    <div class="controls">
      {props.onMessage && (
        <button type="button" id="call-message" class="control" onClick={props.onMessage}>
          <span class="control-icon">
            <BubblesIcon />
          </span>
          {t.calls.sendMessage}
        </button>
      )}
      {props.onCallAgain && (
        <button type="button" id="call-again" class="control accept" onClick={props.onCallAgain}>
          <span class="control-icon">
            <CallIcon size={26} />
          </span>
          {t.calls.callAgain}
        </button>
      )}
      <button type="button" id="close-call" class="control" onClick={props.onClose}>
        <span class="control-icon">
          <CloseIcon size={24} />
        </span>
        {t.calls.closeCall}
      </button>
    </div>
  );
}
