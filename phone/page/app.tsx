import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CallBars } from '../call/call-bars';
import { CallLayer } from '../call/call-layer';
import { CallSteps } from '../call/call-steps';
import { useLayerFocus } from '../call/use-layer-focus';
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
import { Announcer, CallAnnouncer } from './announcer';
import { ConnectionError, isConnectionProblem } from './connection-notices';
import { Device, EmptyScreen } from './device';
import { useCallPage } from './use-call-page';

/** The page: the sidebar with the conversations, and the phone. A narrow page shows one of the two (`view`). */
export function App(): JSX.Element {
  const { phone, send, retry, reconnect } = useSimulator();
  const { connection, numbers } = phone;
  const { me, setMe, profileName, conversations, others, current, ...actions } = useConversations(phone);
  const { calls, sound, layer, rings, ringsOnScreen, steps } = useCallPage(me, phone);
  const [view, setView] = useState<'list' | 'chat'>('list');
  const wide = useMediaQuery('(min-width: 760px)');
  const hasRoomForSteps = useMediaQuery('(min-width: 1000px)');
  const now = useNow();
  const theme = useTheme();
  const composeField = useRef<HTMLTextAreaElement>(null);
  const backButton = useRef<HTMLButtonElement>(null);

  const isCovered = layer !== undefined;
  const visible = !isCovered && (wide || view === 'chat') ? current : undefined;
  useReadReceipts(visible, connection);
  useEffect(() => actions.markRead(visible));

  const unread = conversations.reduce((sum, c) => sum + c.unread, 0);
  useEffect(() => {
    const title = unread > 0 ? `(${String(unread)}) ${t.title}` : t.title;
    document.title = rings ? `${t.calls.incomingCall} · ${title}` : title;
  }, [unread, rings]);

  const focusConversation = (): void => {
    if (wide) composeField.current?.focus();
    else if (view === 'chat') backButton.current?.focus();
    else document.querySelector<HTMLElement>('[data-entry][aria-current]')?.focus();
  };
  useLayerFocus(layer, ringsOnScreen, focusConversation);

  // The focus moves only after the user has opened or closed a conversation.
  const focusRequested = useRef(false);
  useEffect(() => {
    if (!focusRequested.current) return;
    focusRequested.current = false;
    focusConversation();
  });
  const show = (next: 'list' | 'chat'): void => {
    calls.close();
    focusRequested.current = true;
    setView(next);
  };
  const writeTo = (contact: string): void => {
    actions.select({ contact, channel: 'sms' });
    show('chat');
  };

  if (isConnectionProblem(connection)) return <ConnectionError problem={connection} onRetry={reconnect} />;

  const bars = <CallBars calls={calls} numbers={numbers} />;
  const barsInSidebar = !wide && view === 'list' && !isCovered;
  const cover = isCovered ? (
    <CallLayer
      calls={calls}
      numbers={numbers}
      sound={sound}
      steps={hasRoomForSteps ? undefined : steps}
      onMessage={writeTo}
    />
  ) : undefined;
  const stepsBeside = hasRoomForSteps && calls.shown && steps ? { call: calls.shown, steps } : undefined;

  return (
    <main
      class="layout"
      data-view={isCovered ? 'chat' : view}
      data-connection={connection}
      data-steps={stepsBeside ? '' : undefined}
    >
      <h1 class="visually-hidden">{t.title}</h1>
      {current && !isCovered && (
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
      <Sidebar connection={connection} theme={theme} onDial={calls.openDialPad}>
        {barsInSidebar && bars}
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
            calls={calls.list}
            callingPhones={calls.otherPhones}
            numbers={numbers}
            currentCall={calls.shown?.sid}
            currentKey={isCovered ? undefined : current?.key}
            now={now}
            onOpen={(conversation) => {
              actions.select(conversation);
              show('chat');
            }}
            onOpenCall={calls.open}
            onSwitch={setMe}
          />
        )}
      </Sidebar>
      <Device
        connection={connection}
        channel={current?.channel}
        now={now}
        bars={barsInSidebar ? null : bars}
        cover={cover}
      >
        {current ? (
          <Chat
            conversation={current}
            numbers={numbers}
            outbox={phone.outbox}
            now={now}
            composeField={composeField}
            backButton={backButton}
            onBack={() => show('list')}
            profileName={profileName.trim()}
            onOpen={actions.select}
            onCall={
              numbers.some((n) => n.phoneNumber === current.contact) ? () => calls.place(current.contact) : undefined
            }
            onSend={send}
            onRetry={retry}
          />
        ) : (
          <EmptyScreen ready={phone.ready} />
        )}
      </Device>
      {stepsBeside && (
        <section class="steps-panel" aria-labelledby="steps-title">
          <h2 id="steps-title">{t.calls.steps}</h2>
          <CallSteps key={stepsBeside.call.sid} {...stepsBeside} />
        </section>
      )}
      <Announcer me={me} messages={phone.announced} conversations={conversations} />
      <CallAnnouncer calls={calls.list} numbers={numbers} />
    </main>
  );
}
