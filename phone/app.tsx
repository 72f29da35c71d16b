import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Chat } from './chat';
import { ConversationList, lineLabel } from './conversation-list';
import { timeOfDay } from './dates';
import { useMedia, useNow } from './hooks';
import { BubblesIcon, StatusBarIcons } from './icons';
import { type Conversation, conversationsOf, type Opened, otherPhones, partiesOf, type ReadMarks } from './model';
import { Barrier, LinkBanner } from './notice';
import { isE164, nameOf, PEOPLE } from './numbers';
import { OwnNumber } from './own-number';
import { useRemembered } from './remember';
import { summaryOf } from './summary';
import { ThemeButton, useTheme } from './theme';
import { useReadReceipts } from './use-read-receipts';
import { useSimulator } from './use-simulator';
import type { TextMessage } from './wire';
import { locale, t } from './words';

const readNumber = (value: unknown): string | undefined =>
  typeof value === 'string' && isE164(value) ? value : undefined;
function readWords(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(Object.entries(value).filter((e): e is [string, string] => typeof e[1] === 'string'));
}

/** The page: whose phone it is and the conversations on one side, the phone on the other. */
export function App(): JSX.Element {
  const { phone, send, retry, reconnect } = useSimulator();
  const [me, setMe] = useRemembered('me', PEOPLE[0]?.number ?? '', readNumber);
  const [marks, setMarks] = useRemembered<ReadMarks>(`read:${location.pathname}`, {}, readWords);
  const [names, setNames] = useRemembered<Readonly<Record<string, string>>>('whatsapp-names', {}, readWords);
  const [opened, setOpened] = useState<Opened & { person: string }>();
  const [view, setView] = useState<'list' | 'chat'>('list');
  const wide = useMedia('(min-width: 760px)');
  const now = useNow();
  const theme = useTheme();
  const composeField = useRef<HTMLTextAreaElement>(null);
  const backButton = useRef<HTMLButtonElement>(null);

  const messages = useMemo(() => [...phone.messages.values()], [phone.messages]);
  const conversations = useMemo(
    () => conversationsOf(me, phone.numbers, messages, marks, opened?.person === me ? opened : undefined),
    [me, phone.numbers, messages, marks, opened],
  );
  const others = useMemo(() => otherPhones(me, messages, marks), [me, messages, marks]);
  const current = conversations.find(
    (c) => c.person === opened?.person && c.line === opened.line && c.channel === opened.channel,
  );
  const shown = wide || view === 'chat' ? current : undefined;
  const profileName = names[me] ?? nameOf(me) ?? '';

  // Chosen once, not with every render: a text that comes in for another conversation must not turn the page.
  useEffect(() => {
    if (!current && conversations[0]) setOpened(conversations[0]);
  }, [current, conversations]);

  useReadReceipts(shown, phone.link);

  const lastSid = shown?.messages.at(-1)?.sid;
  useEffect(() => {
    if (shown && lastSid !== undefined && marks[shown.key] !== lastSid) setMarks({ ...marks, [shown.key]: lastSid });
  }, [shown, lastSid, marks, setMarks]);

  const unread = conversations.reduce((sum, c) => sum + c.unread, 0);
  useEffect(() => {
    document.title = unread > 0 ? `(${String(unread)}) ${t.title}` : t.title;
  }, [unread]);

  /** Set by what opens a conversation, so that the focus moves only when a person asked for it. */
  const moveFocus = useRef(false);
  useEffect(() => {
    if (!moveFocus.current) return;
    moveFocus.current = false;
    if (wide) composeField.current?.focus();
    else if (view === 'chat') backButton.current?.focus();
    else document.querySelector<HTMLElement>('[data-entry][aria-current]')?.focus();
  });

  const open = (conversation: Conversation): void => {
    moveFocus.current = true;
    setOpened(conversation);
    setView('chat');
  };

  if (phone.link === 'login' || phone.link === 'forbidden' || phone.link === 'gone') {
    return <Barrier link={phone.link} onRetry={reconnect} />;
  }

  return (
    <main class="desk" data-view={view} data-link={phone.link}>
      <h1 class="hidden">{t.title}</h1>
      {current && (
        <button
          type="button"
          class="skip"
          onClick={() => {
            setView('chat');
            requestAnimationFrame(() => composeField.current?.focus());
          }}
        >
          {t.skip}
        </button>
      )}
      <div class="side">
        <header class="side-head">
          <span class="sign">
            <BubblesIcon />
          </span>
          <p aria-hidden="true">
            <strong>{t.title}</strong>
            {t.subtitle}
          </p>
          <ThemeButton theme={theme} />
        </header>
        <OwnNumber
          me={me}
          seen={others.map((o) => o.person)}
          profileName={profileName}
          onChange={setMe}
          onProfileName={(name) => setNames({ ...names, [me]: name })}
        />
        {phone.ready && (
          <ConversationList
            conversations={conversations}
            others={others}
            currentKey={current?.key}
            now={now}
            onOpen={open}
            onSwitch={(person) => {
              setMe(person);
              setOpened(undefined);
            }}
          />
        )}
        <p class="link-state" data-link={phone.link}>
          {phone.link === 'live' ? t.live : phone.link === 'connecting' ? t.connecting : t.reconnecting}
        </p>
      </div>
      <section class="device" aria-label={t.myPhone}>
        <div class="screen" data-channel={current?.channel}>
          <div class="status-bar" aria-hidden="true">
            <span>{timeOfDay(now, locale)}</span>
            <StatusBarIcons live={phone.link === 'live'} />
          </div>
          <LinkBanner link={phone.link} />
          {current ? (
            <Chat
              conversation={current}
              numbers={phone.numbers}
              outbox={phone.outbox}
              now={now}
              composeField={composeField}
              backButton={backButton}
              onBack={() => {
                moveFocus.current = true;
                setView('list');
              }}
              profileName={profileName.trim()}
              onOpen={(other) => setOpened({ ...other, person: me })}
              onSend={send}
              onRetry={retry}
            />
          ) : (
            <div class="empty">
              {phone.ready ? (
                <>
                  <h2>{t.noNumbers}</h2>
                  <p>{t.noNumbersHelp}</p>
                </>
              ) : (
                <span class="spinner" aria-label={t.connecting} role="img" />
              )}
            </div>
          )}
        </div>
      </section>
      <Announcer me={me} arrived={phone.arrived} conversations={conversations} />
    </main>
  );
}

/** Says new texts of the flow to those who listen to the page. */
function Announcer(props: {
  me: string;
  arrived: readonly TextMessage[];
  conversations: readonly Conversation[];
}): JSX.Element {
  const mine = props.arrived.filter((m) => partiesOf(m).person === props.me);
  return (
    <div class="hidden" role="log" aria-live="polite" id="announcer">
      {mine.map((m) => {
        const { line } = partiesOf(m);
        const name = props.conversations.find((c) => c.line === line)?.name ?? '';
        return <p key={m.sid}>{t.arrived(lineLabel({ line, name }), summaryOf(m, t))}</p>;
      })}
    </div>
  );
}
