import { useEffect, useRef } from 'preact/hooks';
import { markRead } from '../api/requests';
import { type Conversation, toMarkRead } from '../state/conversations';
import type { Link } from '../state/phone-state';
import { useVisible } from './use-browser';

/**
 * Tells the flow that its WhatsApp messages are read while somebody looks at them: each once. One that did not get there
 * is told again after the next connection; nobody is bothered with it.
 */
export function useReadReceipts(shown: Conversation | undefined, link: Link): void {
  const visible = useVisible();
  const told = useRef(new Set<string>());
  const lost = useRef(new Set<string>());

  useEffect(() => {
    if (link !== 'live') return;
    for (const sid of lost.current) told.current.delete(sid);
    lost.current.clear();
  }, [link]);

  useEffect(() => {
    if (!shown || !visible || link !== 'live') return;
    for (const sid of toMarkRead(shown, told.current)) {
      told.current.add(sid);
      markRead(sid).catch(() => lost.current.add(sid));
    }
  }, [shown, visible, link]);
}
