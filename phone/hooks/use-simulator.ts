import { useCallback, useEffect, useReducer, useRef } from 'preact/hooks';
import { SendError, sendMessage } from '../api/requests';
import { watch } from '../api/subscribe';
import type { Retry } from '../state/bubbles';
import { type Draft, EMPTY, type Phone } from '../state/phone-state';
import { reduce } from '../state/store';

/** The page's line to the simulator. */
export interface SimulatorLine {
  phone: Phone;
  send: (draft: Draft) => void;
  /** Sends a text that failed once more. */
  retry: (retry: Retry) => void;
  /** Connects at once instead of waiting for the next try. */
  reconnect: () => void;
}

/** Follows the simulator for as long as the component lives. */
export function useSimulator(): SimulatorLine {
  const [phone, dispatch] = useReducer(reduce, EMPTY);
  const count = useRef(0);
  const stop = useRef<AbortController>();

  const connect = useCallback(() => {
    stop.current?.abort();
    stop.current = new AbortController();
    void watch(dispatch, stop.current.signal);
  }, []);

  useEffect(() => {
    connect();
    return () => stop.current?.abort();
  }, [connect]);

  const send = useCallback((draft: Draft) => {
    count.current += 1;
    const id = `outgoing-${String(count.current)}`;
    dispatch({ type: 'sending', outgoing: { ...draft, id, at: Date.now() } });
    sendMessage(draft).then(
      (message) => dispatch({ type: 'sent', id, message }),
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        dispatch({ type: 'failed', id, reason, unsure: error instanceof SendError && error.unsure });
      },
    );
  }, []);

  const retry = useCallback(
    ({ id, draft }: Retry) => {
      if (id !== undefined) dispatch({ type: 'dropped', id });
      send(draft);
    },
    [send],
  );

  return { phone, send, retry, reconnect: connect };
}
