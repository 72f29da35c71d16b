import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Chat } from '../chat/chat';
import { BubblesIcon } from '../components/icons';
import { StatusBarIcons } from '../components/status-icons';
import { useMedia, useNow } from '../hooks/use-browser';
import { useRemembered } from '../hooks/use-local-storage';
import { useReadReceipts } from '../hooks/use-read-receipts';
import { useSimulator } from '../hooks/use-simulator';
import { useTheme } from '../hooks/use-theme';
import { isE164 } from '../model/address';
import { nameOf, PEOPLE } from '../model/people';
import { ConversationList } from '../sidebar/conversation-list';
import { OwnNumber } from '../sidebar/own-number';
import { ThemeButton } from '../sidebar/theme-button';
import { type Conversation, conversationsOf, type Opened, otherPhones, type ReadMarks } from '../state/conversations';
import { timeOfDay } from '../text/dates';
import { locale, t } from '../text/locale';
import { Announcer } from './announcer';
import { Barrier, LinkBanner } from './connection';

const readStoredNumber = (value: unknown): string | undefined =>
  typeof value === 'string' && isE164(value) ? value : undefined;
function readWords(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(Object.entries(value).filter((e): e is [string, string] => typeof e[1] === 'string'));
}

/** The page: whose phone it is and the conversations on one side, the phone on the other. */
export function App(): JSX.Element {
  const { phone, send, retry, reconnect } = useSimulator();
  const [me, setMe] = useRemembered('me', PEOPLE[0]?.number ?? '', readStoredNumber);
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
