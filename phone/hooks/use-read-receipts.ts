import { useEffect, useRef } from 'preact/hooks';
import { markRead } from '../api/requests';
import { sidsToMarkRead, type Conversation } from '../state/conversations';
import type { ConnectionStatus } from '../state/phone-state';
import { usePageVisible } from './browser';

/**
 * Marks the flow's WhatsApp messages as read, once each, while the conversation is visible. Failed requests are repeated
 * after the next reconnect.
 */
export function useReadReceipts(conversation: Conversation | undefined, connection: ConnectionStatus): void {
  const visible = usePageVisible();
  const reported = useRef(new Set<string>());
  const failed = useRef(new Set<string>());

  useEffect(() => {
    if (connection !== 'connected') return;
    for (const sid of failed.current) reported.current.delete(sid);
    failed.current.clear();
  }, [connection]);

  useEffect(() => {
    if (!conversation || !visible || connection !== 'connected') return;
    for (const sid of sidsToMarkRead(conversation, reported.current)) {
      reported.current.add(sid);
      markRead(sid).catch(() => failed.current.add(sid));
    }
  }, [conversation, visible, connection]);
}
