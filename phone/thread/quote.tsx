import type { ComponentChildren, JSX } from 'preact';
import type { Quoted } from '../state/bubbles';
import { t } from '../text/locale';
import { summaryOf } from '../text/summary';

/** The message that another one answers. */
export function Quote(props: { quoted: Quoted | undefined; line: string; children?: ComponentChildren }): JSX.Element {
  const { quoted, line } = props;
  return (
    <div class={quoted?.side === 'out' ? 'quote mine' : 'quote'} data-quote>
      <p>
        {quoted && <strong>{quoted.side === 'out' ? t.you : line}</strong>}
        <span dir="auto">{quoted ? summaryOf(quoted, t) || t.noText : t.quoteGone}</span>
      </p>
      {props.children}
    </div>
  );
}
