import { useEffect, useRef, useState } from 'preact/hooks';
import { Rows } from '../api/rows';
import { listen, type ConnectionState } from '../api/stream';
import type { LiveCall, Row } from '../api/types';

/** What is known of an account. */
export interface Activity {
  /** The newest first. */
  rows: readonly Row[];
  calls: readonly LiveCall[];
  connection: ConnectionState;
  /** Counts changes of calls, so that the list of calls can be requested again. */
  callNews: number;
}

const NOTHING: Activity = { rows: [], calls: [], connection: 'connecting', callNews: 0 };

const isAboutCall = ({ what }: Row): boolean => what === 'call' || what === 'call-status' || what === 'Calls';

/** Listens to an account while the sidebar is visible. */
export function useActivity(account: string | undefined, isVisible: boolean): Activity {
  const [activity, setActivity] = useState(NOTHING);
  const rows = useRef(new Rows());
  useEffect(() => {
    rows.current.clear();
    setActivity(NOTHING);
    if (account === undefined || !isVisible) return undefined;
    const controller = new AbortController();
    let frame = 0;
    let news = 0;
    /** Rows can come faster than the page is painted. */
    const show = (): void => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setActivity((before) => ({ ...before, rows: rows.current.newest(), callNews: news }));
      });
    };
    void listen(
      account,
      {
        reset() {
          rows.current.clear();
          show();
        },
        rows(next) {
          rows.current.put(next);
          if (next.some(isAboutCall)) news += 1;
          show();
        },
        calls(calls) {
          setActivity((before) => ({ ...before, calls }));
        },
        connection(connection) {
          setActivity((before) => ({ ...before, connection }));
        },
      },
      controller.signal,
    );
    return () => {
      controller.abort();
      cancelAnimationFrame(frame);
    };
  }, [account, isVisible]);
  return activity;
}
