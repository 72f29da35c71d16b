import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Chat } from '../chat/chat';
import { useMediaQuery, useNow } from '../hooks/browser';
import { useConversations } from '../hooks/use-conversations';
import { useReadReceipts } from '../hooks/use-read-receipts';
import { useSimulator } from '../hooks/use-simulator';
import { useTheme } from '../hooks/use-theme';
import { ConversationList } from '../sidebar/conversation-list';
import { OwnNumber } from '../sidebar/own-number';
import { Sidebar } from '../sidebar/sidebar';
import { t } from '../text/locale';
import { Announcer } from './announcer';
import { ConnectionError, isConnectionProblem } from './connection-notices';
import { Device, EmptyScreen } from './device';

/** The page: the sidebar with the conversations, and the phone. A narrow page shows one of the two (`view`). */
export function App(): JSX.Element {
  const { phone, send, retry, reconnect } = useSimulator();
  const { connection } = phone;
  const { me, setMe, profileName, conversations, others, current, ...actions } = useConversations(phone);
  const [view, setView] = useState<'list' | 'chat'>('list');
  const wide = useMediaQuery('(min-width: 760px)');
  const now = useNow();
  const theme = useTheme();
  const composeField = useRef<HTMLTextAreaElement>(null);
  const backButton = useRef<HTMLButtonElement>(null);

  const visible = wide || view === 'chat' ? current : undefined;
  useReadReceipts(visible, connection);
  useEffect(() => actions.markRead(visible));

  const unread = conversations.reduce((sum, c) => sum + c.unread, 0);
  useEffect(() => {
    document.title = unread > 0 ? `(${String(unread)}) ${t.title}` : t.title;
  }, [unread]);

  // The focus moves only after the user has opened or closed a conversation.
  const focusRequested = useRef(false);
  useEffect(() => {
    if (!focusRequested.current) return;
    focusRequested.current = false;
    if (wide) composeField.current?.focus();
    else if (view === 'chat') backButton.current?.focus();
    else document.querySelector<HTMLElement>('[data-entry][aria-current]')?.focus();
  });
  const show = (next: 'list' | 'chat'): void => {
    focusRequested.current = true;
    setView(next);
  };

  if (isConnectionProblem(connection)) return <ConnectionError problem={connection} onRetry={reconnect} />;

  return (
    <main class="layout" data-view={view} data-connection={connection}>
      <h1 class="visually-hidden">{t.title}</h1>
      {current && (
        <button
          type="button"
          class="skip-link"
          onClick={() => {
            setView('chat');
            requestAnimationFrame(() => composeField.current?.focus());
          }}
        >
          {t.skip}
        </button>
      )}
      <Sidebar connection={connection} theme={theme}>
        <OwnNumber
          me={me}
          recentNumbers={others.map((o) => o.person)}
          profileName={profileName}
          onChange={setMe}
          onProfileName={actions.setProfileName}
        />
        {phone.ready && (
          <ConversationList
            conversations={conversations}
            others={others}
            currentKey={current?.key}
            now={now}
            onOpen={(conversation) => {
              actions.select(conversation);
              show('chat');
            }}
            onSwitch={setMe}
          />
        )}
      </Sidebar>
      <Device connection={connection} channel={current?.channel} now={now}>
        {current ? (
          <Chat
            conversation={current}
            numbers={phone.numbers}
            outbox={phone.outbox}
            now={now}
            composeField={composeField}
            backButton={backButton}
            onBack={() => show('list')}
            profileName={profileName.trim()}
            onOpen={actions.select}
            onSend={send}
            onRetry={retry}
          />
        ) : (
          <EmptyScreen ready={phone.ready} />
        )}
      </Device>
      <Announcer me={me} messages={phone.announced} conversations={conversations} />
    </main>
  );
}
