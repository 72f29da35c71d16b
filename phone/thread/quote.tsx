import type { ComponentChildren, JSX } from 'preact';
import type { QuotedMessage } from '../state/bubbles';
import { t } from '../text/locale';
import { summaryOf } from '../text/summary';

/** The quoted message of a reply. */
export function Quote(props: {
  quoted: QuotedMessage | undefined;
  contact: string;
  children?: ComponentChildren;
}): JSX.Element {
  const { quoted, contact } = props;
  return (
    <div class={quoted?.side === 'out' ? 'quote own' : 'quote'} data-quote>
      <p>
        {quoted && <strong>{quoted.side === 'out' ? t.you : contact}</strong>}
        <span dir="auto">{quoted ? summaryOf(quoted, t) || t.noText : t.quoteMissing}</span>
      </p>
      {props.children}
    </div>
  );
}
