import type { JSX } from 'preact';
import type { TextMessage } from '../model/message';
import { type Conversation, partiesOf } from '../state/conversations';
import { lineLabel } from '../text/labels';
import { t } from '../text/locale';
import { summaryOf } from '../text/summary';

/** Says new texts of the flow to those who listen to the page. */
export function Announcer(props: {
  me: string;
  arrived: readonly TextMessage[];
  conversations: readonly Conversation[];
}): JSX.Element {
  const mine = props.arrived.filter((m) => partiesOf(m).person === props.me);
  return (
    <div class="hidden" role="log" aria-live="polite" id="announcer">
      {mine.map((m) => {
        const { line } = partiesOf(m);
        const name = props.conversations.find((c) => c.line === line)?.name ?? '';
        return <p key={m.sid}>{t.arrived(lineLabel({ line, name }), summaryOf(m, t))}</p>;
      })}
    </div>
  );
}
