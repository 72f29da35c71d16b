import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AccountInfo } from '../api/types';
import { Notice } from '../components/parts';
import { CallsTab } from '../tabs/calls-tab';
import { LogTab } from '../tabs/log-tab';
import { NumbersTab } from '../tabs/numbers-tab';
import { PhoneTab } from '../tabs/phone-tab';
import { SendTab } from '../tabs/send-tab';
import { text } from '../text/text';
import { useAccounts } from './use-accounts';
import { useActivity } from './use-activity';

const TABS = ['log', 'calls', 'send', 'numbers', 'phone'] as const;

type Tab = (typeof TABS)[number];

/** Whether an element can be seen. */
function useVisible(): [(element: HTMLElement | null) => void, boolean] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [isVisible, setVisible] = useState(false);
  useEffect(() => {
    if (element === null) return undefined;
    const observer = new IntersectionObserver((entries) => {
      setVisible(entries.at(-1)?.isIntersecting === true);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return [setElement, isVisible];
}

/** The tabs. Arrow keys choose one, as in https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
function TabBar({ tab, onChoose }: { tab: Tab; onChoose: (tab: Tab) => void }): JSX.Element {
  const bar = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length] ?? 'log';
    onChoose(next);
    bar.current?.querySelector<HTMLElement>(`#twilio-sb-tab-${next}`)?.focus();
  };
  return (
    <div ref={bar} class="twilio-sb-tabs" role="tablist" aria-label={text('title')} onKeyDown={onKeyDown}>
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          id={`twilio-sb-tab-${name}`}
          role="tab"
          aria-selected={name === tab}
          aria-controls="twilio-sb-panel"
          tabIndex={name === tab ? 0 : -1}
          onClick={() => {
            onChoose(name);
          }}
        >
          {text(`tab.${name}`)}
        </button>
      ))}
    </div>
  );
}

const nameOf = ({ name, id, environment }: AccountInfo): string =>
  name !== '' ? name : `${text(`environment.${environment}`)} (${id})`;

/** The whole sidebar. */
export function Panel(): JSX.Element {
  const [root, isVisible] = useVisible();
  const { list, error } = useAccounts(isVisible);
  const [chosen, setChosen] = useState('');
  const [tab, setTab] = useState<Tab>('log');
  const account = list?.find(({ id }) => id === chosen) ?? list?.[0];
  const activity = useActivity(account?.id, isVisible);
  return (
    <div ref={root} class="twilio-sb">
      {list !== undefined && list.length > 1 && (
        <div class="twilio-sb-bar">
          <select
            aria-label={text('account')}
            value={account?.id}
            onChange={(event) => {
              setChosen(event.currentTarget.value);
            }}
          >
            {list.map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </div>
      )}
      <TabBar tab={tab} onChoose={setTab} />
      <div class="twilio-sb-panel" id="twilio-sb-panel" role="tabpanel" aria-labelledby={`twilio-sb-tab-${tab}`}>
        {error !== undefined && <Notice kind="error">{error}</Notice>}
        {list?.length === 0 && <Notice>{text('noAccount')}</Notice>}
        {account !== undefined && isVisible && (
          <Content key={account.id} tab={tab} account={account} activity={activity} />
        )}
      </div>
    </div>
  );
}

function Content(props: { tab: Tab; account: AccountInfo; activity: ReturnType<typeof useActivity> }): JSX.Element {
  const { tab, account, activity } = props;
  const { id } = account;
  const isSimulator = account.environment === 'simulator';
  switch (tab) {
    case 'calls':
      return <CallsTab account={id} inFlows={activity.calls} news={activity.callNews} />;
    case 'send':
      return <SendTab account={id} defaultFrom={account.from} />;
    case 'numbers':
      return <NumbersTab account={id} />;
    case 'phone':
      return <PhoneTab account={id} isSimulator={isSimulator} />;
    default:
      return (
        <>
          {activity.connection === 'not-deployed' && <Notice>{text('notDeployed')}</Notice>}
          <LogTab account={id} isSimulator={isSimulator} rows={activity.rows} />
        </>
      );
  }
}
