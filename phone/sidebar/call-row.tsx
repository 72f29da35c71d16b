import type { JSX } from 'preact';
import { DirectionIcon } from '../components/call-icons';
import { phaseOf, resultOf, type PhoneCall } from '../model/call';
import { callSummary } from '../text/calls';
import { shortTime } from '../text/dates';
import { locale, t } from '../text/locale';

/** A list entry for a call. */
export function CallRow(props: {
  current: boolean;
  avatar: JSX.Element;
  title: string;
  call: PhoneCall;
  now: number;
  data: Record<`data-${string}`, string>;
  onOpen: () => void;
}): JSX.Element {
  const { call, current } = props;
  const isMissed = phaseOf(call) === 'ended' && resultOf(call) === 'missed';
  return (
    <li>
      <button
        type="button"
        class="entry call-entry"
        data-entry
        {...props.data}
        data-unread="0"
        data-missed={isMissed ? '' : undefined}
        aria-current={current ? 'true' : undefined}
        onClick={props.onOpen}
      >
        {props.avatar}
        <span class="entry-text">
          <span class="entry-head">
            <bdi class="entry-title">{props.title}</bdi>
            <time>{shortTime(call.at, props.now, t, locale)}</time>
          </span>
          <span class="entry-foot">
            <DirectionIcon outgoing={call.inbound} />
            <span class="preview">{callSummary(call, t)}</span>
          </span>
        </span>
      </button>
    </li>
  );
}
