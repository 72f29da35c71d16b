import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { sentenceOf } from '../api/http';

/** The state of a request. */
export interface RequestState<T> {
  value: T | undefined;
  error: string | undefined;
  isBusy: boolean;
  /** Sends it again. */
  reload: () => void;
}

/** Sends a request when the component appears and when `key` changes. An answer that comes too late is dropped. */
export function useRequest<T>(key: string, send: () => Promise<T>): RequestState<T> {
  const [state, setState] = useState<Omit<RequestState<T>, 'reload'>>({
    value: undefined,
    error: undefined,
    isBusy: true,
  });
  const latest = useRef(0);
  const work = useRef(send);
  work.current = send;
  const reload = useCallback(() => {
    latest.current += 1;
    const own = latest.current;
    setState((before) => ({ ...before, isBusy: true }));
    work.current().then(
      (value) => {
        if (own === latest.current) setState({ value, error: undefined, isBusy: false });
      },
      (error: unknown) => {
        if (own === latest.current) setState((before) => ({ ...before, error: sentenceOf(error), isBusy: false }));
      },
    );
  }, []);
  useEffect(() => {
    setState({ value: undefined, error: undefined, isBusy: true });
    reload();
    return () => {
      latest.current += 1;
    };
  }, [key, reload]);
  return { ...state, reload };
}
