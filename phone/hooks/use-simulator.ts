import { useCallback, useEffect, useReducer, useRef } from 'preact/hooks';
import { SendError, sendMessage } from '../api/requests';
import { subscribe } from '../api/subscribe';
import type { Retry } from '../state/bubbles';
import { INITIAL_STATE, type Draft, type PhoneState } from '../state/phone-state';
import { reduce } from '../state/store';

/** The state of the simulator, and what the page can do with it. */
export interface SimulatorConnection {
  phone: PhoneState;
  send: (draft: Draft) => void;
  /** Sends a failed message again. */
  retry: (retry: Retry) => void;
  /** Reconnects now, without waiting for the next retry. */
  reconnect: () => void;
}

/** Connects to the simulator while the component is mounted. */
export function useSimulator(): SimulatorConnection {
  const [phone, dispatch] = useReducer(reduce, INITIAL_STATE);
  const sentCount = useRef(0);
  const subscription = useRef<AbortController>();

  const connect = useCallback(() => {
    subscription.current?.abort();
    subscription.current = new AbortController();
    void subscribe(dispatch, subscription.current.signal);
  }, []);

  useEffect(() => {
    connect();
    return () => subscription.current?.abort();
  }, [connect]);

  const send = useCallback((draft: Draft) => {
    sentCount.current += 1;
    const id = `outgoing-${String(sentCount.current)}`;
    dispatch({ type: 'sending', outgoing: { ...draft, id, at: Date.now() } });
    sendMessage(draft).then(
      (message) => dispatch({ type: 'sent', id, message }),
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        dispatch({ type: 'failed', id, reason, deliveryUnknown: error instanceof SendError && error.deliveryUnknown });
      },
    );
  }, []);

  const retry = useCallback(
    ({ id, draft }: Retry) => {
      if (id !== undefined) dispatch({ type: 'discarded', id });
      send(draft);
    },
    [send],
  );

  return { phone, send, retry, reconnect: connect };
}
