import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { accountUrl, get, post, sentenceOf } from '../api/http';
import type { AccountCall, LiveCall } from '../api/types';
import { Button, NodeLink, Notice } from '../components/parts';
import { useRequest } from '../components/use-request';
import { duration, shortAddress } from '../text/format';
import { text, textOr } from '../text/text';

/** A live call: at Twilio, in a flow, or both. */
interface Call {
  sid: string;
  from: string;
  to: string;
  status: string;
  flow: LiveCall | undefined;
  startedAt: number | null;
}

/** The calls at Twilio and those in flows as one list. */
function merged(atTwilio: readonly AccountCall[], inFlows: readonly LiveCall[]): Call[] {
  const calls = new Map<string, Call>();
  for (const { sid, from, to, status, startedAt } of atTwilio) {
    calls.set(sid, { sid, from, to, status, startedAt, flow: undefined });
  }
  for (const flow of inFlows) {
    const { sid, from, to } = flow;
    const known = calls.get(sid) ?? { sid, from, to, status: 'in-progress', startedAt: null, flow };
    calls.set(sid, { ...known, flow });
  }
  return [...calls.values()];
}

/** The time, every second while there are calls. */
function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!isTicking) return undefined;
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, [isTicking]);
  return now;
}

/** Live calls, the step that each is in, and how to end them. */
export function CallsTab(props: { account: string; inFlows: readonly LiveCall[]; news: number }): JSX.Element {
  const { account, inFlows, news } = props;
  const {
    value: atTwilio = [],
    error,
    isBusy,
    reload,
  } = useRequest(account, () => get<AccountCall[]>(accountUrl(account, 'calls')));
  const [problem, setProblem] = useState<string | undefined>(undefined);
  // A call may have started or ended.
  useEffect(() => {
    if (news === 0) return undefined;
    const timer = setTimeout(reload, 500);
    return () => {
      clearTimeout(timer);
    };
  }, [news, reload]);
  const calls = merged(atTwilio, inFlows);
  const now = useNow(calls.length > 0);
  const end = (sid: string): void => {
    setProblem(undefined);
    post(accountUrl(account, 'calls', sid, 'end')).then(reload, (thrown: unknown) => {
      setProblem(sentenceOf(thrown));
      reload();
    });
  };
  return (
    <div class="twilio-sb-scroll" tabIndex={0} role="group" aria-label={text('tab.calls')}>
      <div class="twilio-sb-bar">
        <Button icon="refresh" onClick={reload} disabled={isBusy}>
          {text('refresh')}
        </Button>
      </div>
      {(problem ?? error) !== undefined && <Notice kind="error">{problem ?? error}</Notice>}
      {calls.length === 0 && !isBusy && error === undefined && <Notice>{text('calls.empty')}</Notice>}
      <ul class="twilio-sb-cards">
        {calls.map(({ sid, from, to, status, flow, startedAt }) => (
          <li key={sid}>
            <div class="twilio-sb-card-head">
              <strong>{`${shortAddress(from)} → ${shortAddress(to)}`}</strong>
              <Button
                icon="phone"
                label={text('calls.endOne', { from, to })}
                onClick={() => {
                  end(sid);
                }}
              >
                {text('calls.end')}
              </Button>
            </div>
            <div>
              {textOr(`calls.status.${status}`, status)}
              {startedAt !== null && ` · ${duration(now - startedAt)}`}
            </div>
            {flow !== undefined && (
              <div>
                {text(flow.isWaiting ? 'calls.waits' : 'calls.works')} <NodeLink id={flow.nodeId} />
                {flow.waitingSince !== undefined && ` · ${duration(now - flow.waitingSince)}`}
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
